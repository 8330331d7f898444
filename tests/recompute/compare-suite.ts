import { compareSeed } from './compare.js';
import type { Difference } from './differences.js';

/**
 * Two readings of the specification in which the recomputation differs on purpose (docs/decisions.md): answers at one
 * instant written in two zones are one answer, and a row without an id is none that is known by an identifier.
 */
function isOtherReading({ where }: Difference): boolean {
  return where === 'coverage resolved' || where === 'coverage feed alert_answer';
}

/** The product against an independent recomputation, on random logs: table, coverage, measures and intervals. */
export function compareSuite({
  from,
  count,
  twice = false,
}: {
  from: number;
  count: number;
  twice?: boolean;
}): void {
  const seeds = Array.from({ length: count }, (_, n) => from + n);
  test.each(seeds)(
    `random log %i agrees with the recomputation${twice ? ', imported twice' : ''}`,
    (seed) => {
      const found = compareSeed(seed, { twice }).filter((one) => !isOtherReading(one));
      expect(found).toEqual([]);
    },
  );
}
