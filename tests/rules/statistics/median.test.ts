import fc from 'fast-check';
import { type ClusteredValue, median } from '../../../src/rules/statistics/median.js';
import { middle, resampled } from '../../../src/rules/statistics/resampled-median.js';

const held = (clusters: Record<string, number[]>): ClusteredValue[] =>
  Object.entries(clusters).flatMap(([cluster, values]) => values.map((value) => ({ cluster, value })));

test('the median is exact, of an even number the mean of the two in the middle', () => {
  expect(median(held({ a: [1, 9], b: [4] })).value).toBe(4);
  expect(median(held({ a: [1, 9], b: [4, 5] })).value).toBe(4.5);
});

/*
 * Three clusters with one value each: a draw of three clusters has the median 1 where at least two of the three
 * are the first, (3·2+1)/27 = 26% of draws, and 3 as often. 2.5% from either end therefore lies at 1 and 3.
 */
test('the interval spans what the draws of clusters reach', () => {
  expect(median(held({ a: [1], b: [2], c: [3] })).interval).toEqual([1, 3]);
});

test('clusters that say the same leave no spread', () => {
  expect(median(held({ a: [2, 8, 9], b: [2, 8, 9], c: [2, 8, 9] }))).toEqual({
    denominator: 9,
    value: 8,
    interval: [8, 8],
    clusters: 3,
    effective: 3,
  });
});

test('nothing has no median, one cluster no interval', () => {
  expect(median([])).toMatchObject({ value: null, interval: null, clusters: 0, denominator: 0 });
  expect(median(held({ a: [1, 2, 3] }))).toMatchObject({ value: 2, interval: null, clusters: 1 });
});

test('what has no clinician is one cluster', () => {
  const values = [1, 2, 3].map((value) => ({ cluster: null, value }));
  expect(median([...values, { cluster: 'a', value: 4 }]).clusters).toBe(2);
});

test('the same rows give the same interval, in whatever order they come', () => {
  const rows = held({ a: [1, 5, 9, 12], b: [2, 2, 7], c: [30], d: [4, 4, 4, 4, 4] });
  expect(median(rows.toReversed())).toEqual(median(rows));
});

test('a value that is no number is a fault of the measure', () => {
  expect(() => median(held({ a: [Number.NaN], b: [1] }))).toThrow(RangeError);
});

test('the quick median of a resample is the median of that resample written out', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
  const clusters = fc.array(fc.tuple(values, fc.nat({ max: 3 })), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(clusters, (drawn) => {
      const sorted = drawn.flatMap(([list]) => list).sort((a, b) => a - b);
      const lists = drawn.map(([list]) => list.toSorted((a, b) => a - b));
      const written = drawn.flatMap(([list, times]) => Array.from({ length: times }, () => list).flat());
      fc.pre(written.length > 0);
      const quick = resampled(sorted, lists)(Uint32Array.from(drawn, ([, times]) => times));
      expect(quick).toBe(middle(written.sort((a, b) => a - b)));
    }),
  );
});

test('also where the middle of a resample lies far from the sample’s', () => {
  const clusters = Array.from({ length: 100 }, (_, i) => [i, i, i, i]);
  const medianOf = resampled(clusters.flat(), clusters);
  for (const only of [0, 7, 50, 99]) {
    const times = new Uint32Array(100);
    times[only] = 100;
    expect(medianOf(times)).toBe(only);
  }
  const ends = new Uint32Array(100);
  ends[0] = ends[99] = 50;
  expect(medianOf(ends)).toBe(49.5);
});
