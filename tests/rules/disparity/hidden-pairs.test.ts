import type { MeasureCell } from '../../../src/measures/measure.js';
import { hiddenByTotals, hiddenPairs } from '../../../src/rules/disparity/hidden-pairs.js';
import { cellKey } from '../../../src/rules/hidden-cells.js';
import { spoken } from './support.js';

/** A table of tools by languages, encounters in each; ten clinicians everywhere. */
function tableOf(encounters: Record<string, Record<string, number>>): MeasureCell[] {
  return Object.entries(encounters).flatMap(([tool, strata]) =>
    Object.entries(strata).map(([language, n]) =>
      spoken(language, [n], n, {
        tool,
        encounters: n,
        patients: n,
        clinicians: n === 0 ? 0 : 10,
        clusters: n === 0 ? [] : tenOf(n),
      }),
    ),
  );
}

const tenOf = (n: number): MeasureCell['clusters'] =>
  Array.from({ length: 10 }, (_, i) => ({ cluster: `c${i}`, numerator: n / 10, denominator: n / 10 }));

const hiddenOf = (cells: MeasureCell[]): string[] => {
  const hidden = hiddenPairs(cells, { known: new Set(), minClinicians: 5 });
  return cells
    .filter((cell) => hidden.has(cellKey(cell)))
    .map(({ by }) => `${by.tool} ${by.stratum?.split('=')[1]}`);
};

test('nothing small, nothing hidden', () => {
  expect(hiddenOf(tableOf({ a: { en: 90, es: 30 }, b: { en: 80, es: 20 } }))).toEqual([]);
});

test('one small cell: neither its row nor its column may give it away', () => {
  const cells = tableOf({
    a: { en: 90, es: 5, zh: 40 },
    b: { en: 80, es: 20, zh: 50 },
    c: { en: 70, es: 60, zh: 99 },
  });
  const hidden = hiddenOf(cells);
  expect(hidden).toContain('a es');
  for (const group of ['tool', 'stratum'] as const)
    for (const name of new Set(cells.map(({ by }) => by[group])))
      expect([
        name,
        cells.filter(
          ({ by }) => by[group] === name && hidden.includes(`${by.tool} ${by.stratum?.split('=')[1]}`),
        ).length,
      ]).not.toEqual([name, 1]);
  // The small one, the next of its row, the next of its column, and what these two would give away.
  expect(hidden).toEqual(['a es', 'a zh', 'b es', 'b zh']);
});

test('what was known to be hidden stays so and is covered too', () => {
  const cells = tableOf({ a: { en: 90, es: 50, zh: 40 }, b: { en: 80, es: 20, zh: 50 } });
  const hidden = hiddenPairs(cells, { known: new Set([cellKey(cells[0]!)]), minClinicians: 5 });
  expect(hidden.has(cellKey(cells[0]!))).toBe(true);
  expect(hidden.size).toBeGreaterThanOrEqual(4);
});

test('each stratifier is a table of its own', () => {
  const cells = [
    ...tableOf({ a: { en: 90, es: 5, zh: 40 }, b: { en: 90, es: 50, zh: 40 } }),
    spoken('x', [70], 70, {
      encounters: 70,
      patients: 70,
      clinicians: 10,
      by: { tool: 'a', stratum: 'sex=male' },
    }),
  ];
  const hidden = hiddenPairs(cells, { known: new Set(), minClinicians: 5 });
  expect(hidden.has(cellKey(cells.at(-1)!))).toBe(false);
});

test('where the total of a tool or of a stratum is hidden, so is all that it is made of', () => {
  const cells = tableOf({ a: { en: 90, es: 50 }, b: { en: 80, es: 20 } });
  const key = (by: Record<string, string>) => new Set([cellKey({ variant: null, by })]);
  const byTotals = (by: Record<string, string>) => {
    const hidden = hiddenByTotals(cells, [key(by)]);
    return cells.filter((cell) => hidden.has(cellKey(cell))).map(({ by }) => `${by.tool} ${by.stratum}`);
  };
  expect(byTotals({ tool: 'a' })).toEqual(['a language=en', 'a language=es']);
  expect(byTotals({ stratum: 'language=es' })).toEqual(['a language=es', 'b language=es']);
  expect(byTotals({ tool: 'c' })).toEqual([]);
});
