import fc from 'fast-check';
import { estimate } from '../../../src/rules/statistics/estimate.js';
import { pairedChange } from '../../../src/rules/statistics/paired.js';
import { pairedMedianChange } from '../../../src/rules/statistics/paired-median.js';
import { twoSided } from '../../../src/rules/statistics/paired-p.js';

type Written = Record<string, [numerator: number, denominator: number]>;

const sums = (written: Written) =>
  Object.entries(written).map(([cluster, [numerator, denominator]]) => ({
    cluster: cluster === '' ? null : cluster,
    numerator,
    denominator,
  }));

const change = (before: Written, after: Written, kind: 'share' | 'rate' = 'rate') =>
  pairedChange(sums(before), sums(after), kind);

const close = (found: readonly number[] | null, expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [i, one] of expected.entries()) expect(found![i]).toBeCloseTo(one, 4);
};

/*
 * Three clinicians of ten encounters each. Before 10, 20, 30: 60/30 = 2. After 20, 20, 50: 90/30 = 3. Ratio 1.5, difference 1.
 * Without a: 50/20 = 2.5 and 70/20 = 3.5; without b: 2 and 3.5; without c: 1.5 and 2.
 * Differences 1, 1.5, 0.5: off by 0, 0.5, -0.5; se² = 2/3 · 0.5 = 1/3. f = 30²/300 - 1 = 2 in both periods, t = 4.302653:
 *   1 ± 4.302653 · 0.577350 = -1.48414 to 3.48414.
 * Logs of the ratio ln 1.4, ln 1.75, ln 4/3 against ln 1.5: off by -0.068993, 0.154151, -0.117783; se² = 2/3 · 0.042395:
 *   exp(0.405465 ± 4.302653 · 0.168118) = 0.72768 to 3.09200.
 * With two degrees of freedom p = 1 - t/√(2 + t²); t = 0.405465/0.168118 = 2.41179: 0.13736.
 */
test('ratio, difference and p, by hand', () => {
  const found = change({ a: [10, 10], b: [20, 10], c: [30, 10] }, { a: [20, 10], b: [20, 10], c: [50, 10] });
  expect(found).toMatchObject({ before: 2, after: 3, difference: 1, ratio: 1.5 });
  close(found.differenceInterval, [-1.48414, 3.48414]);
  close(found.ratioInterval, [0.72768, 3.092]);
  expect(found.p).toBeCloseTo(0.13736, 4);
});

test('a clinician who is in one period only is left out of that one: k is the union', () => {
  /* Before a 10/10, b 20/10: 1.5. After a 30/10, c 10/10: 2. k = 3, f = 1, t = 12.706205.
   * Without a: 2 and 1; without b: 1 and 2; without c: 1.5 and 3: differences -1, 1, 1.5 against 0.5:
   * squares 2.25 + 0.25 + 1; se² = 2/3 · 3.5; 0.5 ± 12.706205 · 1.527525. */
  const found = change({ a: [10, 10], b: [20, 10] }, { a: [30, 10], c: [10, 10] });
  close(found.differenceInterval, [-18.90904, 19.90904]);
});

describe('what has no interval', () => {
  const ten: Written = { a: [10, 10], b: [12, 10], c: [9, 10] };
  const none: Written = { a: [0, 10], b: [0, 10], c: [0, 10] };

  test('one cluster in both', () => {
    expect(change({ a: [1, 2] }, { a: [3, 2] })).toMatchObject({
      difference: 1,
      ratio: 3,
      differenceInterval: null,
      ratioInterval: null,
      p: null,
    });
  });

  test('nothing in one of them', () => {
    expect(change(ten, {})).toMatchObject({ after: null, difference: null, ratio: null, p: null });
  });

  test('a ratio of 0: the difference has one, and it is not narrower than the counts allow', () => {
    const found = change(ten, none);
    expect(found).toMatchObject({ ratio: 0, ratioInterval: null });
    expect(found.differenceInterval![0]).toBeLessThan(found.difference!);
    expect(found.p).toBeLessThan(0.05);
    expect(change(none, ten)).toMatchObject({ ratio: null, ratioInterval: null });
  });

  test('0 and 0 is no proof of no change, nor is all and all: as wide as each period’s own interval', () => {
    const [, most] = estimate(sums(none), 'rate').interval!;
    expect(change(none, none)).toMatchObject({ difference: 0, ratio: null, p: 1 });
    expect(change(none, none).differenceInterval).toEqual([-most, most]);
    const all: Written = { a: [9, 9], b: [8, 8], c: [7, 7] };
    const [least] = estimate(sums(all), 'share').interval!;
    expect(change(all, all, 'share')).toMatchObject({ difference: 0, ratio: 1, p: 1 });
    expect(change(all, all, 'share').ratioInterval).toEqual([least, 1 / least]);
  });

  test('all events are one clinician’s: the ratio without them has no log', () => {
    expect(change(ten, { a: [5, 10], b: [0, 10], c: [0, 10] }).ratioInterval).toBeNull();
  });
});

test('the order of clusters changes nothing, and the values are those of each period alone', () => {
  const one = fc.record({
    cluster: fc.constantFrom(null, 'a', 'b', 'c', 'd', 'e', 'f'),
    numerator: fc.integer({ min: 0, max: 40 }),
    denominator: fc.integer({ min: 0, max: 40 }),
  });
  const period = fc.uniqueArray(one, { selector: ({ cluster }) => cluster, maxLength: 7 });
  fc.assert(
    fc.property(period, period, (before, after) => {
      const found = pairedChange(before, after, 'rate');
      expect(pairedChange([...before].reverse(), [...after].reverse(), 'rate')).toEqual(found);
      expect(found.before).toBe(estimate(before, 'rate').value);
      expect(found.after).toBe(estimate(after, 'rate').value);
      const back = pairedChange(after, before, 'rate');
      if (found.p !== null) expect(back.p).toBeCloseTo(found.p, 9);
      if (found.ratioInterval) expect(1 / back.ratioInterval![1]).toBeCloseTo(found.ratioInterval[0], 6);
    }),
  );
});

test('differences of shares stay between -1 and 1', () => {
  const found = change({ a: [1, 9], b: [0, 2] }, { a: [9, 9], b: [2, 2] }, 'share');
  expect(found.differenceInterval![1]).toBe(1);
});

describe('p of Student’s t', () => {
  test.each([
    [0, 5, 1],
    [2.570582, 5, 0.05],
    [-2.570582, 5, 0.05],
    [12.706205, 1, 0.05],
    [1.959964, 1e9, 0.05],
    [Number.POSITIVE_INFINITY, 3, 0],
  ])('t = %d with %d degrees of freedom', (t, f, p) => {
    expect(twoSided(t, f)).toBeCloseTo(p, 6);
  });
});

describe('medians', () => {
  const values = (clusters: Record<string, number[]>) =>
    Object.entries(clusters).flatMap(([cluster, held]) => held.map((value) => ({ cluster, value })));
  const six = (by: number) =>
    values(
      Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => [name, [4 + i, 5 + i, 6 + i].map((one) => one * by)]),
      ),
    );

  test('twice as much in everybody: the ratio has no doubt, the difference has', () => {
    const found = pairedMedianChange(six(1), six(2));
    // 4..11: the middle two of 18 are 7 and 8.
    expect(found).toMatchObject({ before: 7.5, after: 15, difference: 7.5, ratio: 2, ratioInterval: [2, 2] });
    expect(found.differenceInterval![0]).toBeLessThan(7.5);
    expect(found.p).toBeLessThan(0.01);
    expect(pairedMedianChange(six(1).reverse(), six(2).reverse())).toEqual(found);
  });

  test('no change, and too few to tell', () => {
    expect(pairedMedianChange(six(1), six(1))).toMatchObject({ difference: 0, p: 1 });
    expect(pairedMedianChange(values({ a: [1, 2] }), six(1)).differenceInterval).toBeNull();
    expect(pairedMedianChange([], six(1))).toMatchObject({ before: null, difference: null });
  });

  test('a median of 0 has no ratio', () => {
    expect(pairedMedianChange(values({ a: [0, 0], b: [0, 0] }), six(1))).toMatchObject({
      ratio: null,
      ratioInterval: null,
    });
  });
});
