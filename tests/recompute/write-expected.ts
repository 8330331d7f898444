import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recomputed, Row } from './recompute.js';

export const COLUMNS =
  'encounter_id patient_id class started ended clinicians logged_actions interactions clicks ehr_active_seconds after_hours_seconds tools alerts alert_firings interruptive_alerts alerts_accepted alerts_overridden alerts_unanswered explicit period nearby'.split(
    ' ',
  ) as (keyof Row)[];

export function cellText(value: Row[keyof Row]): string {
  return value === null ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `expected.csv`, the table, and `expected.json`, the period, coverage and measures. */
export function writeExpected(dir: string, { encounters, ...rest }: Recomputed): void {
  const lines = [COLUMNS, ...encounters.map((row) => COLUMNS.map((column) => quoted(cellText(row[column]))))];
  writeFileSync(join(dir, 'expected.csv'), `${lines.map((cells) => cells.join(',')).join('\n')}\n`);
  writeFileSync(join(dir, 'expected.json'), `${JSON.stringify(rest, null, 2)}\n`);
}
