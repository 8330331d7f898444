import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compareBytes } from './bytes.js';
import type { Resolve } from './identity.js';
import { type Micros, parseDateTime } from './instants.js';
import type { Origin, ReadRow } from './read-files.js';
import { canonical } from './references.js';
import type { Site } from './site.js';
import { matches } from './tools.js';
import { currentOf, versionNumber } from './version.js';

export type Interruptive = boolean | null;

export interface Alert extends Origin {
  id: string;
  shown: Micros;
  seen: string;
  user: string | null;
  patient: string | null;
  encounter: string | null;
  key: string | null;
  hook: string | null;
  interruptive: Interruptive;
}

export interface Answer {
  alert: string;
  responded: Micros | null;
  response: string;
}

export interface Interval extends Origin {
  scope: string;
  started: Micros;
  user: string | null;
  patient: string | null;
  encounter: string | null;
  clicks: number;
}

/** What alerts.yaml says of one key. */
export interface AlertEntry {
  key: string;
  tool?: string;
  interruptive?: boolean | string;
}

/** Each table's columns, in the design's order. */
const COLUMNS: Record<string, string[]> = {
  alert:
    'alert_id shown seen user_id patient_id encounter_ref alert_key hook_instance indicator interruptive order_ref'.split(
      ' ',
    ),
  alert_answer: 'alert_id responded response reason'.split(' '),
  ui_interval:
    'interval_id scope started ended user_id patient_id encounter_ref tool clicks keyboard_activations keystrokes navigations active_seconds'.split(
      ' ',
    ),
};

/** "of other delimited rows with one id and no `version` the last in UTF-8 order of their cells counts" */
function compareRows(a: ReadRow, b: ReadRow): number {
  const versions = [a, b].map((row) => versionNumber(row.cells.version) ?? -1n);
  if (versions[0] !== versions[1]) return versions[0]! < versions[1]! ? -1 : 1;
  for (const column of COLUMNS[a.table]!) {
    const order = compareBytes(a.cells[column] ?? '', b.cells[column] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function cell(row: ReadRow, column: string): string | null {
  return row.cells[column] || null;
}

export interface Sorted {
  kept: ReadRow[];
  duplicates: ReadRow[];
  quarantined: ReadRow[];
}

/** Splits one table's rows into current ones, duplicates and those to quarantine ("a row without its id, or without
 * `shown`, `started` or `at`"). */
export function sortRows(rows: ReadRow[], table: string, site: Site): Sorted {
  const mine = rows.filter((row) => row.table === table);
  const instant = { alert: 'shown', ui_interval: 'started' }[table];
  const id = table === 'ui_interval' ? 'interval_id' : 'alert_id';
  const readable = (row: ReadRow) =>
    cell(row, id) !== null &&
    (instant === undefined || parseDateTime(row.cells[instant], site.dayZone, 'start') !== null);
  const identity = (row: ReadRow) =>
    table === 'alert_answer'
      ? JSON.stringify([row.server, row.cells.alert_id, row.cells.responded, row.cells.response])
      : JSON.stringify([row.server, row.cells[id]]);
  // "an alert that is there as both counts once, as shown"
  const compare = (a: ReadRow, b: ReadRow) =>
    table === 'alert' && a.cells.seen !== b.cells.seen
      ? Number(a.cells.seen === 'shown') - Number(b.cells.seen === 'shown')
      : compareRows(a, b);
  const { current, duplicates } = currentOf(mine.filter(readable), identity, compare);
  return { kept: current, duplicates, quarantined: mine.filter((row) => !readable(row)) };
}

function ids(row: ReadRow, site: Site, resolve: Resolve) {
  const id = (column: string) => {
    const text = cell(row, column);
    return text === null ? null : resolve(canonical(text, row.server, site));
  };
  return { user: id('user_id'), patient: id('patient_id'), encounter: id('encounter_ref') };
}

/** "The row's `interruptive` counts; where it is unknown, the key's in `alerts.yaml`." */
function interruptive(row: ReadRow, entry: AlertEntry | null): Interruptive {
  for (const value of [row.cells.interruptive, String(entry?.interruptive)]) {
    if (value === 'true' || value === 'false') return value === 'true';
  }
  return null;
}

export function readAlertEntries(path: string | null): AlertEntry[] {
  const file = path === null ? null : (parse(readFileSync(path, 'utf8')) as { alerts?: AlertEntry[] } | null);
  return file?.alerts ?? [];
}

/** "keys may have wildcards"; the first that matches. */
export function alertEntry(key: string | null, entries: AlertEntry[]): AlertEntry | null {
  return key === null ? null : (entries.find((entry) => matches(entry.key, key)) ?? null);
}

export function alertOf(row: ReadRow, site: Site, resolve: Resolve, entries: AlertEntry[]): Alert {
  const key = cell(row, 'alert_key');
  return {
    server: row.server,
    feed: row.feed,
    id: row.cells.alert_id!,
    shown: parseDateTime(row.cells.shown, site.dayZone, 'start')!,
    seen: row.cells.seen ?? '',
    ...ids(row, site, resolve),
    key,
    hook: cell(row, 'hook_instance'),
    interruptive: interruptive(row, alertEntry(key, entries)),
  };
}

export function answerOf(row: ReadRow, site: Site): Answer {
  const responded = cell(row, 'responded');
  return {
    alert: JSON.stringify([row.server, row.cells.alert_id]),
    responded: parseDateTime(responded, site.dayZone, 'start'),
    response: row.cells.response ?? '',
  };
}

export function intervalOf(row: ReadRow, site: Site, resolve: Resolve): Interval {
  return {
    server: row.server,
    feed: row.feed,
    scope: row.cells.scope ?? '',
    started: parseDateTime(row.cells.started, site.dayZone, 'start')!,
    ...ids(row, site, resolve),
    clicks: Number(row.cells.clicks || 0) + Number(row.cells.keyboard_activations || 0),
  };
}
