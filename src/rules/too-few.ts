import type { MeasureDefinition } from '../measures/measure.js';
import type { Figures } from './figures.js';
import type { Needs } from './rule-set.js';
import { denominatorOf, plainUnits } from './unit.js';

/** Whether there is too little to judge on, in a sentence; null when there is enough. */
export function tooFew(found: Figures, needs: Needs, definition: MeasureDefinition): string | null {
  const { clusters, effective, denominator, value, interval } = found;
  if (denominator === 0) return 'Nothing was found that this could be measured on.';
  if (definition.census) return null;
  if (clusters < needs.clinicians)
    return `It rests on ${clusters} ${clusters === 1 ? 'clinician' : 'clinicians'}; a verdict takes ${needs.clinicians}.`;
  if (effective < needs.effective)
    return `A few clinicians make up nearly all of it: it weighs like ${(Math.floor(effective * 10) / 10).toFixed(1)} equal groups; a verdict takes ${needs.effective}.`;
  if (denominator < needs.units)
    return `It rests on ${counted(denominator, definition)}; a verdict takes ${counted(needs.units, definition, false)}.`;
  if (value === null || interval === null)
    return 'It has no interval: how far chance may reach is not known.';
  return null;
}

/** "1,255 orders", where the denominator is counted in thousands of them. */
function counted(denominator: number, definition: MeasureDefinition, named = true): string {
  const { factor, plural } = plainUnits(denominatorOf(definition));
  const number = Number((denominator * factor).toPrecision(factor === 1 ? 3 : 12)).toLocaleString('en-US');
  return named ? `${number} ${plural}` : number;
}
