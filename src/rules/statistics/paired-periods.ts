import { compareBytes } from '../by-key.js';
import { type Sum, total } from './estimate.js';

/** One cluster's sums in one of two periods, or strata; null: what has no clinician; undefined: a cluster that pairs with no other. */
export interface ClusteredSum extends Sum {
  cluster: string | null | undefined;
}

/** One cluster in both periods; zeros where it is not in one of them. */
export interface Pair {
  before: Sum;
  after: Sum;
}

/** The union of both periods' clusters, paired by id, in an order that does not depend on the rows'. */
export function pairsOf(before: readonly ClusteredSum[], after: readonly ClusteredSum[]): Pair[] {
  const pairs = new Map<string, Pair>();
  const alone: Pair[] = [];
  const put = (sums: readonly ClusteredSum[], period: keyof Pair) => {
    for (const { cluster, numerator, denominator } of sums) {
      if (!(denominator > 0 || numerator > 0)) continue;
      const sum = { numerator, denominator };
      if (cluster === undefined) {
        alone.push({ before: NONE, after: NONE, [period]: sum });
        continue;
      }
      const pair = pairs.get(keyOf(cluster)) ?? { before: NONE, after: NONE };
      pairs.set(keyOf(cluster), { ...pair, [period]: total([pair[period], sum]) });
    }
  };
  put(before, 'before');
  put(after, 'after');
  const ordered = [...pairs].sort(([a], [b]) => compareBytes(a, b)).map(([, pair]) => pair);
  return [...ordered, ...alone];
}

const NONE: Sum = { numerator: 0, denominator: 0 };
const keyOf = (cluster: string | null): string => (cluster === null ? '' : `=${cluster}`);

interface Ratios {
  before: number;
  after: number;
}

/** Each period's ΣN/ΣD, of all and without each cluster that has a denominator; null where leaving one out leaves a period empty. */
export function leftOut(pairs: readonly Pair[]): { whole: Ratios; without: Ratios[] } | null {
  const before = total(pairs.map((pair) => pair.before));
  const after = total(pairs.map((pair) => pair.after));
  const counted = pairs.filter((pair) => pair.before.denominator > 0 || pair.after.denominator > 0);
  const without = counted.map((pair) => ({
    before: ratio(before, pair.before),
    after: ratio(after, pair.after),
  }));
  if (without.some((one) => Number.isNaN(one.before) || Number.isNaN(one.after))) return null;
  return { whole: { before: ratio(before, NONE), after: ratio(after, NONE) }, without };
}

/** NaN where nothing is left; a rounding below 0 is 0. */
function ratio(all: Sum, left: Sum): number {
  const rest = all.denominator - left.denominator;
  return rest > 0 ? Math.max(0, all.numerator - left.numerator) / rest : Number.NaN;
}
