import type { Sum } from './estimate.js';

/** One clinician's sums in one stratum; null: those without a clinician, one cluster together. */
export interface NamedSum extends Sum {
  cluster: string | null;
}

/** What one cluster holds of both strata; a side without a denominator has 0 of 0. */
export interface Pair {
  stratum: Sum;
  reference: Sum;
}

/**
 * The clusters of two strata side by side, in an order that depends on their sums only, not on that of rows. Throws
 * RangeError on sums that are negative or no numbers.
 */
export function pairs(given: { stratum: readonly NamedSum[]; reference: readonly NamedSum[] }): Pair[] {
  const found = new Map<string | null, Pair>();
  for (const side of ['stratum', 'reference'] as const)
    for (const { cluster, numerator, denominator } of given[side]) {
      if (!(isSum(numerator) && isSum(denominator)))
        throw new RangeError('A cluster has a sum that is negative or not a number');
      if (denominator === 0) continue;
      const pair = found.get(cluster) ?? { stratum: NONE, reference: NONE };
      found.set(cluster, { ...pair, [side]: plus(pair[side], { numerator, denominator }) });
    }
  return [...found.values()].sort((a, b) => bySize(a.stratum, b.stratum) || bySize(a.reference, b.reference));
}

const NONE: Sum = { numerator: 0, denominator: 0 };

const isSum = (value: number): boolean => Number.isFinite(value) && value >= 0;

const plus = (a: Sum, b: Sum): Sum => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
});

const bySize = (a: Sum, b: Sum): number => a.denominator - b.denominator || a.numerator - b.numerator;

export const sumOf = (clusters: readonly Pair[]): Pair =>
  clusters.reduce(
    (sum, pair) => ({
      stratum: plus(sum.stratum, pair.stratum),
      reference: plus(sum.reference, pair.reference),
    }),
    { stratum: NONE, reference: NONE },
  );

export type Quotients = [stratum: number | null, reference: number | null];

/** ΣN/ΣD of both sides; null without a denominator. */
export const quotients = ({ stratum, reference }: Pair): Quotients => [
  quotient(stratum),
  quotient(reference),
];

const quotient = ({ numerator, denominator }: Sum): number | null =>
  denominator > 0 ? numerator / denominator : null;

/** Both values with each cluster left out in turn, of both sides at once. A rounding below 0 is 0. */
export function withoutEach(clusters: readonly Pair[]): Quotients[] {
  const all = sumOf(clusters);
  const less = (sum: Sum, left: Sum): Sum => ({
    numerator: Math.max(0, sum.numerator - left.numerator),
    denominator: Math.max(0, sum.denominator - left.denominator),
  });
  return clusters.map(({ stratum, reference }) =>
    quotients({ stratum: less(all.stratum, stratum), reference: less(all.reference, reference) }),
  );
}
