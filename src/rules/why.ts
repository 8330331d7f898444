import type { MeasureDefinition } from '../measures/measure.js';
import type { Certain } from './judge-cell.js';
import { variantPhrase } from './variant.js';
import { bounds, holds, type PlainThreshold } from './verdict.js';
import { showBeside, showInterval, showThreshold } from './words.js';

// The sentences of a finding. They speak of the tool or the site, never of a person.

export const SUPPRESSED =
  'Too few people to show: 1 to 10 patients or encounters, too few clinicians, or a figure that would give such a one away.';
export const NO_BASELINE = 'No baseline was given: it is judged against an earlier period of the same site.';
export const UNMAPPED =
  'More than 20% of clinician rows belong to no tool yet: map them in tools.yaml before tools are judged.';
export const NO_BENEFIT_SEEN = 'No benefit was seen, and none can be ruled out: this is no pass.';

interface Sure {
  found: Certain;
  threshold: PlainThreshold;
  definition: MeasureDefinition;
}

export const within = (sure: Sure): string =>
  `${opening(sure)}: ${sure.definition.census ? 'that' : 'the whole interval'} keeps to it.`;

export const past = (sure: Sure): string =>
  `${opening(sure)}: ${sure.definition.census ? 'that' : 'the whole interval'} lies ${sideOf(sure)} it.`;

export function tooClose(sure: Sure): string {
  const side = holds(sure.found.value, sure.threshold) ? 'keeps to it' : `is ${sideOf(sure)} it`;
  return `${opening(sure)}: the value ${side}, but the interval lies on both sides.`;
}

export const variantsDiffer = (sure: Sure, variant: string): string =>
  `${opening(sure)}; but counted ${variantPhrase(variant)} the verdict is not the same, so it hangs on the definition.`;

/** Without that variant's figures: they may be too small to show where these are not. */
export const variantTooFew = (sure: Sure, variant: string): string =>
  `${opening(sure)}; but counted ${variantPhrase(variant)} there is too little to judge, and the verdicts must agree.`;

/** Where what keeps not to it lies; of one that has two limits "outside". */
function sideOf({ threshold }: Sure): string {
  if ('between' in threshold) return 'outside';
  return 'at-least' in threshold ? 'below' : 'above';
}

function opening({ found, threshold, definition }: Sure): string {
  const { floor, ceiling } = bounds(threshold);
  const value = showBeside(found.value, [floor, ceiling].filter(Number.isFinite), definition);
  const sure = definition.census
    ? 'all of it was counted'
    : `95% interval ${showInterval(found.interval, definition)}`;
  return `${value} (${sure}), where ${showThreshold(threshold, definition)} is asked`;
}
