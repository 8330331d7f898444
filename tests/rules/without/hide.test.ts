import { aloneIsHidden, countIsHidden, partIsHidden } from '../../../src/rules/without/hide.js';
import type { Cell } from '../../../src/rules/without/query.js';

const cell = (n: number, clinicians = 9): Cell => ({ size: n, encounters: n, patients: n, clinicians });
const NONE = cell(0, 0);

test.each([
  ['large parts are shown', cell(30), cell(40), false],
  ['ten are hidden', cell(10), cell(40), true],
  ['eleven are shown', cell(11), cell(40), false],
  ['few clinicians are hidden', cell(30, 4), cell(40), true],
  ['a small rest is hidden, which the total would give away', cell(30), cell(7), true],
  ['nothing is shown beside a large rest', NONE, cell(40), false],
  ['nothing is hidden beside a small rest', NONE, cell(7), true],
  ['all of it is shown', cell(30), NONE, false],
])('%s', (_, own, rest, hidden) => {
  expect(partIsHidden({ own, rest }, 5)).toBe(hidden);
  expect(countIsHidden({ own, rest }, 5)).toBe(hidden);
});

test('what else is known of the parts is no part', () => {
  // 200 encounters and two others: hidden; the sums beside them must not stand in for a cell.
  const gathered = { own: cell(200), rest: cell(2), clusters: [], all: cell(202), nested: true };
  expect(partIsHidden(gathered, 5)).toBe(true);
});

test('few acts are hidden, also where nobody is named', () => {
  const few = { size: 3, encounters: 0, patients: 0, clinicians: 9 };
  expect(countIsHidden({ own: few, rest: cell(40) }, 5)).toBe(true);
});

test('a figure beside no total is hidden on its own account only', () => {
  expect([NONE, cell(10), cell(11)].map((one) => aloneIsHidden(one, 5))).toEqual([false, true, false]);
});
