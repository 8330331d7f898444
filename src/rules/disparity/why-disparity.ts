import type { MeasureDefinition } from '../../measures/measure.js';
import type { Threshold } from '../../result.js';
import type { Figures } from '../figures.js';
import { variantPhrase } from '../variant.js';
import { bounds, holds, type PlainThreshold } from '../verdict.js';
import { isShare, showBeside, showInterval, showThreshold, showValue } from '../words.js';
import type { Compared } from './compare.js';
import { MISSING } from './reference.js';

// The sentences of a disparity. They say how much and how surely, and nothing of causes.

export interface Told {
  found: Compared;
  /** `language=es` and `language=en`. */
  stratum: string;
  reference: string;
  threshold: Threshold;
  /** The measure that is compared, and the disparity itself. */
  measure: MeasureDefinition;
  definition: MeasureDefinition;
}

export const within = (told: Told): string =>
  sentence(told, `${ratio(told)}: the whole interval keeps to it.`);

export const past = (told: Told, q: number): string =>
  sentence(told, `${ratio(told)}: the whole interval lies outside it (${qWords(q)}).`);

export const maybeChance = (told: Told, q: number): string =>
  sentence(
    told,
    `${ratio(told)}: the whole interval lies outside it, but of so many strata compared one may do so by chance (${qWords(q)}, where 0.05 at most is asked).`,
  );

export function tooClose(told: Told): string {
  const value = told.found.estimate.ratio!;
  const side = holds(value, told.threshold as PlainThreshold) ? 'keeps to it' : 'is outside it';
  return sentence(told, `${ratio(told)}: the value ${side}, but the interval lies on both sides.`);
}

export const variantDiffers = (told: Told, variant: string): string =>
  sentence(told, `${ratio(told)}; but counted ${variantPhrase(variant)} the verdict is not the same.`);

export const variantTooFew = (told: Told, variant: string): string =>
  sentence(told, `${ratio(told)}; but counted ${variantPhrase(variant)} there is too little to judge.`);

/** Something keeps it from being judged; what was found is told all the same. */
export const unable = (told: Told, why: string): string => sentence(told, why);

export const NOTHING_COUNTED =
  'Where nothing was counted in one of the two there is no ratio, only a difference.';
export const NO_INTERVAL = 'The ratio has no interval: how far chance may reach is not known.';

const sentence = (told: Told, first: string): string =>
  [first, both(told), difference(told), missing(told)].filter(Boolean).join(' ');

function ratio({ found, threshold, definition }: Told): string {
  const { floor, ceiling } = bounds(threshold as PlainThreshold);
  const { ratio, ratioInterval } = found.estimate;
  const value = showBeside(ratio!, [floor, ceiling].filter(Number.isFinite), definition);
  return `${value} (95% interval ${showInterval(ratioInterval!, definition)}), where ${showThreshold(threshold, definition)} is asked`;
}

function both({ found, stratum, reference, measure }: Told): string {
  const one = (name: string, { value, denominator }: Figures) =>
    `${plain(name)} ${value === null ? 'has no value' : showValue(value, measure)} (n = ${count(denominator)})`;
  return `${one(stratum, found.stratum)}; ${one(reference, found.reference)}.`;
}

/** `language=es` as a person would say it. */
function plain(stratum: string): string {
  const [stratifier, value] = stratum.split(/=(.*)/s) as [string, string];
  return value === MISSING ? `${stratifier} not recorded` : `${stratifier} ${value}`;
}

function difference({ found: { estimate }, measure }: Told): string {
  const { difference: value, differenceInterval } = estimate;
  if (value === null) return '';
  const unit = isShare(measure) ? 'percentage points' : measure.unit;
  const [factor, usual] = isShare(measure) ? [100, 1] : [1, 2];
  // A small difference is not none.
  const places = Math.abs(value * factor) < 10 ** -usual ? usual + 2 : usual;
  const number = (one: number) =>
    (one * factor).toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
  const interval = differenceInterval
    ? ` (95% interval ${number(differenceInterval[0])} to ${number(differenceInterval[1])})`
    : '';
  return `Difference ${number(value)} ${unit}${interval}.`;
}

const missing = ({ stratum, reference }: Told): string =>
  [stratum, reference].some((name) => name.endsWith(`=${MISSING}`))
    ? `Where the ${stratum.split('=', 1)[0]} is not recorded it is not known who they are.`
    : '';

const qWords = (q: number): string =>
  q < 0.001 ? 'q under 0.001' : `q = ${Math.max(0.001, q).toPrecision(2)}`;

const count = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
