import type { MeasureCell } from '../measures/measure.js';
import { byKey } from './by-key.js';
import { suppress, type TableCell } from './statistics/suppress.js';

/** The cells of one request that must not be shown. */
export type Hidden = ReadonlySet<string>;

export const cellKey = (cell: Pick<MeasureCell, 'variant' | 'by'>): string =>
  `${cell.variant ?? ''} ${byKey(cell.by)}`;

/** Each variant of a request is one table that stands beside its total; the whole site is a table of one. */
export function hiddenCells(cells: readonly MeasureCell[], minClinicians: number): Hidden {
  const hidden = new Set<string>();
  const tables = cells.map(tableOf);
  for (const name of new Set(tables)) {
    const table = cells.filter((_, i) => tables[i] === name).map(tableCell);
    for (const key of suppress(table, minClinicians)) hidden.add(key);
  }
  return hidden;
}

/** A stratum is `stratifier=value`, and each stratifier divides the same total anew. */
const tableOf = ({ variant, by }: MeasureCell): string =>
  JSON.stringify([variant, by.stratum === undefined ? '' : by.stratum.split('=', 1)[0]]);

/** What suppression asks of a cell. */
export function tableCell(cell: MeasureCell): TableCell {
  const size = cell.clusters.reduce((sum, { denominator }) => sum + denominator, cell.values.length);
  const { encounters, patients, clinicians } = cell;
  const counted = cell.clusters.filter(({ denominator }) => denominator > 0);
  const people = [...counted, ...cell.values].flatMap(({ cluster }) => (cluster === null ? [] : [cluster]));
  return { key: cellKey(cell), encounters, patients, clinicians, people, size };
}
