import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBenefitCodes } from '../../../src/feeds/benefit-codes.js';
import { importFast } from '../../../src/feeds/fhir/fast/import-file.js';
import { importPaths } from '../../../src/feeds/import.js';
import type { FeedContext } from '../../../src/feeds/rows.js';
import { scan } from '../../../src/store/derived/current.js';
import { Engine } from '../../../src/store/engine.js';
import { readQuarantine } from '../../../src/store/quarantine.js';

export const CONTEXT: FeedContext = { server: 'main', servers: [], timeZone: 'America/New_York', feed: null };

/**
 * One line of a file as it stands in the store: its columns, the version without the content's hash, lists sorted, and
 * without the key that is made of lists in their order.
 */
export type AuditRow = Record<string, string | string[] | null>;

export interface Read {
  /** By line. */
  rows: Map<number, AuditRow>;
  /** Lines that were quarantined (line by line) or left to the slow path (fast). */
  rest: Set<number>;
}

export interface Both {
  fast: Read | null;
  slow: Read;
}

/** Reads NDJSON by both paths, in this process. `fast` is null where the whole file would be read line by line. */
export async function readBoth(lines: string[], context: FeedContext = CONTEXT): Promise<Both> {
  const folder = mkdtempSync(join(tmpdir(), 'both-paths-'));
  try {
    const file = join(folder, 'AuditEvent.ndjson');
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return {
      slow: await readSlow(file, join(folder, 'slow'), context),
      fast: await readFast(file, join(folder, 'fast'), context),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readSlow(file: string, store: string, context: FeedContext): Promise<Read> {
  const engine = await Engine.open();
  try {
    const codes = loadBenefitCodes();
    await importPaths([file], { engine, store, context, codes, mapping: null, fastFrom: Infinity });
    return {
      rows: await rowsOf(engine, store),
      rest: new Set(readQuarantine(store).map(({ line }) => line)),
    };
  } finally {
    engine.close();
  }
}

async function readFast(file: string, store: string, context: FeedContext): Promise<Read | null> {
  let odd: number[];
  try {
    odd = (await importFast({ file, name: file, store, context })).odd;
  } catch {
    return null;
  }
  const engine = await Engine.open();
  try {
    const rows = await rowsOf(engine, store);
    const written = readFileSync(file, 'utf8').split('\n');
    const filled = written.flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]));
    return { rows, rest: new Set(odd.map((row) => filled[row]!)) };
  } finally {
    engine.close();
  }
}

/** The audit rows of a store by the line they came from. */
export async function rowsOf(engine: Engine, store: string): Promise<Map<number, AuditRow>> {
  const rows = await engine.json<AuditRow>(`SELECT * FROM ${scan(store, 'audit_event')}`);
  return new Map(rows.map((row) => [Number(/\d+$/.exec(String(row.source))![0]), plain(row)]));
}

function plain({ source: _, facts: __, ...row }: AuditRow): AuditRow {
  const kept = Object.entries(row).map(([column, value]): [string, AuditRow[string]] => {
    if (column === 'version') return [column, String(value).replace(/\|[^|]*$/, '|')];
    return [column, Array.isArray(value) ? [...value].sort() : value];
  });
  return Object.fromEntries(kept);
}
