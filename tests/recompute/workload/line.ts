import { type Cluster, type Estimate, estimate, type Family } from '../interval.js';
import { isZero, type Rational } from '../rational.js';

export type By = Record<string, string>;

/** One line of a measure. `patients` and `encounters` are those with a denominator; null where the measure has none. */
export interface Line extends Estimate {
  measure: string;
  by: By;
  variant: string | null;
  patients: number | null;
  encounters: number | null;
}

/** What one row, encounter or person adds to a line. */
export interface Part {
  user: string | null;
  patient?: string | null;
  encounter?: string | null;
  numerator: Rational;
  denominator: Rational;
}

export interface Measured {
  measure: string;
  family: Family;
  /** Whether its rows know their encounter or patient. */
  counts: ('encounters' | 'patients')[];
}

/** An interval without an end cannot be printed, and is none. */
function finite(interval: [number, number] | null): [number, number] | null {
  return interval?.every(Number.isFinite) ? interval : null;
}

function distinct(parts: Part[], pick: (part: Part) => string | null | undefined): number {
  return new Set(parts.filter(({ denominator }) => !isZero(denominator)).flatMap((part) => pick(part) ?? []))
    .size;
}

export function line(
  { measure, family, counts }: Measured,
  parts: Part[],
  by: By,
  variant: string | null,
): Line {
  const clusters: Cluster[] = parts.map(({ user, numerator, denominator }) => ({
    id: user,
    numerator,
    denominator,
  }));
  const estimated = estimate(clusters, family);
  return {
    measure,
    by,
    variant,
    ...estimated,
    interval: finite(estimated.interval),
    patients: counts.includes('patients') ? distinct(parts, ({ patient }) => patient) : null,
    encounters: counts.includes('encounters') ? distinct(parts, ({ encounter }) => encounter) : null,
  };
}

export function valuesOf<T>(items: T[], pick: (item: T) => string | null): string[] {
  return [...new Set(items.flatMap((item) => pick(item) ?? []))].sort();
}

/** All items, then those of each value of each dimension; an item whose value is null is in none of that dimension. */
export function cut<T>(
  items: T[],
  dimensions: Record<string, (item: T) => string | null>,
): { by: By; some: T[] }[] {
  return [
    { by: {}, some: items },
    ...Object.entries(dimensions).flatMap(([name, pick]) =>
      valuesOf(items, pick).map((value) => ({
        by: { [name]: value },
        some: items.filter((item) => pick(item) === value),
      })),
    ),
  ];
}
