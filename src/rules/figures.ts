import type { MeasureCell, MeasureKind } from '../measures/measure.js';
import { estimate } from './statistics/estimate.js';
import { median } from './statistics/median.js';

/** One cell as numbers: what is measured, how surely, and on how much. */
export interface Figures {
  /** null for a median, which has none. */
  numerator: number | null;
  /** Units: for a median how many values. */
  denominator: number;
  value: number | null;
  interval: [number, number] | null;
  clusters: number;
  effective: number;
}

const known = new WeakMap<MeasureCell, Figures>();

/** Worked out once a cell: a bootstrap is no small thing, and rules share cells with the measurements. */
export function figures(cell: MeasureCell, kind: MeasureKind): Figures {
  const found = known.get(cell) ?? compute(cell, kind);
  known.set(cell, found);
  return found;
}

function compute(cell: MeasureCell, kind: MeasureKind): Figures {
  if (kind === 'median') return { numerator: null, ...median(cell.values) };
  if (kind === 'concentration') return concentration(cell);
  return estimate(cell.clusters, kind);
}

/** One number of a whole distribution: it has no clusters and so no interval, and no rule can judge it. */
function concentration(cell: MeasureCell): Figures {
  const value = cell.values.length === 1 ? cell.values[0]!.value : null;
  return {
    numerator: null,
    denominator: cell.values.length,
    value,
    interval: null,
    clusters: 0,
    effective: 0,
  };
}
