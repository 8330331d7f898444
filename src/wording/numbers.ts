import type { Finding, Threshold } from '../result.js';

/** Kept: making one costs a hundred times what using it does. */
const formats = [0, 1, 2].map(
  (digits) =>
    new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

const grouped = (value: number, digits: 0 | 1 | 2): string => formats[digits]!.format(value);

/** Shares are 0..1 in the result and percentages for a reader. */
export const isShare = (unit: string): boolean => /^(share|proportion|%)/i.test(unit);

/** A count, or a sum of minutes or hours. */
export const count = (value: number): string => grouped(value, Number.isInteger(value) ? 0 : 1);

/** Three significant digits, without pretending more. */
const number = (value: number): string => {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return grouped(value, 0);
  if (size >= 100) return grouped(value, 0);
  if (size >= 10) return grouped(value, 1);
  return size >= 1 ? grouped(value, 2) : String(Number(value.toPrecision(3)));
};

/** One decimal; what is not quite nothing or all never reads as 0% or 100%. */
export const percent = (share: number): string => {
  if (share > 0 && share < 0.0005) return 'under 0.1%';
  if (share < 1 && share > 0.9995) return 'over 99.9%';
  return `${grouped(share * 100, share === 0 || share === 1 ? 0 : 1)}%`;
};

/** Without its unit, unless that is the per cent sign. */
export const bare = (value: number, unit: string): string => (isShare(unit) ? percent(value) : number(value));

/** “1 alert per encounter”, “2 alerts per encounter”. */
const unitFor = (value: number, unit: string): string =>
  value === 1 ? unit.replace(/^(.*?[^s])s(?= per |$)/, '$1') : unit;

export const figure = (value: number, unit: string): string =>
  isShare(unit) ? percent(value) : `${number(value)} ${unitFor(value, unit)}`;

export const interval = (range: [number, number], unit: string): string =>
  `${bare(range[0], unit)} to ${bare(range[1], unit)}`;

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

/** The two ends of what is allowed; null where they depend on a baseline that the result does not carry. */
export const limitsOf = (threshold: Threshold): [number, number] | null => {
  if ('at-least' in threshold) return [threshold['at-least'], Number.POSITIVE_INFINITY];
  if ('between' in threshold) return threshold.between;
  const most = threshold['at-most'];
  return typeof most === 'number' ? [Number.NEGATIVE_INFINITY, most] : null;
};

/** “312 of 7,610” for shares, “820 ÷ 410” for rates; of a median only what it is over. */
export const basedOn = (cell: Pick<Finding, 'numerator' | 'denominator' | 'unit'>): string | null => {
  if (cell.denominator === null) return null;
  if (cell.numerator === null) return count(cell.denominator);
  const between = isShare(cell.unit) ? 'of' : '÷';
  return `${count(cell.numerator)} ${between} ${count(cell.denominator)}`;
};
