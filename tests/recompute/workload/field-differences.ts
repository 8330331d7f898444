import type { Difference } from '../differences.js';
import type { AuditResult } from '../product.js';
import type { By, Line } from './line.js';

export type Ours = AuditResult['measurements'][number];

const FIELDS = ['numerator', 'denominator', 'value', 'clinicians', 'encounters', 'interval'] as const;

function byText(by: By): string {
  return JSON.stringify(Object.entries(by).sort());
}

export function nameOf({
  measure,
  by,
  variant,
}: {
  measure: string;
  by: By;
  variant: string | null;
}): string {
  return `${measure} ${byText(by)}${variant === null ? '' : ` ${variant}`}`;
}

export function oursName(mine: Ours): string {
  return nameOf({
    measure: String(mine.measure),
    by: (mine.by ?? {}) as By,
    variant: (mine.variant ?? null) as string | null,
  });
}

/** Near 0 and 1 the logit loses digits, so that intervals agree less well than sums. */
function close(a: unknown, b: unknown, tolerance = 1e-7): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.every((item, i) => close(item, b[i], 1e-5));
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  const [x, y] = [Number(a), Number(b)];
  return x === y || Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y), 1e-6);
}

/** A median has no numerator, and its interval is drawn by chance: it has to be finite and to hold the median. */
function isPlausible(mine: Ours): boolean {
  const interval = mine.interval as [number, number] | null;
  const value = mine.value as number;
  if (interval === null) return Number(mine.clinicians) < 2;
  return interval.every(Number.isFinite) && interval[0] <= value && value <= interval[1];
}

export function fieldDifferences(mine: Ours, other: Line): Difference[] {
  const isMedian = mine.measure === 'wait-days';
  const where = oursName(mine);
  const fields = FIELDS.filter((field) => !(isMedian && (field === 'numerator' || field === 'interval')));
  const found: Difference[] = fields
    .filter((field) => !close(mine[field], field === 'encounters' ? (other.encounters ?? 0) : other[field]))
    .map((what) => ({
      where,
      what,
      ours: JSON.stringify(mine[what]) ?? 'missing',
      expected: JSON.stringify(other[what]) ?? 'missing',
    }));
  // "n < 30 is flagged": units of the denominator.
  if (mine.small !== other.denominator < 30) {
    found.push({ where, what: 'small', ours: String(mine.small), expected: String(other.denominator < 30) });
  }
  if (!isMedian || isPlausible(mine)) return found;
  return [
    ...found,
    { where, what: 'interval', ours: JSON.stringify(mine.interval), expected: 'one that holds the median' },
  ];
}
