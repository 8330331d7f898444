import type { MeasureCell, MeasureDefinition } from '../measures/measure.js';
import type { Measurement } from '../result.js';
import { figures } from './figures.js';

/** What may be told of a cell, of one period or of the only one. */
export type Published = Pick<
  Measurement,
  'numerator' | 'denominator' | 'value' | 'interval' | 'clinicians' | 'encounters' | 'small' | 'suppressed'
>;

/** One cell as it may be published. */
export function published(cell: MeasureCell, definition: MeasureDefinition): Published {
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
export const UNPUBLISHED: Published = {
  numerator: null,
  denominator: null,
  value: null,
  interval: null,
  clinicians: null,
  encounters: null,
  small: true,
  suppressed: true,
};
