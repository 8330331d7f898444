import type { MeasureDefinition } from '../../measures/measure.js';
import { difference as points } from '../../wording/difference.js';
import { bare, interval } from '../../wording/numbers.js';
import type { PairedChange } from '../statistics/paired.js';
import { variantPhrase } from '../variant.js';
import { isShare, showBeside } from '../words.js';

// One sentence about a change, without the measure's name. It says what is seen and how surely, never why.

/** Printed above every comparison. */
export const CAUTION =
  'A comparison of before and after does not show why something changed: the season, staffing, patients and other changes of the same weeks are in it too.';

interface Told {
  change: PairedChange;
  definition: MeasureDefinition;
}

export const changed = (told: Told): string =>
  `${went(told, ['rose', 'fell'])} ${howSure(told)}${side(told)}.`;

export const mayHaveChanged = (told: Told, { compared }: { compared: number }): string =>
  `${went(told, ['may have risen', 'may have fallen'])} ${howSure(told)}; among ${compared} figures compared, chance alone makes one or another look changed.`;

/** Changed as it is judged, but not in another reasonable way of counting. */
export const hangsOnDefinition = (told: Told, variant: string): string =>
  `${went(told, ['may have risen', 'may have fallen'])} ${howSure(told)}; but counted ${variantPhrase(variant)} it is not clear.`;

export function noClearChange({ change, definition }: Told): string {
  const { ratioInterval, differenceInterval } = change;
  const [low, high] = (ratioInterval ?? []).map(percent);
  const range =
    low === undefined || high === undefined
      ? `a difference of ${points(differenceInterval![0], definition.unit)} to ${points(differenceInterval![1], definition.unit)}`
      : low === high
        ? `${low} at all`
        : `anything between ${low} and ${high}`;
  return `no clear change: ${fromTo({ change, definition })}; ${range} fits the data.`;
}

export const cannotTell = (sentence: string): string =>
  `cannot tell: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

/** Everything was counted: there is no chance to reckon with. */
export const counted = (told: Told): string =>
  `${told.change.difference === 0 ? `no change: ${fromTo(told)}` : went(told, ['rose', 'fell'])}; all there is was counted, and chance has no part in it.`;

function went(told: Told, [up, down]: readonly [string, string]): string {
  return `${told.change.difference! > 0 ? up : down} from ${fromTo(told)}`;
}

/** Both values, with digits enough to tell them apart. */
function fromTo({ change, definition }: Told): string {
  const [was, is] = [change.before!, change.after!];
  const plain = { ...definition, unit: '' };
  const unit = isShare(definition) ? '' : ` ${definition.unit}`;
  return `${showBeside(was, [is], plain).trim()} to ${showBeside(is, [was], plain).trim()}${unit}`;
}

function howSure({ change, definition }: Told): string {
  const { ratio, ratioInterval, difference, differenceInterval } = change;
  return ratioInterval
    ? `(ratio ${bare(ratio!, '')}, 95% interval ${interval(ratioInterval, '')})`
    : `(difference ${points(difference!, definition.unit)}, 95% interval ${differenceInterval!.map((end) => points(end, definition.unit)).join(' to ')}; a ratio cannot be told)`;
}

/** More or less of what the measure's side says; nothing of one that no rule may judge. */
function side({ change, definition }: Told): string {
  return definition.judged ? `: ${change.difference! > 0 ? 'more' : 'less'} ${definition.side}` : '';
}

/** A ratio as "4% less", "no change" or "12% more". */
function percent(ratio: number): string {
  const off = Math.abs(ratio - 1) * 100;
  const shown = String(Number(off.toPrecision(2)));
  if (off < 0.05) return 'no change';
  return `${off < 1 ? off.toFixed(1) : shown}% ${ratio < 1 ? 'less' : 'more'}`;
}
