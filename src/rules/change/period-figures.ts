import type { PeriodFigures } from '../../comparison.js';
import type { MeasureDefinition } from '../../measures/measure.js';
import { figures } from '../figures.js';
import type { Side } from './compare.js';

/** One cell of one period as it may be published. */
export function periodFigures(
  { cell, hidden }: Pick<Side, 'cell' | 'hidden'>,
  definition: MeasureDefinition,
): PeriodFigures {
  if (hidden || cell === null) return { ...NOTHING, suppressed: hidden };
  const { numerator, denominator, value, interval } = figures(cell, definition);
  const { clinicians, encounters } = cell;
  return {
    numerator,
    denominator,
    value,
    interval,
    clinicians,
    encounters,
    small: denominator < 30,
    suppressed: false,
  };
}

/** `small` is true of each of them, whatever the denominator: else it would tell one bit of it. */
const NOTHING: PeriodFigures = {
  numerator: null,
  denominator: null,
  value: null,
  interval: null,
  clinicians: null,
  encounters: null,
  small: true,
  suppressed: false,
};
