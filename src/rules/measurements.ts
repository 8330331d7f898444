import {
  comparesStrata,
  type Dimension,
  type MeasureCell,
  type MeasureDefinition,
} from '../measures/measure.js';
import type { Measurement } from '../result.js';
import type { Evaluation, Read } from './evaluations.js';
import { cellKey } from './hidden-cells.js';
import { published, UNPUBLISHED } from './published.js';

interface Options {
  definitions: readonly MeasureDefinition[];
  read: Read;
  onError?: ((measure: string, error: unknown) => void) | undefined;
}

/** Every measure for the whole site and by each of its dimensions, in all its variants. */
export async function measurements({ definitions, read, onError }: Options): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const definition of definitions.filter((one) => !comparesStrata(one))) {
    const tables: (Dimension | undefined)[] = [undefined, ...definition.by];
    for (const by of tables) {
      try {
        const evaluation = await read({ measure: definition.id, ...(by ? { by } : {}) });
        if (evaluation.missing === null) rows.push(...toMeasurements(evaluation, definition));
      } catch (error) {
        // A measure that fails has no row; the rules on it are errors.
        onError?.(definition.id, error);
      }
    }
  }
  return rows;
}

/** One table of cells as it may be published. */
export function toMeasurements(
  { cells, hidden }: Pick<Evaluation, 'cells' | 'hidden'>,
  definition: MeasureDefinition,
): Measurement[] {
  const order = (cell: MeasureCell) => definition.variants.indexOf(cell.variant ?? '');
  return cells
    .toSorted((a, b) => order(a) - order(b))
    .map((cell) => ({
      measure: definition.id,
      title: definition.title,
      unit: definition.unit,
      by: cell.by,
      ...(cell.variant === null ? {} : { variant: cell.variant }),
      ...(hidden.has(cellKey(cell))
        ? { ...UNPUBLISHED, touchedShare: null }
        : { ...published(cell, definition), touchedShare: cell.touchedShare }),
    }));
}
