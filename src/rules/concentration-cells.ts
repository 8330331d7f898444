import type { MeasureCell, MeasureDefinition } from '../measures/measure.js';
import { cellKey } from './hidden-cells.js';
import { gini, groupSize, topShare } from './statistics/concentration.js';

/** Variants `top-10` and `top-1`: the busiest so many per cent; any other is the Gini index. */
const percentOf = (variant: string | null): number | null => {
  const [, percent] = /^top-(\d+)$/.exec(variant ?? '') ?? [];
  return percent ? Number(percent) : null;
};

/** One number of a whole distribution: it has no clusters and so no interval, and no rule can judge it. */
export function concentrationOf({ values, variant }: MeasureCell): number | null {
  const counts = values.map(({ value }) => value);
  const percent = percentOf(variant);
  return percent === null ? gini(counts) : topShare(counts, percent);
}

/** Cells that speak of fewer people than may be spoken of: the busiest 1% of 200 are two. */
export function smallGroups(
  { kind }: Pick<MeasureDefinition, 'kind'>,
  cells: readonly MeasureCell[],
  minClinicians: number,
): string[] {
  if (kind !== 'concentration') return [];
  const isSmall = ({ values, variant }: MeasureCell) => {
    const percent = percentOf(variant);
    return percent !== null && groupSize(values.length, percent) < minClinicians;
  };
  return cells.filter(isSmall).map(cellKey);
}
