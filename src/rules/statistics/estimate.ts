import quantile from '@stdlib/stats-base-dists-t-quantile';
import { scales } from './scales.js';

export interface Sum {
  numerator: number;
  denominator: number;
}

export interface Estimate {
  numerator: number;
  denominator: number;
  /** ΣN/ΣD, or null where the denominator is 0 ("0/0 is not 0"). */
  value: number | null;
  /** 95%, or null with fewer than two clusters. */
  interval: [number, number] | null;
  /** Clusters with a denominator, without the one that is added at 0 and 1. */
  clusters: number;
  /** (ΣD)²/ΣD². */
  effective: number;
}

/** Ratio estimate over clusters with the delete-one-cluster jackknife: measures.md, "Cluster". */
export function estimate(sums: readonly Sum[], kind: 'share' | 'rate' | 'mean'): Estimate {
  const all = ordered(sums);
  const inK = all.filter((sum) => sum.denominator > 0);
  const { numerator, denominator } = total(all);
  const base = { numerator, denominator, clusters: inK.length, effective: effectiveClusters(inK) };
  if (denominator === 0) return { ...base, value: null, interval: null };
  const value = snapped(numerator / denominator, kind);
  return { ...base, value, interval: interval({ all, value, kind }) };
}

/** (ΣD)²/ΣD²: how many equally large clusters would carry the same weight. */
export function effectiveClusters(sums: readonly { denominator: number }[]): number {
  const squares = sums.reduce((s, { denominator }) => s + denominator ** 2, 0);
  const plain = sums.reduce((s, { denominator }) => s + denominator, 0);
  return squares === 0 ? 0 : plain ** 2 / squares;
}

interface IntervalCase {
  all: readonly Sum[];
  value: number;
  kind: 'share' | 'rate' | 'mean';
}

function interval({ all, value, kind }: IntervalCase): [number, number] | null {
  const atZero = value === 0;
  const atOne = kind === 'share' && value === 1;
  const sums = atZero || atOne ? [...all, { numerator: 0.5, denominator: 1 }] : all;
  const { numerator, denominator } = total(sums);
  const inK = sums.filter((sum) => sum.denominator > 0);
  const k = inK.length;
  const f = effectiveClusters(inK) - 1;
  if (k < 2 || !(f > 0)) return null;

  const ratio = numerator / denominator;
  let squares = 0;
  for (const left of inK) {
    const rest = denominator - left.denominator;
    // Rounding alone can bring this to 0, when one cluster dwarfs all others.
    if (!(rest > 0)) return null;
    squares += ((numerator - left.numerator) / rest - ratio) ** 2;
  }
  const se = Math.sqrt(((k - 1) / k) * squares);
  const scale = scales[kind];
  const reach = se === 0 ? 0 : quantile(0.975, f) * se * scale.derivative(ratio);
  const centre = scale.to(ratio);
  const low = atZero ? 0 : scale.back(centre - reach);
  const high = atOne ? 1 : scale.back(centre + reach);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  // Without spread the back-transformed ends may miss the value by one rounding.
  return [Math.min(low, value), Math.max(high, value)];
}

/** One order for every arrangement of the clusters, so that no rounding depends on the order of rows. */
function ordered(sums: readonly Sum[]): Sum[] {
  for (const { numerator, denominator } of sums)
    if (!(Number.isFinite(numerator) && Number.isFinite(denominator) && numerator >= 0 && denominator >= 0))
      throw new RangeError('A cluster has a sum that is negative or not a number');
  return [...sums].sort((a, b) => a.denominator - b.denominator || a.numerator - b.numerator);
}

export function total(sums: readonly Sum[]): Sum {
  let numerator = 0;
  let denominator = 0;
  for (const sum of sums) {
    numerator += sum.numerator;
    denominator += sum.denominator;
  }
  return { numerator, denominator };
}

/** Hours are sums of fractions: a share of 1 may arrive as 1 ± a rounding. Anything more is a fault of the measure. */
function snapped(value: number, kind: IntervalCase['kind']): number {
  if (kind !== 'share') return value;
  if (Math.abs(value - 1) < 1e-12) return 1;
  if (value > 1) throw new RangeError('A share is above 1');
  return value;
}
