import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from './process.js';

/** Where a table's files lie: store/<table>/month=2026-11/<name>.parquet, or store/<table>/<name>.parquet. */
export interface StoredFile {
  path: string;
  /** 2026-11, or '' for tables without months. */
  month: string;
  name: string;
}

const NO_MONTH = 'none';

export function folderOf(store: string, table: string, month: string | null): string {
  return month === null ? join(store, table) : join(store, table, `month=${month || NO_MONTH}`);
}

/** The Parquet files of a table, in the order of their names. Names under a dot are unfinished and not listed. */
export function filesOf(store: string, table: string): StoredFile[] {
  return list(join(store, table), '').sort((a, b) => (a.path < b.path ? -1 : 1));
}

function list(folder: string, month: string): StoredFile[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => !name.startsWith('.'))
    .flatMap((name): StoredFile[] => {
      const path = join(folder, name);
      const named = /^month=(.+)$/.exec(name)?.[1];
      if (named && statSync(path).isDirectory()) return list(path, named);
      return name.endsWith('.parquet') ? [{ path, month, name: name.slice(0, -'.parquet'.length) }] : [];
    });
}

/** A path under a dot-name beside `path`: written first, then renamed, so that a reader never meets half a file. */
export function unfinished(path: string): string {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `.${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
}

/** Gives a finished file its name. The same name means the same rows: the newcomer then goes. */
export function finish(temporary: string, path: string): void {
  renameSync(temporary, path);
}

/** Writes a small text file whole or not at all. */
export function writeWhole(path: string, text: string): void {
  const temporary = unfinished(path);
  writeFileSync(temporary, text, { mode: 0o600 });
  finish(temporary, path);
}

/** Removes unfinished files that dead processes left in the store. Safe beside running ones. */
export function sweep(store: string): void {
  for (const name of readdirSync(store, { recursive: true }) as string[]) {
    const pid = /(?:^|\/)\.(\d+)-[0-9a-f]+\.tmp$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(store, name), { force: true });
  }
}

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
