import fc from 'fast-check';
import { estimate } from '../../../src/rules/statistics/estimate.js';
import { turnedOver } from '../../../src/rules/without/turned-over.js';

const sums = (amounts: Record<string, number>) => new Map(Object.entries(amounts));

// Good for one of burden is 3 ÷ 30 = 0.1. Leaving out one of three equal clinicians: 2/20, 1/20, 3/20 = 0.1, 0.05, 0.15;
// se² = (3 − 1)/3 · (0² + 0.05² + 0.05²) = 1/300, se = 0.0577. f = 30²/(3·10²) − 1 = 2, t = 4.3027.
// On the log: ln 0.1 ± 4.3027 · 0.0577/0.1 = −2.3026 ± 2.4842, that is 0.008342 to 1.1988; turned over 0.8342 to 119.9.
test('burden for one good change, by hand', () => {
  const price = turnedOver(sums({ a: 10, b: 10, c: 10 }), sums({ a: 1, b: 2 }));
  expect(price.value).toBe(10);
  expect(price.interval![0]).toBeCloseTo(0.8342, 3);
  expect(price.interval![1]).toBeCloseTo(119.9, 0);
  expect(price.clinicians).toBe(3);
});

test('a good change without burden is counted with the first clinician who was burdened', () => {
  const lumped = turnedOver(sums({ b: 10, c: 20, a: 0 }), sums({ b: 1, a: 2, z: 1, c: 1 }));
  expect(lumped).toEqual(turnedOver(sums({ b: 10, c: 20 }), sums({ b: 4, c: 1 })));
  expect(lumped.value).toBe(6);
});

test('nobody is a cluster and no clinician', () => {
  const price = turnedOver(sums({ '': 5, a: 5 }), sums({ '': 1, a: 2 }));
  expect(price.clinicians).toBe(1);
  expect(price.interval).not.toBeNull();
});

test('one cluster has no interval', () => {
  expect(turnedOver(sums({ a: 5 }), sums({ a: 2 }))).toEqual({ value: 2.5, interval: null, clinicians: 1 });
});

test('it is the ratio, inside its interval; in other units of burden all of it moves alike', () => {
  const cluster = fc.record({
    burden: fc.integer({ min: 1, max: 50 }),
    good: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(cluster, { minLength: 2, maxLength: 12 }), (clusters) => {
      const good = clusters.reduce((sum, one) => sum + one.good, 0);
      fc.pre(good > 0);
      const mapped = (of: (one: (typeof clusters)[number]) => number) =>
        new Map(clusters.map((one, at) => [`c${at}`, of(one)]));
      const price = turnedOver(
        mapped(({ burden }) => burden),
        mapped((one) => one.good),
      );
      const burden = clusters.reduce((sum, one) => sum + one.burden, 0);
      expect(price.value).toBeCloseTo(burden / good, 10);
      const hours = turnedOver(
        mapped((one) => one.burden / 60),
        mapped((one) => one.good),
      );
      if (!price.interval) return;
      expect(price.interval[0]).toBeLessThanOrEqual(price.value * (1 + 1e-12));
      expect(price.interval[1]).toBeGreaterThanOrEqual(price.value * (1 - 1e-12));
      expect(hours.interval![0] * 60).toBeCloseTo(price.interval[0], 6);
      // As many numerators as denominators: the plain estimate of the ratio has the same value.
      const plain = estimate(
        clusters.map((one) => ({ numerator: one.burden, denominator: one.good })),
        'rate',
      );
      expect(plain.value).toBeCloseTo(price.value, 10);
    }),
  );
});
