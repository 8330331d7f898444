import { type Cluster, type Estimate, estimate, type Family } from '../interval.js';
import { rational } from '../rational.js';

export const ONE = rational(1n);
export const NOUGHT = rational(0n);
export const whole = (n: number) => rational(BigInt(n));

/** One line of a measure as the result prints it. */
export interface Line {
  measure: string;
  by: Record<string, string>;
  variant: string | null;
  numerator: number | null;
  denominator: number;
  value: number | null;
  interval: [number, number] | null;
  clinicians: number;
  encounters: number;
  /** Not printed; decides with the others what must be hidden. */
  patients: number;
}

/** What one alert, order, encounter … adds, and which encounter it belongs to. */
export interface Part extends Cluster {
  encounter: string | null;
  patient: string | null;
}

const hasDenominator = ({ denominator }: Cluster): boolean => denominator.n !== 0n;

/** "k, `clinicians` and `encounters` count only those with a denominator". */
function distinct(parts: Part[], of: 'encounter' | 'patient'): number {
  return new Set(parts.filter(hasDenominator).flatMap((part) => part[of] ?? [])).size;
}

export function lineOf(
  about: Pick<Line, 'measure' | 'by'> & { variant?: string },
  parts: Part[],
  family: Family,
): Line {
  const { numerator, denominator, value, interval, clinicians }: Estimate = estimate(parts, family);
  return {
    variant: null,
    ...about,
    numerator,
    denominator,
    value,
    // With hardly any degree of freedom an end has no finite place, and then there is no interval.
    interval: interval?.every(Number.isFinite) ? interval : null,
    clinicians,
    encounters: distinct(parts, 'encounter'),
    patients: distinct(parts, 'patient'),
  };
}
