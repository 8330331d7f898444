import { createHash } from 'node:crypto';
import { tableNamed } from '../../store/tables.js';
import { Ids } from '../fhir/reference.js';
import { isObject, type Json, Malformed } from '../fhir/shape.js';
import { versionText } from '../fhir/version.js';
import { parseJson } from '../input/json-text.js';
import type { Cell, FeedContext, FeedRow } from '../rows.js';
import { type CellContext, convert } from './cell.js';
import type { ColumnRule, Mapping, RowRule } from './mapping.js';

/** Turns a delimited record into rows of the store. Throws Malformed. */
export type RecordReader = (cells: string[]) => FeedRow[];

/** The reader of a file with this header. `mapping` is the site's, ours, or made of a table's own header. */
export function recordReader(header: string[], mapping: Mapping, context: FeedContext): RecordReader {
  const at = new Map(header.map((name, index) => [name, index]));
  const cellContext: CellContext = {
    ids: new Ids(context.server, context.servers),
    timeZone: context.timeZone,
  };
  const readers = mapping.rows.map((rule) => rowReader(rule, { mapping, at, cellContext }));
  return (cells) => readers.flatMap((read) => read(cells));
}

interface Frame {
  mapping: Mapping;
  at: Map<string, number>;
  cellContext: CellContext;
}

type Lookup = (column: string) => string;

function rowReader(rule: RowRule, frame: Frame): RecordReader {
  const table = tableNamed(rule.table);
  const columns = Object.entries(rule.columns).map(([column, written]) => ({
    column,
    type: table.columns[column]!,
    rule: typeof written === 'string' ? { column: written } : written,
  }));
  const used = usedColumns(rule, frame);
  return (cells) => {
    const cell = (name: string): string => cells[frame.at.get(name) ?? -1]?.trim() ?? '';
    if (rule.when && !holds(rule.when, cell)) return [];
    return elements(rule, cell).map((lookup) => {
      const values: Record<string, Cell> = {};
      for (const { column, type, rule: one } of columns) {
        const written = one.value ?? lookup(one.column ?? '');
        values[column] = convert(written, { column, type, rule: one, context: frame.cellContext });
      }
      complete(values, { table: rule.table, cells, lookup, frame });
      return { table: rule.table, values, version: versionOf(values, used.map(lookup)) };
    });
  };
}

function holds(when: NonNullable<RowRule['when']>, cell: Lookup): boolean {
  const value = cell(when.column);
  return (when.in?.includes(value) ?? true) && !(when.notIn?.includes(value) ?? false);
}

/** One row, or with `each` one for every element of a JSON cell. */
function elements(rule: RowRule, cell: Lookup): Lookup[] {
  if (!rule.each) return [cell];
  const written = cell(rule.each);
  if (written === '') return [];
  return parts(parseJson(written)).map(
    ([key, value]) =>
      (name) =>
        name === 'each.key' ? key : name === 'each.value' ? plain(value) : cell(name),
  );
}

function parts(value: Json): [string, Json][] {
  if (Array.isArray(value)) return value.map((one) => [plain(one), one]);
  return isObject(value) ? Object.entries(value) : [];
}

function plain(value: Json): string {
  return typeof value === 'object' ? '' : String(value);
}

/** Columns of the file that a row is made of, in the file's order: they decide between versions. */
function usedColumns(rule: RowRule, { at }: Frame): string[] {
  const named = Object.values(rule.columns).flatMap((one: ColumnRule) =>
    typeof one === 'string' ? [one] : one.column === undefined ? [] : [one.column],
  );
  return [...new Set(named)].sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
}

/** Adds what a row must have: an id (the hash of its source), the kind of its user, how it names an encounter. */
function complete(
  values: Record<string, Cell>,
  { table, cells, lookup, frame }: { table: string; cells: string[]; lookup: Lookup; frame: Frame },
): void {
  if (table === 'audit_event') {
    const same = frame.mapping.sameAct ?? [];
    values.event_id ??= hashOf(same.length > 0 ? same.map(lookup) : cells);
    values.user_kind ??= values.user_id ? 'clinician' : 'unidentified';
    values.encounter_how = values.encounter_ref ? (values.encounter_how ?? 'mapped') : '';
  }
  for (const column of tableNamed(table).required) {
    if (values[column] !== undefined && values[column] !== null) continue;
    if (column !== 'position') throw new Malformed('missing-id', `no "${column}"`);
  }
}

function hashOf(cells: string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex');
}

/** A `version` column is an instant or a number; without one the cells themselves decide, the last in byte order. */
function versionOf(values: Record<string, Cell>, cells: string[]): string {
  const given = values.version;
  delete values.version;
  if (typeof given === 'string') return versionText({ updated: given, number: given, last: given });
  return versionText({ updated: undefined, number: undefined, last: cells.join('\u001f') });
}
