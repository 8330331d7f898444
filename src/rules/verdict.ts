import type { Threshold } from '../result.js';

/** Where an interval lies: wholly within the threshold, wholly past it, or with the threshold inside. */
export type Verdict = 'within' | 'past' | 'across';

export type PlainThreshold = Exclude<Threshold, { 'at-most': { times: number; of: 'baseline' } }>;

/** Never on rounded numbers: "a rounding must not change a verdict". */
export function verdict([low, high]: readonly [number, number], threshold: PlainThreshold): Verdict {
  const { floor, ceiling } = bounds(threshold);
  if (low >= floor && high <= ceiling) return 'within';
  return high < floor || low > ceiling ? 'past' : 'across';
}

/** On which side the point is, where the interval is on both. */
export function holds(value: number, threshold: PlainThreshold): boolean {
  const { floor, ceiling } = bounds(threshold);
  return value >= floor && value <= ceiling;
}

export function bounds(threshold: PlainThreshold): { floor: number; ceiling: number } {
  if ('at-most' in threshold) return { floor: Number.NEGATIVE_INFINITY, ceiling: threshold['at-most'] };
  if ('at-least' in threshold) return { floor: threshold['at-least'], ceiling: Number.POSITIVE_INFINITY };
  const [floor, ceiling] = threshold.between;
  return { floor, ceiling };
}

export const isPlain = (threshold: Threshold): threshold is PlainThreshold =>
  !('at-most' in threshold) || typeof threshold['at-most'] === 'number';
