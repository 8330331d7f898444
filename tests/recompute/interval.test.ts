import { estimate } from './interval.js';
import { rational } from './rational.js';

function cluster(id: string | null, n: number, d: number) {
  return { id, numerator: rational(BigInt(n)), denominator: rational(BigInt(d)) };
}

test('a rate of two clusters, by hand', () => {
  // R = (2+4)/(1+1) = 3; leaving one out gives 4 and 2; se² = 1/2·(1+1) = 1; f = 4/2 − 1 = 1, t = 12.7062…;
  // the log's slope is 1/3: 3·e^(±12.7062/3) = 3·e^(±4.2354).
  const { value, interval, k } = estimate([cluster('a', 2, 1), cluster('b', 4, 1)], 'rate');
  expect([value, k]).toEqual([3, 2]);
  expect(interval![0]).toBeCloseTo(3 * Math.exp(-12.706204736 / 3), 9);
  expect(interval![1]).toBeCloseTo(3 * Math.exp(12.706204736 / 3), 6);
});

test('a share of exactly 1: one cluster of 0.5 in 1 is added, and the upper end is 1', () => {
  // With it R = 4.5/5 = 0.9; left out: a → 2.5/3, b → 2.5/3, the added → 1. se² = 2/3·(2·(0.9−0.8333…)² + 0.1²) = 2/3·
  // (2·0.004444… + 0.01) = 0.0125926; f = 25/9 − 1 = 1.7778. The slope is 1/(0.9·0.1).
  const { value, interval, k, clinicians, numerator, denominator } = estimate(
    [cluster('a', 2, 2), cluster(null, 2, 2)],
    'share',
  );
  expect({ value, k, clinicians, numerator, denominator }).toEqual({
    value: 1,
    k: 3,
    clinicians: 1,
    numerator: 4,
    denominator: 4,
  });
  // t(0.975, 1.7778) = 4.856…; logit(0.9) = 2.19722; reach 4.856·0.112217·11.1111 = 6.05; so about 1/(1+e^3.86) = 0.0206
  expect(interval![0]).toBeCloseTo(0.0206, 3);
  expect(interval![1]).toBe(1);
});

test('one cluster has no interval; a cluster without denominator is not counted', () => {
  expect(estimate([cluster('a', 1, 2), cluster('b', 0, 0)], 'share')).toMatchObject({
    k: 1,
    clinicians: 1,
    interval: null,
  });
});
