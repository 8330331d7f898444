/** Counts of alerts, one for each person who got any. */
type Counts = readonly number[];

/** How many people the busiest `percent` are: the smallest whole number not under it. */
export const groupSize = (people: number, percent: number): number => Math.ceil((people * percent) / 100);

/** The share of all that fell on the busiest `percent` of people; null without any. */
export function topShare(counts: Counts, percent: number): number | null {
  const all = sum(counts);
  if (all === 0) return null;
  const descending = counts.toSorted((a, b) => b - a);
  return sum(descending.slice(0, groupSize(counts.length, percent))) / all;
}

/**
 * The Gini index: 0 where all have alike many; Σ(2i − n − 1)x / (n Σx) over the counts in ascending order, i from 1.
 * Null without any.
 */
export function gini(counts: Counts): number | null {
  const n = counts.length;
  const all = sum(counts);
  if (all === 0) return null;
  const ascending = counts.toSorted((a, b) => a - b);
  return sum(ascending.map((count, i) => (2 * (i + 1) - n - 1) * count)) / (n * all);
}

const sum = (numbers: Counts): number => numbers.reduce((total, one) => total + one, 0);
