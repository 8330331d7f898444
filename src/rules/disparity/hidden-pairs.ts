import type { MeasureCell } from '../../measures/measure.js';
import { cellKey, type Hidden, tableCell } from '../hidden-cells.js';
import { asHidden } from '../statistics/nested.js';
import { isPrimary, suppress, type TableCell } from '../statistics/suppress.js';

/**
 * Cells of tools by strata that must stay hidden. A tool's strata stand beside the tool's total and a stratum's tools
 * beside the stratum's, so each row and each column is a table of its own; what one hides, the other must not show.
 */
export function hiddenPairs(
  cells: readonly MeasureCell[],
  { known, minClinicians }: { known: Hidden; minClinicians: number },
): Hidden {
  const hidden = new Set(known);
  const tables = [...grouped(cells, rowOf), ...grouped(cells, columnOf)];
  let before: number;
  do {
    before = hidden.size;
    for (const table of tables) {
      const told = table.map((cell) => cellOf(cell, { hidden, minClinicians }));
      for (const key of suppress(told, minClinicians)) hidden.add(key);
    }
  } while (hidden.size > before);
  return hidden;
}

/** Cells of a tool or of a stratum whose total is hidden: together they would be that total. */
export function hiddenByTotals(cells: readonly MeasureCell[], totals: readonly Hidden[]): Hidden {
  const isHidden = ({ variant, by }: MeasureCell) =>
    (['tool', 'stratum'] as const).some((one) => {
      const key = cellKey({ variant, by: { [one]: by[one] ?? '' } });
      return totals.some((hidden) => hidden.has(key));
    });
  return new Set(cells.filter(isHidden).map(cellKey));
}

interface Given {
  hidden: Hidden;
  minClinicians: number;
}

const stratifierOf = ({ by }: MeasureCell): string => (by.stratum ?? '').split('=', 1)[0]!;

const rowOf = (cell: MeasureCell): string => JSON.stringify([cell.variant, cell.by.tool, stratifierOf(cell)]);
const columnOf = (cell: MeasureCell): string => JSON.stringify([cell.variant, cell.by.stratum]);

function grouped(cells: readonly MeasureCell[], of: (cell: MeasureCell) => string): MeasureCell[][] {
  const tables = new Map<string, MeasureCell[]>();
  for (const cell of cells) {
    const own = tables.get(of(cell));
    if (own) own.push(cell);
    else tables.set(of(cell), [cell]);
  }
  return [...tables.values()];
}

function cellOf(cell: MeasureCell, { hidden, minClinicians }: Given): TableCell {
  const own = tableCell(cell);
  return hidden.has(own.key) && !isPrimary(own, minClinicians) ? asHidden(own) : own;
}
