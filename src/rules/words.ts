import type { MeasureDefinition } from '../measures/measure.js';
import type { Threshold } from '../result.js';

type Shown = Pick<MeasureDefinition, 'kind' | 'unit'>;

/** A number with its unit, in as few digits as a reader needs. */
export const showValue = (value: number, shown: Shown): string =>
  isShare(shown) ? `${digits(value * 100)}%` : `${digits(value)} ${shown.unit}`;

/** A value beside a threshold, with enough digits that two different numbers never look the same. */
export function showBeside(value: number, threshold: readonly number[], shown: Shown): string {
  const factor = isShare(shown) ? 100 : 1;
  for (let places = 3; places <= 12; places++) {
    const text = digits(value * factor, places);
    const same = threshold.some((bound) => bound !== value && digits(bound * factor, places) === text);
    if (!same) return isShare(shown) ? `${text}%` : `${text} ${shown.unit}`;
  }
  return showValue(value, shown);
}

export function showInterval([low, high]: readonly [number, number], shown: Shown): string {
  const factor = isShare(shown) ? 100 : 1;
  return `${digits(low * factor)} to ${digits(high * factor)}${isShare(shown) ? '%' : ''}`;
}

export function showThreshold(threshold: Threshold, shown: Shown): string {
  if ('between' in threshold) {
    const [low, high] = threshold.between;
    return `between ${showValue(low, shown)} and ${showValue(high, shown)}`;
  }
  if ('at-least' in threshold) return `at least ${showValue(threshold['at-least'], shown)}`;
  const most = threshold['at-most'];
  if (typeof most === 'number') return `at most ${showValue(most, shown)}`;
  return `at most ${most.times} times the baseline`;
}

export const isShare = ({ kind }: Shown): boolean => kind === 'share';

/** Significant digits, but never fewer than the whole part has: 1,234 stays 1,234. */
function digits(value: number, significant = 3): string {
  const whole = Math.abs(value) >= 1 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 0;
  return new Intl.NumberFormat('en-US', {
    maximumSignificantDigits: Math.min(21, Math.max(significant, whole)),
  }).format(value);
}
