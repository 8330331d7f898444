import { basename } from 'node:path';
import { COMMON, TABLES, type Table } from '../../store/tables.js';
import { tableMapping } from './known.js';
import type { Mapping } from './mapping.js';

/** What of a file decides how it is read. */
export interface FileHead {
  name: string;
  header: string[];
  delimiter: string;
}

/** How a file is read, or why it is not. */
export type Choice = { mapping: Mapping } | { why: string };

/**
 * The mapping that reads a file: the person's, else one of ours, else the table that the file is named after, else of
 * the tables that its header can fill the one with most of its columns in it.
 */
export function chooseMapping(
  file: FileHead,
  { given, shipped }: { given: Mapping | null; shipped: Mapping[] },
): Choice {
  const vendor = [...(given ? [given] : []), ...shipped].find((mapping) => misfit(mapping, file) === null);
  if (vendor) return { mapping: vendor };
  const named = TABLES.get(tableNameOf(file.name));
  const table = named && isReadable(named) ? named : fullest(file.header);
  if (!table) return { why: unknown(given && misfit(given, file)) };
  const missing = lacking(table, file.header);
  return missing.length === 0 ? { mapping: tableMapping(table) } : { why: incomplete(table, missing) };
}

/** Why a mapping cannot read a file; null where it can. */
function misfit(mapping: Mapping, { header, delimiter }: FileHead): string | null {
  const missing = mapping.header.filter((column) => !header.includes(column));
  if (missing.length > 0) return `looks for ${listed(missing)}, which its header lacks`;
  const delimiters = [mapping.delimiter ?? delimiter].flat();
  return delimiters.includes(delimiter)
    ? null
    : `reads no file with the delimiter ${JSON.stringify(delimiter)}`;
}

/** `alert` of `export/alert.csv.gz`. */
function tableNameOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.(csv|tsv|txt|psv)$/i, '');
}

/** `resource` is kept by our own reading of FHIR only. */
function isReadable(table: Table): boolean {
  return table.name !== 'resource';
}

function lacking(table: Table, header: string[]): string[] {
  return table.required.filter((column) => !header.includes(column));
}

/** Of two with as many columns there, the one that has fewer others. */
function fullest(header: string[]): Table | undefined {
  const own = (table: Table) => Object.keys(table.columns).filter((column) => !(column in COMMON));
  const there = (table: Table) => own(table).filter((column) => header.includes(column)).length;
  return [...TABLES.values()]
    .filter((table) => isReadable(table) && lacking(table, header).length === 0)
    .sort((a, b) => there(b) - there(a) || own(a).length - own(b).length)[0];
}

function unknown(given: string | null): string {
  const mapping = given === null ? '' : `; --mapping ${given}`;
  return `neither FHIR JSON nor a table whose header is known (see docs/mapping.md)${mapping}`;
}

function incomplete(table: Table, missing: string[]): string {
  return `it is named after the table ${table.name}, but its header lacks ${listed(missing)}: add what is missing, or say with --mapping which columns these are (see docs/mapping.md)`;
}

function listed(columns: string[]): string {
  return columns.map((column) => JSON.stringify(column)).join(', ');
}
