import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../engine.js';
import { filesOf, type StoredFile, sha } from '../layout.js';
import { TABLES } from '../tables.js';
import type { DerivedOptions } from './build.js';
import { addNamed, MONTH_TABLES, named } from './month.js';

/** Raised whenever the same rows would give other results. */
export const DEFINITIONS = 7;
/** Results that nobody asked for in this long are removed. */
const UNUSED_MS = 30 * 24 * 3600 * 1000;

/** Tables that no month of audit rows rests on: what arrives live goes into these, and would make every month be done again. */
const APART = new Set([
  'audit_event',
  'alert',
  'alert_answer',
  'ui_interval',
  'silent_change',
  'concern',
  'override_review',
]);

/**
 * Months already worked out, in derived/, under a hash of all they rest on: the files of the month and its neighbours,
 * every table but audit_event, site, tools, the feeds that count, and the version of the definitions.
 */
export async function keptMonths(
  { engine, store, keep }: DerivedOptions,
  counted: { server: string; feed: string }[],
) {
  const root = join(store, 'derived');
  const others = [...TABLES.keys()]
    .filter((table) => !APART.has(table))
    .flatMap((table) => filesOf(store, table).map(({ name }) => `${table}/${name}`));
  const shared = JSON.stringify([DEFINITIONS, keep?.inputs, counted, others]);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  removeUnused(root);
  const folder = (key: string) => join(root, `month-${key}`);
  return {
    keyOf: (files: StoredFile[][]) =>
      sha(`${shared} ${JSON.stringify(files.map((list) => list.map(({ name }) => name)))}`).slice(0, 32),
    async load(key: string): Promise<boolean> {
      if (!existsSync(folder(key))) return false;
      for (const name of Object.keys(MONTH_TABLES)) {
        const rows = `read_parquet(${quote(join(folder(key), `${name}.parquet`))})`;
        if (name === 'cell') await addNamed(engine, rows);
        else await engine.run(`INSERT INTO ${name} FROM ${rows}`);
      }
      return true;
    },
    /** Whole or not at all: written under a dot-name, then renamed. */
    async save(key: string): Promise<void> {
      const temporary = join(root, `.${process.pid}-${key}.tmp`);
      mkdirSync(temporary, { recursive: true, mode: 0o700 });
      for (const name of Object.keys(MONTH_TABLES)) {
        // Numbers of tools differ from run to run: cells are kept with names.
        const rows = name === 'cell' ? named('month_cell') : `FROM month_${name}`;
        await engine.run(`COPY (${rows}) TO ${quote(join(temporary, `${name}.parquet`))} (FORMAT parquet)`);
      }
      if (existsSync(folder(key))) rmSync(temporary, { recursive: true, force: true });
      else renameSync(temporary, folder(key));
    },
  };
}

function removeUnused(root: string): void {
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    if (name.startsWith('month-') && Date.now() - statSync(path).mtimeMs > UNUSED_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

/** The text of what decides over a month's figures, besides the data: the key under which months are kept. */
export function keptInputs(files: {
  site?: string | undefined;
  tools?: string | undefined;
  timeZone?: string | undefined;
}): string {
  const text = (file: string | undefined) => (file ? readFileSync(file, 'utf8') : '');
  return JSON.stringify([text(files.site), text(files.tools), files.timeZone ?? '']);
}
