import { compareBytes } from '../bytes.js';
import { groupBy } from '../group.js';
import type { Read, ReadRow } from '../read-files.js';
import { versionNumber } from '../version.js';
import { COLUMNS, type Table } from './columns.js';

/** "of other delimited rows with one id and no `version` the last in UTF-8 order of their cells counts" */
function compare(table: Table, a: ReadRow, b: ReadRow): number {
  const [x, y] = [a, b].map((row) => versionNumber(row.cells.version) ?? -1n);
  if (x !== y) return x! < y! ? -1 : 1;
  for (const column of COLUMNS[table]) {
    const order = compareBytes(a.cells[column] ?? '', b.cells[column] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function identity(row: ReadRow, columns: string[]): string {
  return JSON.stringify([row.server, ...columns.map((column) => row.cells[column] ?? '')]);
}

function lastOf(rows: ReadRow[], table: Table, columns: string[]): ReadRow[] {
  const groups = groupBy(rows, (row) => identity(row, columns));
  return [...groups.values()].map((same) => [...same].sort((a, b) => compare(table, a, b)).at(-1)!);
}

/** Of the rows of one table with one id on one server the current one. A table without an id of its own has whole rows
 * as ids: "A row without an id gets the hash of its source columns as id." */
export function currentRows(read: Read, table: Table, id: string | null): ReadRow[] {
  const mine = read.rows.filter((row) => row.table === table);
  return lastOf(mine, table, id === null ? COLUMNS[table] : [id]);
}

/** Rows that may speak of one thing side by side, until one of a later version does: those of the greatest version given, of
 * each identity the last. */
export function rowsSideBySide(
  read: Read,
  table: Table,
  about: (row: ReadRow) => string,
  columns: string[],
): ReadRow[] {
  const mine = read.rows.filter((row) => row.table === table);
  const version = (row: ReadRow) => versionNumber(row.cells.version) ?? -1n;
  return [...groupBy(mine, about).values()].flatMap((same) => {
    const current = same.filter((row) => same.every((other) => version(other) <= version(row)));
    return lastOf(current, table, columns);
  });
}
