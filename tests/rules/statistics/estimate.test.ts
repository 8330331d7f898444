import fc from 'fast-check';
import { effectiveClusters, estimate, type Sum } from '../../../src/rules/statistics/estimate.js';

const sums = (...pairs: [number, number][]): Sum[] =>
  pairs.map(([numerator, denominator]) => ({ numerator, denominator }));

/*
 * Worked out apart, in exact fractions with Python, the t quantile by bisection of the incomplete beta function:
 *   share 1/10 3/10 2/10 4/10 5/10        k 5  se² 1/200                     f 4          t 2.7764451052
 *   share 2/4 9/30 1/11 0/2 6/13          k 5  se² 2012010044/557562921125   f 239/121    t 4.3548249930
 *   rate  20/10 33/12 8/5 50/20           k 4  se² 496885945069/14403283498800  f 1540/669  t 3.8046009927
 *   rate  the same and 3/0                k 4  se² 51722171507/1800410437350    f 1540/669  t 3.8046009927
 *   share 0/10 0/20 0/15 and 0.5/1        k 4  se² 100137241/593840063232       f 695/363   t 4.4919006343
 */
const worked: [string, 'share' | 'rate' | 'mean', Sum[], number, [number, number]][] = [
  [
    'equal clusters',
    'share',
    sums([1, 10], [3, 10], [2, 10], [4, 10], [5, 10]),
    0.3,
    [0.1440347048, 0.5218809747],
  ],
  [
    'unequal ones',
    'share',
    sums([2, 4], [9, 30], [1, 11], [0, 2], [6, 13]),
    0.3,
    [0.1097775536, 0.5983078861],
  ],
  ['a rate', 'rate', sums([20, 10], [33, 12], [8, 5], [50, 20]), 111 / 47, [1.7509680645, 3.1854589772]],
  ['a mean', 'mean', sums([20, 10], [33, 12], [8, 5], [50, 20]), 111 / 47, [1.7509680645, 3.1854589772]],
  [
    'one without D',
    'rate',
    sums([20, 10], [33, 12], [8, 5], [50, 20], [3, 0]),
    114 / 47,
    [1.8592808688, 3.1642368665],
  ],
  ['a share of 0', 'share', sums([0, 10], [0, 20], [0, 15]), 0, [0, 0.7139174275]],
  ['a share of 1', 'share', sums([10, 10], [20, 20], [15, 15]), 1, [0.2860825725, 1]],
  ['a rate of 0', 'rate', sums([0, 10], [0, 20], [0, 15]), 0, [0, 2.3270156212]],
];

test.each(worked)(
  'the interval of %s is the one worked out by hand',
  (_, kind, clusters, value, interval) => {
    const found = estimate(clusters, kind);
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.interval![0]).toBeCloseTo(interval[0], 9);
    expect(found.interval![1]).toBeCloseTo(interval[1], 9);
  },
);

test('the added cluster is in no figure that is shown', () => {
  const found = estimate(sums([0, 10], [0, 20], [0, 15]), 'share');
  expect(found).toMatchObject({ numerator: 0, denominator: 45, clusters: 3, value: 0 });
  expect(found.interval![0]).toBe(0);
  expect(estimate(sums([10, 10], [20, 20]), 'share').interval![1]).toBe(1);
});

test('clusters without a denominator are not counted', () => {
  expect(estimate(sums([1, 2], [0, 0], [1, 2]), 'share')).toMatchObject({ clusters: 2, effective: 2 });
});

test.each([
  ['nothing', sums()],
  ['only empty clusters', sums([0, 0], [0, 0])],
])('0/0 has no value: %s', (_, clusters) => {
  expect(estimate(clusters, 'share')).toMatchObject({ value: null, interval: null, clusters: 0 });
});

test('one cluster has a value and no interval', () => {
  expect(estimate(sums([3, 10]), 'share')).toMatchObject({ value: 0.3, interval: null, clusters: 1 });
});

test('one cluster that dwarfs all others leaves nothing to estimate from', () => {
  expect(estimate(sums([1e17, 3e17], [1, 2]), 'share').interval).toBeNull();
  expect(estimate(sums([3e17, 1e17], [1, 2]), 'rate').interval).toBeNull();
});

test('a share of hours that is 1 but for a rounding is 1', () => {
  const found = estimate(sums([0.1 + 0.2, 0.3], [0.7, 0.7]), 'share');
  expect(found.value).toBe(1);
  expect(found.interval![1]).toBe(1);
});

test.each([
  ['a share above 1', sums([3, 2], [1, 1])],
  ['a negative sum', sums([-1, 2], [1, 1])],
  ['no number', sums([Number.NaN, 2], [1, 1])],
])('%s is a fault of the measure', (_, clusters) => {
  expect(() => estimate(clusters, 'share')).toThrow(RangeError);
});

test('effective clusters: (ΣD)²/ΣD²', () => {
  expect(effectiveClusters(sums([0, 5], [0, 5], [0, 5]))).toBe(3);
  expect(effectiveClusters(sums([0, 96], [0, 1], [0, 1], [0, 1], [0, 1]))).toBeCloseTo(10_000 / 9_220, 12);
  expect(effectiveClusters([])).toBe(0);
});

const cluster = fc
  .integer({ min: 0, max: 60 })
  .chain((denominator) =>
    fc.record({ numerator: fc.integer({ min: 0, max: denominator }), denominator: fc.constant(denominator) }),
  );

test('an interval always holds its value, inside what a share can be', () => {
  fc.assert(
    fc.property(fc.array(cluster, { maxLength: 12 }), (clusters) => {
      const { value, interval } = estimate(clusters, 'share');
      if (!interval) return;
      expect(interval[0]).toBeGreaterThanOrEqual(0);
      expect(interval[0]).toBeLessThanOrEqual(value!);
      expect(interval[1]).toBeGreaterThanOrEqual(value!);
      expect(interval[1]).toBeLessThanOrEqual(1);
    }),
  );
});

test('the order of clusters changes nothing, not even a rounding', () => {
  const hours = fc.record({
    numerator: fc.double({ min: 0, max: 5, noNaN: true }),
    denominator: fc.double({ min: 5, max: 9, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(hours, { maxLength: 9 }), (clusters) => {
      expect(estimate(clusters.toReversed(), 'share')).toEqual(estimate(clusters, 'share'));
    }),
  );
});

test('a share and its complement have mirrored intervals', () => {
  fc.assert(
    fc.property(fc.array(cluster, { minLength: 2, maxLength: 9 }), (clusters) => {
      const one = estimate(clusters, 'share').interval;
      const rest = clusters.map(({ numerator, denominator }) => ({
        numerator: denominator - numerator,
        denominator,
      }));
      const other = estimate(rest, 'share').interval;
      if (!one || !other) return;
      expect(one[0]).toBeCloseTo(1 - other[1], 6);
      expect(one[1]).toBeCloseTo(1 - other[0], 6);
    }),
  );
});
