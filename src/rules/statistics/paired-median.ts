import mt19937 from '@stdlib/random-base-mt19937';
import { compareBytes } from '../by-key.js';
import type { ClusteredValue } from './median.js';
import type { PairedChange } from './paired.js';
import { middle, resampled } from './resampled-median.js';

/** Fixed, as for one period's median. */
const SEED = 20_260_302;
const DRAWS = 2_000;
/** Draws in which one period has no value say nothing; of more than these no interval is made. */
const MOST_EMPTY = 0.05;

/** Percentile intervals of a bootstrap that draws the same clusters in both periods. */
export function pairedMedianChange(
  before: readonly ClusteredValue[],
  after: readonly ClusteredValue[],
  draws = DRAWS,
): PairedChange {
  const [was, is] = [sample(before), sample(after)];
  const base = { before: was.value, after: is.value };
  if (was.value === null || is.value === null)
    return { ...base, difference: null, differenceInterval: null, ratio: null, ratioInterval: null, p: null };
  const difference = is.value - was.value;
  const ratio = was.value === 0 ? null : is.value / was.value;
  const found = Math.min(was.clusters.size, is.clusters.size) < 2 ? null : drawn(was, is, draws);
  if (found === null)
    return { ...base, difference, ratio, differenceInterval: null, ratioInterval: null, p: null };
  const differences = found.map((one) => one.after - one.before);
  const ratios = found.map((one) => one.after / one.before);
  const hasRatio = was.value > 0 && is.value > 0 && ratios.every((one) => !Number.isNaN(one));
  return {
    ...base,
    difference,
    differenceInterval: percentiles(differences),
    ratio,
    ratioInterval: hasRatio ? percentiles(ratios) : null,
    p: twoSided(differences),
  };
}

interface Sample {
  sorted: number[];
  value: number | null;
  clusters: Map<string, number[]>;
}

function sample(values: readonly ClusteredValue[]): Sample {
  const clusters = new Map<string, number[]>();
  for (const { cluster, value } of values) {
    if (!Number.isFinite(value)) throw new RangeError('A value is not a number');
    const key = cluster === null ? '' : `=${cluster}`;
    clusters.set(key, clusters.get(key) ?? []);
    clusters.get(key)!.push(value);
  }
  for (const held of clusters.values()) held.sort((a, b) => a - b);
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  return { sorted, value: sorted.length === 0 ? null : middle(sorted), clusters };
}

/** Both medians of every draw that has values in both periods; null where too many have not. */
function drawn(was: Sample, is: Sample, draws: number): { before: number; after: number }[] | null {
  const random = mt19937.factory({ seed: SEED });
  const names = [...new Set([...was.clusters.keys(), ...is.clusters.keys()])].sort(compareBytes);
  const [before, after] = [was, is].map(({ sorted, clusters }) => {
    const held = names.map((name) => clusters.get(name) ?? []);
    const medianOf = resampled(sorted, held);
    return (times: Uint32Array) =>
      held.some((own, i) => own.length > 0 && times[i]! > 0) ? medianOf(times) : null;
  }) as [(times: Uint32Array) => number | null, (times: Uint32Array) => number | null];
  const found: { before: number; after: number }[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const times = new Uint32Array(names.length);
    for (let i = 0; i < names.length; i++) times[Math.floor((random() / 2 ** 32) * names.length)]!++;
    const one = { before: before(times), after: after(times) };
    if (one.before !== null && one.after !== null) found.push({ before: one.before, after: one.after });
  }
  return found.length < draws * (1 - MOST_EMPTY) ? null : found;
}

function percentiles(draws: readonly number[]): [number, number] | null {
  const sorted = draws.toSorted((a, b) => a - b);
  const tail = Math.max(1, Math.round(sorted.length * 0.025));
  const ends: [number, number] = [sorted[tail - 1]!, sorted[sorted.length - tail]!];
  return ends.every(Number.isFinite) ? ends : null;
}

/** Twice the smaller share of draws on one side of "no change", counting the sample itself: never 0. */
function twoSided(differences: readonly number[]): number {
  const low = differences.filter((one) => one <= 0).length;
  const high = differences.filter((one) => one >= 0).length;
  return Math.min(1, (2 * (Math.min(low, high) + 1)) / (differences.length + 1));
}
