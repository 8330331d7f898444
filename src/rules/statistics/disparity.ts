import quantile from '@stdlib/stats-base-dists-t-quantile';
import { type NamedSum, type Pair, pairs, quotients, sumOf, withoutEach } from './disparity-clusters.js';
import { twoSided } from './paired-p.js';

export type { NamedSum };

export type DisparityKind = 'share' | 'rate' | 'mean';

export interface DisparityEstimate {
  /** The stratum's value ÷ the reference's; null where either is 0 or has no denominator. */
  ratio: number | null;
  /** 95%, symmetric on the log scale. */
  ratioInterval: [number, number] | null;
  /** The stratum's value − the reference's, in the measure's own unit. */
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** Two-sided, of a ratio of 1. */
  p: number | null;
}

interface Compared {
  stratum: readonly NamedSum[];
  reference: readonly NamedSum[];
}

/**
 * A stratum against the reference, as ratio and as difference. The same clinicians see both, so a cluster is left out
 * of both at once (delete-one-cluster jackknife; measures.md, "Cluster"): what one person does alike in both cancels.
 * Throws RangeError on sums that are negative or no numbers.
 */
export function disparity(given: Compared, kind: DisparityKind): DisparityEstimate {
  const found = pairs(given);
  const [a, b] = quotients(sumOf(found));
  if (a === null || b === null)
    return { ratio: null, ratioInterval: null, difference: null, differenceInterval: null, p: null };
  const spread = [...found, ...added([a, b], kind)];
  const difference = a - b;
  const differenceInterval = around(spread, difference, kind);
  if (a === 0 || b === 0)
    return { ratio: null, ratioInterval: null, difference, differenceInterval, p: null };
  const ratio = a / b;
  return { ratio, ...ratioOf(spread, ratio), difference, differenceInterval };
}

/** As for one stratum alone: at 0 and at 1 one cluster of half an event in one unit keeps the spread above 0. */
function added([a, b]: readonly [number, number], kind: DisparityKind): Pair[] {
  // Hours are sums of fractions: a share of 1 may arrive as 1 ± a rounding.
  const edge = (value: number) => value === 0 || (kind === 'share' && Math.abs(value - 1) < 1e-12);
  const [none, half] = [
    { numerator: 0, denominator: 0 },
    { numerator: 0.5, denominator: 1 },
  ];
  return [
    ...(edge(a) ? [{ stratum: half, reference: none }] : []),
    ...(edge(b) ? [{ stratum: none, reference: half }] : []),
  ];
}

interface Spread {
  centre: number;
  se: number;
  /** Effective degrees of freedom of the stratum that has fewer. */
  f: number;
}

/** The jackknife of one number made of both values; null where it cannot be worked out. */
function jackknife(clusters: readonly Pair[], of: (a: number, b: number) => number): Spread | null {
  const [a, b] = quotients(sumOf(clusters));
  const k = clusters.length;
  const f = Math.min(freedom(clusters, 'stratum'), freedom(clusters, 'reference'));
  if (a === null || b === null || k < 2 || !(f > 0)) return null;
  const centre = of(a, b);
  let squares = 0;
  for (const [left, right] of withoutEach(clusters)) {
    if (left === null || right === null) return null;
    squares += (of(left, right) - centre) ** 2;
  }
  const se = Math.sqrt(((k - 1) / k) * squares);
  return Number.isFinite(centre) && Number.isFinite(se) ? { centre, se, f } : null;
}

/** (ΣD)²/ΣD² − 1 of one side. */
function freedom(clusters: readonly Pair[], side: keyof Pair): number {
  const sizes = clusters.map((pair) => pair[side].denominator);
  const squares = sizes.reduce((sum, size) => sum + size ** 2, 0);
  return squares === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) ** 2 / squares - 1;
}

function around(clusters: readonly Pair[], value: number, kind: DisparityKind): [number, number] | null {
  const found = jackknife(clusters, (a, b) => a - b);
  if (!found) return null;
  const reach = reachOf(found);
  // Two shares differ by 1 at most; the value itself is always inside.
  const most = kind === 'share' ? 1 : Number.POSITIVE_INFINITY;
  return [
    Math.min(value, Math.max(-most, found.centre - reach)),
    Math.max(value, Math.min(most, found.centre + reach)),
  ];
}

function ratioOf(clusters: readonly Pair[], value: number): Pick<DisparityEstimate, 'ratioInterval' | 'p'> {
  const found = jackknife(clusters, (a, b) => Math.log(a / b));
  if (!found) return { ratioInterval: null, p: null };
  const reach = reachOf(found);
  const [low, high] = [Math.exp(found.centre - reach), Math.exp(found.centre + reach)];
  if (!Number.isFinite(high)) return { ratioInterval: null, p: null };
  return { ratioInterval: [Math.min(low, value), Math.max(high, value)], p: probability(found) };
}

const reachOf = ({ se, f }: Spread): number => (se === 0 ? 0 : quantile(0.975, f) * se);

/** Of a ratio as far from 1 as this, or farther, where there is none. */
const probability = ({ centre, se, f }: Spread): number =>
  se === 0 ? Number(centre === 0) : twoSided(centre / se, f);
