import type { Threshold } from '../result.js';

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Shares are 0..1 in the data and percentages for a reader. */
const isShare = (unit: string): boolean => /^(share|proportion|%)/i.test(unit);

export const count = (value: number): string => grouped(value, Number.isInteger(value) ? 0 : 1);

/** Three significant digits, without pretending more. */
const number = (value: number): string => {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return grouped(value, 0);
  if (size >= 10) return grouped(value, 1);
  return size >= 1 ? grouped(value, 2) : String(Number(value.toPrecision(3)));
};

/** What is not quite nothing or all never reads as 0% or 100%. */
export const percent = (share: number): string => {
  if (share > 0 && share < 0.0005) return 'under 0.1%';
  if (share < 1 && share > 0.9995) return 'over 99.9%';
  return `${grouped(share * 100, share === 0 || share === 1 ? 0 : 1)}%`;
};

const bare = (value: number, unit: string): string => (isShare(unit) ? percent(value) : number(value));

/** “1 alert per encounter”, “2 alerts per encounter”. */
const unitFor = (value: number, unit: string): string =>
  value === 1 ? unit.replace(/^(.*?[^s])s(?= per |$)/, '$1') : unit;

export const figure = (value: number, unit: string): string =>
  isShare(unit) ? percent(value) : `${number(value)} ${unitFor(value, unit)}`;

export const interval = ([low, high]: [number, number], unit: string): string =>
  `${bare(low, unit)} to ${bare(high, unit)}`;

/** A limit is printed with all digits that its author wrote. */
const limit = (value: number, unit: string): string =>
  isShare(unit) ? `${Number((value * 100).toPrecision(12))}%` : String(value);

export const thresholdWords = (threshold: Threshold, unit: string): string => {
  if ('at-least' in threshold) return `at least ${limit(threshold['at-least'], unit)}`;
  if ('between' in threshold)
    return `between ${limit(threshold.between[0], unit)} and ${limit(threshold.between[1], unit)}`;
  const most = threshold['at-most'];
  return typeof most === 'number'
    ? `at most ${limit(most, unit)}`
    : `at most ${most.times} times the baseline`;
};
