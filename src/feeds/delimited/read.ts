import { createHash } from 'node:crypto';
import { tableNamed } from '../../store/tables.js';
import { Ids, typeOf } from '../fhir/reference.js';
import { isObject, type Json, Malformed } from '../fhir/shape.js';
import { versionText } from '../fhir/version.js';
import { parseJson } from '../input/json-text.js';
import type { Cell, FeedContext, FeedRow } from '../rows.js';
import { type CellContext, convert } from './cell.js';
import type { ColumnRule, Mapping, RowRule } from './mapping.js';

export interface RecordReader {
  /** Turns a delimited record into rows of the store. Throws Malformed. */
  rows(cells: string[]): FeedRow[];
  /** The feed that the record itself names; undefined where it names none. */
  feed(cells: string[]): string | undefined;
}

/** The reader of a file with this header. `mapping` is the site's, ours, or made of a table's own header. */
export function recordReader(header: string[], mapping: Mapping, context: FeedContext): RecordReader {
  const at = new Map(header.map((name, index) => [name, index]));
  const nothing = new Set(mapping.empty);
  const cellContext: CellContext = {
    ids: new Ids(context.server, context.servers),
    timeZone: context.timeZone,
  };
  const cell = (cells: string[], name: string): string => {
    const written = cells[at.get(name) ?? -1]?.trim() ?? '';
    return nothing.has(written) ? '' : written;
  };
  const frame = { mapping, at, cell, cellContext };
  const readers = mapping.rows.map((rule) => rowReader(rule, frame));
  const feed = mapping.rows.map(({ columns }) => columns.feed).find((rule) => rule !== undefined);
  return {
    rows: (cells) => readers.flatMap((read) => read(cells)),
    feed: (cells) =>
      feed === undefined ? undefined : feedOf(feed, (name) => cell(cells, name), cellContext),
  };
}

interface Frame {
  mapping: Mapping;
  at: Map<string, number>;
  cell: (cells: string[], name: string) => string;
  cellContext: CellContext;
}

type Lookup = (column: string) => string;

function rowReader(rule: RowRule, frame: Frame): RecordReader['rows'] {
  const table = tableNamed(rule.table);
  const columns = Object.entries(rule.columns)
    .filter(([column]) => column !== 'feed')
    .map(([column, written]) => ({ column, type: table.columns[column]!, rule: written }));
  const used = usedColumns(rule, frame);
  return (cells) => {
    const cell = (name: string): string => frame.cell(cells, name);
    if (rule.when && !holds(rule.when, cell)) return [];
    return elements(rule, cell).map((lookup) => {
      const values: Record<string, Cell> = {};
      for (const { column, type, rule: one } of columns)
        values[column] = cellOf(one, lookup, { column, type, context: frame.cellContext });
      complete(values, { table: rule.table, cells, lookup, frame });
      return { table: rule.table, values, version: versionOf(values, used.map(lookup)) };
    });
  };
}

interface Target {
  column: string;
  type: string;
  context: CellContext;
}

function cellOf(rule: ColumnRule, lookup: Lookup, target: Target): Cell {
  if (typeof rule === 'string') return convert(lookup(rule), { ...target, rule: {} });
  if (rule.first) return firstOf(rule.first, lookup, target);
  const written = rule.value ?? (rule.join ? joined(rule.join.map(lookup)) : lookup(rule.column ?? ''));
  return convert(written, { ...target, rule });
}

/** What none of them can read is the first one's fault; what all leave empty is empty. */
function firstOf(rules: ColumnRule[], lookup: Lookup, target: Target): Cell {
  let fault: Malformed | undefined;
  let found: Cell = null;
  for (const rule of rules) {
    try {
      found = cellOf(rule, lookup, target);
      if (found !== null && !(Array.isArray(found) && found.length === 0)) return found;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      fault ??= error;
    }
  }
  if (fault) throw fault;
  return found;
}

function joined(cells: string[]): string {
  return cells.includes('') ? '' : cells.join(':');
}

function feedOf(rule: ColumnRule, lookup: Lookup, context: CellContext): string | undefined {
  const found = cellOf(rule, lookup, { column: 'feed', type: 'VARCHAR', context });
  return typeof found === 'string' ? found : undefined;
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
  return parts(parseJson(written)).map(([key, value], index) => (name) => {
    if (name === 'each.key') return key;
    if (name === 'each.value') return plain(value);
    return name === 'each.index' ? String(index + 1) : cell(name);
  });
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
  const named = Object.values(rule.columns).flatMap(namedIn);
  return [...new Set(named)].sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
}

function namedIn(rule: ColumnRule): string[] {
  if (typeof rule === 'string') return [rule];
  return [...(rule.column === undefined ? [] : [rule.column]), ...(rule.join ?? [])].concat(
    (rule.first ?? []).flatMap(namedIn),
  );
}

/** Kinds of users that are told by what their id refers to; any other user is a clinician. */
const KINDS: Record<string, string> = {
  Patient: 'patient',
  RelatedPerson: 'related',
  Device: 'system',
  Organization: 'system',
};

/** Adds what a row must have: an id (the hash of its source), the kind of its user, how it names an encounter. */
function complete(
  values: Record<string, Cell>,
  { table, cells, lookup, frame }: { table: string; cells: string[]; lookup: Lookup; frame: Frame },
): void {
  if (table === 'audit_event') {
    const same = frame.mapping.sameAct ?? [];
    values.event_id ??= hashOf(same.length > 0 ? same.map(lookup) : cells);
    values.user_kind ??= values.user_id
      ? (KINDS[typeOf(String(values.user_id))] ?? 'clinician')
      : 'unidentified';
    values.encounter_how = values.encounter_ref ? (values.encounter_how ?? 'mapped') : '';
  }
  if (table === 'practitioner_role') values.owner ??= hashOf(cells);
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
