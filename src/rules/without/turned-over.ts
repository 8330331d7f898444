import { compareBytes } from '../by-key.js';
import { estimate } from '../statistics/estimate.js';

export interface Price {
  value: number;
  interval: [number, number] | null;
  clinicians: number;
}

/**
 * Burden for one good change, from both by cluster. It is estimated as good changes for one unit of burden and turned
 * over: on the scale of the log that is the same ratio, and a clinician who was burdened and saw no good change is a
 * cluster like any other, while they would have none if good changes divided. Expects both sums above 0.
 */
export function turnedOver(burden: ReadonlyMap<string, number>, good: ReadonlyMap<string, number>): Price {
  const burdened = [...burden].filter(([, amount]) => amount > 0);
  const sums = new Map(burdened.map(([cluster, denominator]) => [cluster, { numerator: 0, denominator }]));
  // As in number-to-fire: what belongs to nobody with a denominator is counted with the first who has one, never lost.
  const ordered = [...sums.keys()].sort(compareBytes);
  const first = ordered.find((cluster) => cluster !== '') ?? ordered[0]!;
  for (const [cluster, amount] of good) sums.get(sums.has(cluster) ? cluster : first)!.numerator += amount;
  const { numerator, denominator, interval } = estimate([...sums.values()], 'rate');
  return {
    value: denominator / numerator,
    interval: interval && [1 / interval[1], 1 / interval[0]],
    clinicians: [...sums.keys()].filter((cluster) => cluster !== '').length,
  };
}
