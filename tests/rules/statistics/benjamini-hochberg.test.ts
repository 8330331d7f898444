import { benjaminiHochberg } from '../../../src/rules/statistics/benjamini-hochberg.js';

/**
 * The fifteen p of the method's first paper, worked by hand: 15·p/j for the j-th smallest, then from the bottom up the
 * least so far. Only in the sixth row the two differ: the seventh has less.
 *
 *  j  p       15·p/j     q              j  p       15·p/j     q
 *  1  0.0001  0.0015     0.0015          9  0.0459  0.0765    0.0765
 *  2  0.0004  0.0030     0.0030         10  0.3240  0.4860    0.4860
 *  3  0.0019  0.0095     0.0095         11  0.4262  0.581182  0.581182
 *  4  0.0095  0.035625   0.035625       12  0.5719  0.714875  0.714875
 *  5  0.0201  0.0603     0.0603         13  0.6528  0.753231  0.753231
 *  6  0.0278  0.0695     0.063857       14  0.7590  0.813214  0.813214
 *  7  0.0298  0.063857   0.063857       15  1.0000  1         1
 *  8  0.0344  0.0645     0.0645
 */
const WORKED: [p: number, q: number][] = [
  [0.0001, 0.0015],
  [0.0004, 0.003],
  [0.0019, 0.0095],
  [0.0095, 0.035625],
  [0.0201, 0.0603],
  [0.0278, 0.063857],
  [0.0298, 0.063857],
  [0.0344, 0.0645],
  [0.0459, 0.0765],
  [0.324, 0.486],
  [0.4262, 0.581182],
  [0.5719, 0.714875],
  [0.6528, 0.753231],
  [0.759, 0.813214],
  [1, 1],
];

// Every fourth one on, round and round: neither ascending nor descending.
const shuffled = WORKED.map((_, i) => WORKED[(i * 4 + 7) % WORKED.length]!);

test.each([
  ['in their order', WORKED],
  ['in another order', shuffled],
  ['backwards', WORKED.toReversed()],
])('the worked table, %s', (_, table) => {
  const found = benjaminiHochberg(table.map(([p]) => p));
  for (const [i, [, q]] of table.entries()) expect(found[i]).toBeCloseTo(q, 6);
});

test.each([
  [[], []],
  [[0.03], [0.03]],
  [
    [0.04, 0.04],
    [0.04, 0.04],
  ],
  [
    [0, 1],
    [0, 1],
  ],
])('%j gives %j', (ps, qs) => {
  expect(benjaminiHochberg(ps)).toEqual(qs);
});

test.each([[Number.NaN], [-0.1], [1.1]])('%d is no probability', (p) => {
  expect(() => benjaminiHochberg([0.5, p])).toThrow(RangeError);
});
