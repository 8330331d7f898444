import { compareSeed } from './compare.js';
import { MEASURES } from './recompute-workload.js';

const SEEDS = [1, 2, 3, 4];

/** Measures of which at least one figure was compared in some seed. */
const compared = new Set<string>();

describe('measures of workload, access and reach, against the recomputation', () => {
  test.each(SEEDS)('random log %i agrees', (seed) => {
    const found = compareSeed(seed);
    for (const measure of found.compared) compared.add(measure);
    expect(found.differences).toEqual([]);
  });

  test('each measure had a figure to compare', () => {
    expect(MEASURES.filter((measure) => !compared.has(measure))).toEqual([]);
  });
});
