import { compareBenefit, FOUND_IN_SOME } from './compare.js';

const SEEDS = [1, 2, 3, 4];

describe('orders, benefits, concerns, alerts and disparities of random logs', () => {
  const seen = new Set<string>();

  test.each(SEEDS)('random log %i agrees with the recomputation', (seed) => {
    const compared = compareBenefit(seed);
    for (const measure of compared.seen) seen.add(measure);
    expect(compared.found).toEqual([]);
  });

  test('each measure had something to compare in some log', () => {
    expect(FOUND_IN_SOME.filter((measure) => !seen.has(measure))).toEqual([]);
  });
});
