import type { PeriodFigures } from '../../comparison.js';
import type { MeasureDefinition } from '../../measures/measure.js';
import { published, UNPUBLISHED } from '../published.js';
import type { Side } from './compare.js';

/** One cell of one period as it may be published. */
export function periodFigures(
  { cell, hidden }: Pick<Side, 'cell' | 'hidden'>,
  definition: MeasureDefinition,
): PeriodFigures {
  return hidden || cell === null ? { ...UNPUBLISHED, suppressed: hidden } : published(cell, definition);
}
