import fc from 'fast-check';
import { holds, type PlainThreshold, verdict } from '../../src/rules/verdict.js';

const cases: [[number, number], PlainThreshold, string][] = [
  [[0.1, 0.3], { 'at-most': 0.3 }, 'within'],
  [[0.1, 0.3], { 'at-most': 0.2999 }, 'across'],
  [[0.3, 0.4], { 'at-most': 0.3 }, 'across'],
  [[0.3, 0.3], { 'at-most': 0.3 }, 'within'],
  [[0.31, 0.4], { 'at-most': 0.3 }, 'past'],
  [[0.3, 0.4], { 'at-least': 0.3 }, 'within'],
  [[0.2, 0.3], { 'at-least': 0.3 }, 'across'],
  [[0.2, 0.29], { 'at-least': 0.3 }, 'past'],
  [[0.2, 0.3], { between: [0.2, 0.3] }, 'within'],
  [[0.1, 0.5], { between: [0.2, 0.3] }, 'across'],
  [[0.31, 0.5], { between: [0.2, 0.3] }, 'past'],
  [[0.1, 0.19], { between: [0.2, 0.3] }, 'past'],
];

test.each(cases)('%j against %j is %s', (interval, threshold, expected) => {
  expect(verdict(interval, threshold)).toBe(expected);
});

const point = fc.double({ min: 0, max: 1, noNaN: true });
const pair = fc.tuple(point, point).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const threshold: fc.Arbitrary<PlainThreshold> = fc.oneof(
  point.map((bound) => ({ 'at-most': bound })),
  point.map((bound) => ({ 'at-least': bound })),
  pair.map((between) => ({ between })),
);

test('every point of an interval is on the side that the verdict says', () => {
  fc.assert(
    fc.property(pair, threshold, fc.double({ min: 0, max: 1, noNaN: true }), ([low, high], asked, share) => {
      const value = Math.min(high, Math.max(low, low + share * (high - low)));
      const found = verdict([low, high], asked);
      if (found === 'within') expect(holds(value, asked)).toBe(true);
      if (found === 'past') expect(holds(value, asked)).toBe(false);
    }),
  );
});

test('a wider interval never makes surer, and never turns a verdict round', () => {
  fc.assert(
    fc.property(pair, threshold, point, ([low, high], asked, by) => {
      const wide = verdict([low - by, high + by], asked);
      expect(['across', verdict([low, high], asked)]).toContain(wide);
    }),
  );
});
