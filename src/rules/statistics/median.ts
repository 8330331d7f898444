import mt19937 from '@stdlib/random-base-mt19937';
import { effectiveClusters } from './estimate.js';
import { middle, resampled } from './resampled-median.js';

export interface ClusteredValue {
  cluster: string | null;
  value: number;
}

export interface MedianEstimate {
  /** How many values. */
  denominator: number;
  value: number | null;
  interval: [number, number] | null;
  clusters: number;
  effective: number;
}

/** Fixed, so that the same rows give the same interval on every machine and in any order of measures. */
const SEED = 20_260_301;
const DRAWS = 2_000;

/** Exact median; its interval is the percentile interval of a bootstrap that draws whole clusters. */
export function median(values: readonly ClusteredValue[], draws = DRAWS): MedianEstimate {
  for (const { value } of values)
    if (!Number.isFinite(value)) throw new RangeError('A value is not a number');
  const clusters = [...byCluster(values).values()];
  const counts = clusters.map((held) => ({ denominator: held.length }));
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  return {
    denominator: sorted.length,
    value: sorted.length === 0 ? null : middle(sorted),
    interval: clusters.length < 2 ? null : bootstrap({ sorted, clusters, draws }),
    clusters: clusters.length,
    effective: effectiveClusters(counts),
  };
}

function bootstrap(sample: { sorted: number[]; clusters: number[][]; draws: number }): [number, number] {
  const random = mt19937.factory({ seed: SEED });
  const medianOf = resampled(sample.sorted, sample.clusters);
  const k = sample.clusters.length;
  const medians: number[] = [];
  for (let draw = 0; draw < sample.draws; draw++) {
    const times = new Uint32Array(k);
    for (let i = 0; i < k; i++) times[Math.floor((random() / 2 ** 32) * k)]!++;
    medians.push(medianOf(times));
  }
  medians.sort((a, b) => a - b);
  // With 2,000 draws the 50th from either end: 2.5% of the draws lie at or beyond each.
  const tail = Math.max(1, Math.round(sample.draws * 0.025));
  return [medians[tail - 1]!, medians[medians.length - tail]!];
}

/** Clusters in the order of their values, not of their rows: the draws must not depend on arrival. */
function byCluster(values: readonly ClusteredValue[]): Map<string | null, number[]> {
  const held = new Map<string | null, number[]>();
  for (const { cluster, value } of values) {
    const list = held.get(cluster);
    if (list) list.push(value);
    else held.set(cluster, [value]);
  }
  for (const list of held.values()) list.sort((a, b) => a - b);
  const key = (cluster: string | null) => (cluster === null ? '' : `=${cluster}`);
  return new Map([...held].sort(([a], [b]) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b)))));
}
