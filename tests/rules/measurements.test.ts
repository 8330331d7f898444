import { judge } from '../../src/rules/judge.js';
import { around, cell, evaluating, setOf } from './support/cells.js';
import { define } from './support/definitions.js';

const now = new Date('2026-06-15T12:00:00Z');
const tool = (name: string) => ({ by: { tool: name }, touchedShare: 0.5 });

async function measured(answer: Parameters<typeof evaluating>[0], said = {}) {
  const { evaluate } = evaluating(answer);
  const definitions = [define('m', { by: ['tool'], ...said })];
  return (await judge(setOf([]), { evaluate, definitions, minClinicians: 5, unmappedShare: 0, now }))
    .measurements;
}

test('the whole site, then each value of each dimension', async () => {
  const rows = await measured(({ by }) =>
    by ? [around(0.4, tool('b')), around(0.2, tool('a')), around(0.1, tool('é'))] : [around(0.3)],
  );
  expect(rows.map(({ by, value }) => [by, value])).toEqual([
    [{}, 0.3],
    [{ tool: 'a' }, 0.2],
    [{ tool: 'b' }, 0.4],
    [{ tool: 'é' }, 0.1],
  ]);
  expect(rows[1]).toEqual({
    measure: 'm',
    title: 'm',
    unit: 'share',
    by: { tool: 'a' },
    numerator: 60,
    denominator: 300,
    value: 0.2,
    interval: [expect.closeTo(0.1818855, 6), expect.closeTo(0.2194347, 6)],
    clinicians: 6,
    encounters: 100,
    small: false,
    suppressed: false,
    touchedShare: 0.5,
  });
});

test('every variant has a row, the judged one first', async () => {
  const rows = await measured(
    ({ by }) =>
      by
        ? []
        : [around(0.2, { variant: '180' }), around(0.1, { variant: '60' }), around(0.3, { variant: '300' })],
    { variants: ['300', '60', '180'] },
  );
  expect(rows.map(({ variant, value }) => [variant, value])).toEqual([
    ['300', 0.3],
    ['60', 0.1],
    ['180', 0.2],
  ]);
});

test('a hidden cell has no number at all', async () => {
  const rows = await measured(({ by }) =>
    by ? [around(0.2, { ...tool('a'), patients: 3 })] : [around(0.3)],
  );
  const numbers = Object.values(rows[1]!).filter((value) => typeof value === 'number');
  expect(numbers).toEqual([]);
  expect(rows[1]).toMatchObject({
    suppressed: true,
    value: null,
    interval: null,
    touchedShare: null,
    clinicians: null,
  });
});

test('fewer than 30 units are flagged, 0/0 has no value', async () => {
  const rows = await measured(({ by }) =>
    by ? [cell([], { ...tool('a'), encounters: 0, patients: 0, clinicians: 0 })] : [cell([[1, 29]])],
  );
  expect(rows.map(({ small, value, interval }) => [small, value, interval])).toEqual([
    [true, 1 / 29, null],
    [true, null, null],
  ]);
});

test('a missing table, or a measure that fails, has no rows', async () => {
  expect(await measured(() => 'alert')).toEqual([]);
  expect(await measured(() => new Error('no'))).toEqual([]);
});

test('a median has no numerator; its denominator is how many values', async () => {
  const values = [1, 2, 3, 4].map((value) => ({ cluster: `c${value}`, value }));
  const [row] = await measured(({ by }) => (by ? [] : [cell([], { values })]), { kind: 'median' });
  expect(row).toMatchObject({ numerator: null, denominator: 4, value: 2.5 });
});
