import { effectiveClusters } from './estimate.js';

/**
 * The median of a sample in which each cluster occurs a number of times, without building that sample: most
 * draws only walk the values near the middle, so that a year of alerts can be resampled 2,000 times.
 */
export function resampled(sorted: readonly number[], clusters: readonly number[][]) {
  const distinct = [...new Set(sorted)];
  const rank = new Map(distinct.map((value, i) => [value, i]));
  const ranks = clusters.map((held) => Int32Array.from(held, (value) => rank.get(value)!));
  const near = nearMiddle(ranks, { sorted, rank });

  return (times: Uint32Array): number => {
    const size = weighted(times, (i) => ranks[i]!.length);
    const under = weighted(times, (i) => near.under[i]!);
    const first = Math.ceil(size / 2);
    const second = Math.floor(size / 2) + 1;
    const lower = near.walk(times, first - under) ?? search(times, first);
    if (first === second) return distinct[lower]!;
    const upper = near.walk(times, second - under) ?? search(times, second);
    return (distinct[lower]! + distinct[upper]!) / 2;
  };

  /** Rank of the n-th smallest value, counted from 1, wherever it lies. */
  function search(times: Uint32Array, n: number): number {
    let low = 0;
    let high = distinct.length - 1;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (weighted(times, (i) => countBelow(ranks[i]!, mid + 1)) >= n) high = mid;
      else low = mid + 1;
    }
    return low;
  }
}

interface Sample {
  sorted: readonly number[];
  rank: ReadonlyMap<number, number>;
}

/** The values in whose range nearly all draws have their median: four standard errors of "below or above". */
function nearMiddle(ranks: readonly Int32Array[], { sorted, rank }: Sample) {
  const effective = effectiveClusters(ranks.map(({ length }) => ({ denominator: length })));
  const reach = Math.ceil((sorted.length * 2) / Math.sqrt(effective));
  const half = sorted.length >> 1;
  const from = rank.get(sorted[Math.max(0, half - reach)]!)!;
  const to = rank.get(sorted[Math.min(sorted.length - 1, half + reach)]!)! + 1;

  const under = ranks.map((held) => countBelow(held, from));
  const inside = ranks.flatMap((held, cluster) =>
    Array.from(held.subarray(under[cluster], countBelow(held, to)), (at) => ({ at, cluster })),
  );
  inside.sort((a, b) => a.at - b.at);
  const at = Int32Array.from(inside, (value) => value.at);
  const of = Int32Array.from(inside, ({ cluster }) => cluster);

  /** Rank of the n-th value of the range; null when it lies outside. */
  function walk(times: Uint32Array, n: number): number | null {
    if (n <= 0) return null;
    let seen = 0;
    for (let i = 0; i < at.length; i++) {
      seen += times[of[i]!]!;
      if (seen >= n) return at[i]!;
    }
    return null;
  }
  return { under, walk };
}

function weighted(times: Uint32Array, count: (cluster: number) => number): number {
  let sum = 0;
  for (let i = 0; i < times.length; i++) if (times[i]! > 0) sum += times[i]! * count(i);
  return sum;
}

/** How many ranks, in ascending order, are below a limit. */
function countBelow(ranks: Int32Array, limit: number): number {
  let low = 0;
  let high = ranks.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (ranks[mid]! < limit) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Median of values in ascending order; of an even number the mean of the two in the middle. */
export function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
