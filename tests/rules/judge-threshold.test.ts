import type { MeasureCell } from '../../src/measures/measure.js';
import { around, cell } from './support/cells.js';
import { type Case, statusesOf } from './support/judging.js';

const medianOf = (...values: number[]): MeasureCell =>
  cell([], {
    values: values.flatMap((value) => Array.from({ length: 9 }, () => ({ cluster: `c${value}`, value }))),
  });

/** Where a case gives no cells it is around(0.3): 0.3 with an interval of 0.282 to 0.319. */
const cases: [string, Case, string][] = [
  ['the whole interval within', {}, 'pass'],
  ['the whole interval past', { rule: { threshold: { 'at-most': 0.2 } } }, 'fail'],
  ['past, of a warning', { rule: { threshold: { 'at-most': 0.2 }, severity: 'warn' } }, 'warn'],
  ['at-least within', { rule: { threshold: { 'at-least': 0.2 } } }, 'pass'],
  ['at-least past', { rule: { threshold: { 'at-least': 0.4 } } }, 'fail'],
  ['between within', { rule: { threshold: { between: [0.2, 0.4] } } }, 'pass'],
  ['between, below', { rule: { threshold: { between: [0.4, 0.6] } } }, 'fail'],
  ['between, above', { rule: { threshold: { between: [0, 0.2] } } }, 'fail'],
  [
    'between, narrower than the interval',
    { rule: { threshold: { between: [0.29, 0.31] } } },
    'insufficient-data too-close',
  ],
  ['the threshold inside', { rule: { threshold: { 'at-most': 0.31 } } }, 'insufficient-data too-close'],
  ['the value at the threshold', { rule: { threshold: { 'at-most': 0.3 } } }, 'insufficient-data too-close'],
  ['no burden at all', { cells: [cell(Array(6).fill([0, 500]))] }, 'pass'],
  [
    'none of it, but little seen',
    {
      cells: [cell([...Array(4).fill([0, 1]), [0, 30]])],
      rule: { needs: { clinicians: 5, effective: 1, units: 30 } },
    },
    'insufficient-data too-close',
  ],
  [
    'a benefit that was not seen',
    { cells: [cell(Array(6).fill([0, 50]))], rule: { side: 'benefit', threshold: { 'at-least': 0 } } },
    'insufficient-data too-close',
  ],
  [
    'a benefit that was',
    { cells: [around(0.1)], rule: { side: 'benefit', threshold: { 'at-least': 0 } } },
    'pass',
  ],
  [
    'a median within',
    { cells: [medianOf(4, 5, 6, 7, 8)], measure: { kind: 'median' }, rule: { threshold: { 'at-least': 2 } } },
    'pass',
  ],
  [
    'a median past',
    { cells: [medianOf(4, 5, 6, 7, 8)], measure: { kind: 'median' }, rule: { threshold: { 'at-most': 2 } } },
    'fail',
  ],
  [
    'a concentration has no interval',
    { cells: [around(0.3)], measure: { kind: 'concentration' } },
    'insufficient-data too-few',
  ],
];

test.each(cases)('%s', async (_, given, expected) => {
  expect(await statusesOf(given)).toBe(expected);
});
