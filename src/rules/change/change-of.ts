import type { MeasureCell, MeasureKind } from '../../measures/measure.js';
import { type PairedChange, pairedChange } from '../statistics/paired.js';
import { pairedMedianChange } from '../statistics/paired-median.js';

/** How one cell changed. A concentration is one number of a whole distribution: it has a change and no interval. */
export function changeOf(
  before: Pick<MeasureCell, 'clusters' | 'values'>,
  after: Pick<MeasureCell, 'clusters' | 'values'>,
  kind: Exclude<MeasureKind, 'concentration'>,
): PairedChange {
  if (kind === 'median') return pairedMedianChange(before.values, after.values);
  return pairedChange(before.clusters, after.clusters, kind);
}
