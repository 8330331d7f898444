import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cells } from '../../random/cells.js';
import type { Resource } from '../../random/people.js';
import { COLUMNS, type Table } from '../columns.js';

type Files = Partial<Record<Table, Cells[]>>;

function csv(table: Table, rows: Cells[]): string {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const header = [...COLUMNS[table], 'version'];
  return [header, ...rows.map((row) => header.map((column) => quoted(row[column] ?? '')))]
    .map((cells) => cells.join(','))
    .join('\n')
    .concat('\n');
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

export function writeTables(dir: string, files: Files): string[] {
  return Object.entries(files).flatMap(([table, rows]) =>
    rows.length > 0 ? [write(join(dir, `${table}.csv`), csv(table as Table, rows))] : [],
  );
}

export function writeResources(dir: string, resources: Resource[]): string[] {
  return [write(join(dir, 'more.ndjson'), `${resources.map((each) => JSON.stringify(each)).join('\n')}\n`)];
}
