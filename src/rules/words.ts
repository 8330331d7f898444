import type { MeasureDefinition } from '../measures/measure.js';
import type { Threshold } from '../result.js';
import { unitFor } from './unit.js';

type Shown = Pick<MeasureDefinition, 'kind' | 'unit'>;

/** A limit with its unit, in as few digits as a reader needs. */
export const showValue = (value: number, shown: Shown): string =>
  isShare(shown) ? `${digits(value * 100)}%` : `${digits(value)} ${unitFor(value, shown.unit)}`;

/** A value beside a threshold, with enough digits that two different numbers never look the same. */
export function showBeside(value: number, threshold: readonly number[], shown: Shown): string {
  for (let more = 0; more <= 12; more++) {
    const text = measured(value, shown, more);
    const same = threshold.some((bound) => bound !== value && measured(bound, shown, more) === text);
    if (!same) return isShare(shown) ? text : `${text} ${unitFor(value, shown.unit)}`;
  }
  return showValue(value, shown);
}

export const showInterval = ([low, high]: readonly [number, number], shown: Shown): string =>
  `${measured(low, shown)} to ${measured(high, shown)}`;

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

/** As the report's tables print it: shares with one decimal, else three significant digits; `more` on demand. */
function measured(value: number, shown: Shown, more = 0): string {
  if (isShare(shown)) {
    const share = value * 100;
    if (more === 0 && value > 0 && value < 0.0005) return 'under 0.1%';
    if (more === 0 && value < 1 && value > 0.9995) return 'over 99.9%';
    return `${fixed(share, value === 0 || value === 1 ? 0 : 1 + more)}%`;
  }
  if (Number.isInteger(value)) return fixed(value, 0);
  const size = Math.abs(value);
  if (size < 1) return digits(value, 3 + more);
  return fixed(value, (size >= 100 ? 0 : size >= 10 ? 1 : 2) + more);
}

const fixed = (value: number, places: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });

/** Significant digits, but never fewer than the whole part has: 1,234 stays 1,234. */
function digits(value: number, significant = 3): string {
  const whole = Math.abs(value) >= 1 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 0;
  return new Intl.NumberFormat('en-US', {
    maximumSignificantDigits: Math.min(21, Math.max(significant, whole)),
  }).format(value);
}
