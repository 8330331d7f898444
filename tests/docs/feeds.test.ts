import { READ_TYPES } from '../../src/feeds/fhir/resource.js';
import { COMMON, TABLES, tableNamed } from '../../src/store/tables.js';
import { firstCells, names, read, rows, section } from './support/markdown.js';

test('docs/feeds.md names every resource that is read, and no other', () => {
  const named = firstCells(section(read('docs/feeds.md'), '## FHIR files'));
  expect(named.sort()).toEqual([...READ_TYPES].sort());
});

test('docs/feeds.md says what the usual tables must have', () => {
  const cells = rows(section(read('docs/feeds.md'), '## Delimited tables'));
  expect(cells).toHaveLength(4);
  for (const [table, required] of cells)
    expect(names(required!)).toEqual(tableNamed(names(table!)[0]!).required);
});

test('docs/store.md lists every table with its columns', () => {
  const listed = rows(section(read('docs/store.md'), '## Tables')).map(([table, columns]) => [
    names(table!)[0],
    names(columns!),
  ]);
  const own = ({ columns }: { columns: object }) =>
    Object.keys(columns).filter((column) => !(column in COMMON));
  expect(listed).toEqual([...TABLES.values()].map((table) => [table.name, own(table)]));
});
