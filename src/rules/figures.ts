import type { MeasureCell, MeasureDefinition, MeasureKind } from '../measures/measure.js';
import { concentrationOf } from './concentration-cells.js';
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

type Counted = Pick<MeasureDefinition, 'kind' | 'census'>;

const known = new WeakMap<MeasureCell, Figures>();

/** Worked out once a cell: a bootstrap is no small thing, and rules share cells with the measurements. */
export function figures(cell: MeasureCell, { kind, census }: Counted): Figures {
  const found = known.get(cell) ?? (census ? counted(compute(cell, kind)) : compute(cell, kind));
  known.set(cell, found);
  return found;
}

/** Nothing was sampled: chance has no part in it. */
function counted(found: Figures): Figures {
  return { ...found, interval: found.value === null ? null : [found.value, found.value] };
}

function compute(cell: MeasureCell, kind: MeasureKind): Figures {
  if (kind === 'median') return { numerator: null, ...median(cell.values) };
  if (kind === 'concentration') return concentration(cell);
  return estimate(cell.clusters, kind);
}

function concentration(cell: MeasureCell): Figures {
  return {
    numerator: null,
    denominator: cell.values.length,
    value: concentrationOf(cell),
    interval: null,
    clusters: 0,
    effective: 0,
  };
}
