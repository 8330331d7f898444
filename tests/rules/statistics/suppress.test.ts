import fc from 'fast-check';
import { isPrimary, suppress, type TableCell } from '../../../src/rules/statistics/suppress.js';

const cell = (key: string, encounters: number, rest: Partial<TableCell> = {}): TableCell => ({
  key,
  encounters,
  patients: encounters,
  clinicians: encounters === 0 ? 0 : 9,
  size: encounters,
  ...rest,
});

const tables: [string, TableCell[], string[]][] = [
  ['nothing is small', [cell('a', 11), cell('b', 40)], []],
  ['the next smallest goes with one of 10', [cell('a', 10), cell('b', 40), cell('c', 30)], ['a', 'c']],
  ['two that are small are enough', [cell('a', 6), cell('b', 7), cell('c', 30)], ['a', 'b']],
  [
    'unless their sum is small itself',
    [cell('a', 3), cell('b', 4), cell('c', 30), cell('d', 31)],
    ['a', 'b', 'c'],
  ],
  [
    'few patients with many encounters',
    [cell('a', 50, { patients: 3 }), cell('b', 90), cell('c', 60)],
    ['a', 'c'],
  ],
  ['few clinicians', [cell('a', 50, { clinicians: 4 }), cell('b', 60)], ['a', 'b']],
  ['an empty cell discloses nothing', [cell('a', 0), cell('b', 40)], []],
  ['and protects nothing', [cell('a', 0), cell('b', 5), cell('c', 40)], ['b', 'c']],
  ['ties go by name', [cell('a', 5), cell('c', 40), cell('b', 40)], ['a', 'b']],
  ['a table of one', [cell('a', 5)], ['a']],
];

test.each(tables)('%s', (_, cells, hidden) => {
  expect([...suppress(cells, 5)].sort()).toEqual(hidden);
});

test('the smallest group is the site’s to lower', () => {
  const cells = [cell('a', 50, { clinicians: 2 }), cell('b', 60)];
  expect([...suppress(cells, 2)]).toEqual([]);
});

/** Encounters of patients with clinicians, each in one category: a table whose total is the sum of its cells. */
const clinic = fc.array(
  fc.record({
    category: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    patient: fc.nat({ max: 60 }),
    clinician: fc.nat({ max: 12 }),
  }),
  { maxLength: 150 },
);

function tabulate(
  encounters: { category: string; patient: number; clinician: number }[],
  key: string,
): TableCell {
  return {
    key,
    encounters: encounters.length,
    patients: new Set(encounters.map(({ patient }) => patient)).size,
    clinicians: new Set(encounters.map(({ clinician }) => clinician)).size,
    size: encounters.length,
  };
}

test('no hidden cell, and no small group, is what the total less the visible cells leaves', () => {
  fc.assert(
    fc.property(clinic, (encounters) => {
      const cells = ['a', 'b', 'c', 'd', 'e'].map((key) =>
        tabulate(
          encounters.filter(({ category }) => category === key),
          key,
        ),
      );
      const total = tabulate(encounters, 'total');
      fc.pre(!isPrimary(total, 5));
      const hidden = suppress(cells, 5);
      for (const one of cells) if (isPrimary(one, 5)) expect(hidden).toContain(one.key);
      if (hidden.size === 0) return;
      const visible = cells.filter(({ key }) => !hidden.has(key));
      const left = total.encounters - visible.reduce((sum, one) => sum + one.encounters, 0);
      expect(left).toBeGreaterThan(10);
      for (const one of cells) if (hidden.has(one.key)) expect(one.encounters).toBeLessThan(left);
    }),
    { numRuns: 1_000 },
  );
});
