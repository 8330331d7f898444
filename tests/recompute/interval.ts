import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { isZero, type Rational, rational, sum, toNumber } from './rational.js';

/** What one cluster adds; `id` null is the cluster of encounters (or alerts) without a clinician. */
export interface Cluster {
  id: string | null;
  numerator: Rational;
  denominator: Rational;
}

export type Family = 'share' | 'rate';

export interface Estimate {
  numerator: number;
  denominator: number;
  value: number | null;
  k: number;
  clinicians: number;
  interval: [number, number] | null;
}

interface Pair {
  n: number;
  d: number;
}

const logit = {
  g: (p: number) => Math.log(p / (1 - p)),
  slope: (p: number) => 1 / (p * (1 - p)),
  back: (x: number) => 1 / (1 + Math.exp(-x)),
};
const log = { g: Math.log, slope: (r: number) => 1 / r, back: Math.exp };

function ratio(pairs: Pair[]): number {
  const total = (pick: (pair: Pair) => number) => pairs.map(pick).reduce((a, b) => a + b, 0);
  return total(({ n }) => n) / total(({ d }) => d);
}

/** "leaves one cluster out: se² = (k−1)/k·Σ(R₍₋ᵢ₎−R)²; degrees of freedom f = (ΣDᵢ)²/ΣDᵢ² − 1; g⁻¹(g(R) ±
 * t(f, 0.975)·se·g′(R)) with g the logit for shares, the log for rates and means" */
function jackknife(all: Pair[], family: Family): [number, number] {
  // Whoever has no denominator is in the sum, and not in k.
  const pairs = all.filter(({ d }) => d > 0);
  const k = pairs.length;
  const r = ratio(all);
  const deviations = pairs.map((pair) => (ratio(all.filter((one) => one !== pair)) - r) ** 2);
  const se = Math.sqrt(((k - 1) / k) * deviations.reduce((a, b) => a + b, 0));
  const total = pairs.reduce((a, { d }) => a + d, 0);
  const f = total ** 2 / pairs.reduce((a, { d }) => a + d * d, 0) - 1;
  const { g, slope, back } = family === 'share' ? logit : log;
  const reach = se === 0 ? 0 : tQuantile(0.975, f) * se * slope(r);
  return [back(g(r) - reach), back(g(r) + reach)];
}

/** "Where a share is exactly 0 or 1, or a rate 0, one cluster with N = 0.5 and D = 1 is added first, like any other in k, f
 * and when left out, though not in numerator, denominator, `value` or `clinicians`; and the interval's end on that
 * side is 0 (1)." */
function intervalOf(pairs: Pair[], family: Family, value: number): [number, number] | null {
  const exact = value === 0 || (family === 'share' && value === 1);
  const all = exact ? [...pairs, { n: 0.5, d: 1 }] : pairs;
  // "With k < 2 there is no interval."
  if (all.filter(({ d }) => d > 0).length < 2) return null;
  const [low, high] = jackknife(all, family);
  if (!exact) return [low, high];
  return value === 0 ? [0, high] : [low, 1];
}

/** Clusters of one id are added up; "k, `clinicians` and `encounters` count only those with a denominator". */
export function estimate(parts: Cluster[], family: Family): Estimate {
  const ids = [...new Set(parts.map(({ id }) => id))];
  const clusters = ids.map((id) => {
    const own = parts.filter((part) => part.id === id);
    return {
      id,
      numerator: sum(own.map(({ numerator }) => numerator)),
      denominator: sum(own.map(({ denominator }) => denominator)),
    };
  });
  const counted = clusters.filter(({ denominator }) => !isZero(denominator));
  const n = sum(clusters.map(({ numerator }) => numerator));
  const d = sum(clusters.map(({ denominator }) => denominator));
  const value = isZero(d) ? null : toNumber(rational(n.n * d.d, n.d * d.n));
  const pairs = clusters.map(({ numerator, denominator }) => ({
    n: toNumber(numerator),
    d: toNumber(denominator),
  }));
  const exact = value === 0 || (family === 'share' && value === 1);
  return {
    numerator: toNumber(n),
    denominator: toNumber(d),
    value,
    k: value === null ? 0 : counted.length + (exact ? 1 : 0),
    clinicians: counted.filter(({ id }) => id !== null).length,
    interval: value === null ? null : intervalOf(pairs, family, value),
  };
}
