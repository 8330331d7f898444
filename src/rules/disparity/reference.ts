import { compareBytes } from '../by-key.js';
import type { RuleCell } from '../rule-cells.js';

/** The value of a stratum: `es` of `language=es`. */
export const stratumValue = ({ main }: RuleCell, stratifier: string): string =>
  (main.by.stratum ?? '').slice(stratifier.length + 1);

/** Patients of whom nobody said it. */
export const MISSING = 'missing';

/**
 * What all others are set against: the value that was asked for, else the one with the greatest denominator, over all
 * tools, whose patients are known; of equals the smallest name. Null where there is none.
 */
export function referenceOf(
  cells: readonly RuleCell[],
  { stratifier, asked }: { stratifier: string; asked: string | null },
): string | null {
  const sizes = new Map<string, number>();
  for (const cell of cells) {
    const value = stratumValue(cell, stratifier);
    const size = cell.main.clusters.reduce((sum, { denominator }) => sum + denominator, 0);
    sizes.set(value, (sizes.get(value) ?? 0) + size);
  }
  if (asked !== null) return sizes.has(asked) ? asked : null;
  const known = [...sizes].filter(([value]) => value !== MISSING);
  known.sort(([a, n], [b, m]) => m - n || compareBytes(a, b));
  return known[0]?.[0] ?? null;
}
