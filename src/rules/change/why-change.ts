import type { MeasureDefinition } from '../../measures/measure.js';
import { days } from '../../wording/days.js';
import { variantPhrase } from '../variant.js';
import { showBeside, showInterval } from '../words.js';

// The sentences of a finding that is judged against an earlier period.

interface Sure {
  now: number;
  baseline: { from: string; to: string; value: number; ratio: number };
  /** Of the ratio. */
  interval: readonly [number, number];
  definition: MeasureDefinition;
  times: number;
}

export const NO_RATIO =
  'The ratio to the baseline has no interval: one of the two is 0, or hangs on one clinician. How far chance may reach is not known.';

/** What holds of the baseline period and not of this one. */
export const earlier = (sentence: string, { from, to }: { from: string; to: string }): string =>
  `In the baseline, ${days(from, to)}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

export const within = (sure: Sure): string => `${opening(sure)}: the whole interval keeps to it.`;

export const past = (sure: Sure): string => `${opening(sure)}: the whole interval lies above it.`;

export function tooClose(sure: Sure): string {
  const side = sure.baseline.ratio <= sure.times ? 'keeps to it' : 'is above it';
  return `${opening(sure)}: the ratio ${side}, but its interval lies on both sides.`;
}

export const variantsDiffer = (sure: Sure, variant: string): string =>
  `${opening(sure)}; but counted ${variantPhrase(variant)} the verdict is not the same, so it hangs on the definition.`;

export const variantTooFew = (sure: Sure, variant: string): string =>
  `${opening(sure)}; but counted ${variantPhrase(variant)} there is too little to judge, and the verdicts must agree.`;

const RATIO = { kind: 'rate', unit: 'times the baseline' } as const;

function opening({ now, baseline, interval, definition, times }: Sure): string {
  const [value, was] = [now, baseline.value].map((one, at, both) =>
    showBeside(one, [both[1 - at]!], definition),
  );
  const ratio = showBeside(baseline.ratio, [times], RATIO);
  const when = days(baseline.from, baseline.to);
  return (
    `${value} now and ${was} in the baseline (${when}): ${ratio} ` +
    `(95% interval ${showInterval(interval, RATIO)}), where at most ${times} times is asked`
  );
}
