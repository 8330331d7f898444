import fc from 'fast-check';
import type { MeasureCell } from '../../../src/measures/measure.js';
import { concentrationOf, smallGroups } from '../../../src/rules/concentration-cells.js';
import { gini, groupSize, topShare } from '../../../src/rules/statistics/concentration.js';

describe('how unevenly counts are spread', () => {
  test.each<[string, number[], { gini: number | null; top1: number | null; top10: number | null }]>([
    // (−3·1 − 1·1 + 1·2 + 3·6) / (4·10) = 16/40; the busiest one has 6 of 10.
    ['1, 1, 2, 6', [2, 6, 1, 1], { gini: 0.4, top1: 0.6, top10: 0.6 }],
    ['alike', [3, 3, 3], { gini: 0, top1: 1 / 3, top10: 1 / 3 }],
    ['one person', [7], { gini: 0, top1: 1, top10: 1 }],
    // (−1·1 + 1·3) / (2·4).
    ['two', [1, 3], { gini: 0.25, top1: 0.75, top10: 0.75 }],
    // Nine with 1 and one with 91: 10% of ten is one. (9·91 − 9·1) / (10·100), the lower nine of −9 to 7 adding to −9.
    ['ten', [91, ...Array<number>(9).fill(1)], { gini: 0.81, top1: 0.91, top10: 0.91 }],
    // 10% of eleven is not under two: 10 + 5 of 24. Σ(2i − 12)x: −10 … 6 adding to −18, 8·5, 10·10.
    ['eleven', [10, 5, ...Array<number>(9).fill(1)], { gini: 122 / 264, top1: 10 / 24, top10: 15 / 24 }],
    ['nobody', [], { gini: null, top1: null, top10: null }],
    ['none', [0, 0], { gini: null, top1: null, top10: null }],
  ])('%s', (_, counts, expected) => {
    const close = (value: number | null) => (value === null ? null : (expect.closeTo(value, 12) as number));
    expect({ gini: gini(counts), top1: topShare(counts, 1), top10: topShare(counts, 10) }).toEqual({
      gini: close(expected.gini),
      top1: close(expected.top1),
      top10: close(expected.top10),
    });
  });

  test('a group is the smallest whole number of people that is not under it', () => {
    // Of so many people: the busiest 1%, the busiest 10%.
    const sizes = [1, 10, 11, 20, 30, 70, 99, 100, 101, 110, 200, 201, 700, 1000].map((people) => [
      people,
      groupSize(people, 1),
      groupSize(people, 10),
    ]);
    expect(sizes).toEqual([
      [1, 1, 1],
      [10, 1, 1],
      [11, 1, 2],
      [20, 1, 2],
      [30, 1, 3],
      [70, 1, 7],
      [99, 1, 10],
      [100, 1, 10],
      [101, 2, 11],
      [110, 2, 11],
      [200, 2, 20],
      [201, 3, 21],
      [700, 7, 70],
      [1000, 10, 100],
    ]);
  });

  const cell = (variant: string, counts: number[]): MeasureCell => ({
    measure: 'burden-concentration',
    by: {},
    variant,
    clusters: [],
    values: counts.map((value, i) => ({ cluster: `d${i}`, value })),
    clinicians: counts.length,
    encounters: 0,
    patients: 0,
    touchedShare: null,
  });

  test('each variant tells its own', () => {
    const figures = ['gini', 'top-10', 'top-1'].map((variant) =>
      concentrationOf(cell(variant, [1, 1, 2, 6])),
    );
    expect(figures).toEqual([0.4, 0.6, 0.6]);
  });

  test.each([
    // Fifty people: the busiest 1% are one, 10% are five. 41: 10% are five; 40: four.
    [50, 5, ['top-1']],
    [41, 5, ['top-1']],
    [40, 5, ['top-10', 'top-1']],
    // 401 people: 1% are five; 400: four.
    [401, 5, []],
    [400, 5, ['top-1']],
    // A site that may speak of one person.
    [1, 1, []],
  ])('of %i people, where no fewer than %i may be spoken of: hidden are %j', (people, minimum, hidden) => {
    const cells = ['top-10', 'top-1', 'gini'].map((variant) => cell(variant, Array<number>(people).fill(1)));
    const small = (kind: 'concentration' | 'share', of: MeasureCell[]) =>
      smallGroups({ kind }, of, minimum).length;
    expect(cells.filter((one) => small('concentration', [one]) > 0).map(({ variant }) => variant)).toEqual(
      hidden,
    );
    expect(small('concentration', cells)).toBe(hidden.length);
    expect(small('share', cells)).toBe(0);
  });
});

describe('laws', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 300 });

  test('0 ≤ Gini < 1; the busiest 1% have at most what 10% have, and at least their share of heads', () => {
    fc.assert(
      fc.property(counts, (all) => {
        const index = gini(all)!;
        const [one, ten] = [topShare(all, 1)!, topShare(all, 10)!];
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThan(1);
        expect(one).toBeLessThanOrEqual(ten);
        expect(one).toBeGreaterThanOrEqual(groupSize(all.length, 1) / all.length - 1e-12);
        expect(ten).toBeLessThanOrEqual(1);
      }),
      { seed: 1 },
    );
  });

  test('order does not matter; alike many give 0; as many times more change nothing', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 50 }), (all, times) => {
        expect(gini(all.toReversed())).toBe(gini(all));
        expect(topShare(all.toReversed(), 10)).toBe(topShare(all, 10));
        expect(gini(all.map(() => times))).toBe(0);
        expect(gini(all.map((one) => one * times))).toBeCloseTo(gini(all)!, 12);
      }),
      { seed: 2 },
    );
  });

  test('Gini is half the mean difference between any two, over the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 30 }), (all) => {
        const differences = all.flatMap((one) => all.map((other) => Math.abs(one - other)));
        const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
        expect(gini(all)).toBeCloseTo(sum(differences) / (2 * all.length * sum(all)), 12);
      }),
      { seed: 3 },
    );
  });
});
