import { bare, isShare } from './numbers.js';

/** A difference of two figures, with its sign and without its unit; of shares in percentage points. */
export const difference = (value: number, unit: string): string => {
  const size = Math.abs(value);
  const shown = isShare(unit) ? `${points(size * 100)} points` : bare(size, unit);
  return value < 0 ? `−${shown}` : shown;
};

/** One decimal, as shares have; what is smaller keeps one digit, so that not quite nothing never reads as 0. */
const points = (size: number): string => {
  if (size === 0) return '0';
  return size < 0.1 ? String(Number(size.toPrecision(1))) : size.toFixed(1);
};
