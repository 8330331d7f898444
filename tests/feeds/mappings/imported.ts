import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBenefitCodes } from '../../../src/feeds/benefit-codes.js';
import { loadMapping } from '../../../src/feeds/delimited/known.js';
import { importPaths } from '../../../src/feeds/import.js';
import type { FeedContext } from '../../../src/feeds/rows.js';
import { createCurrent, scan } from '../../../src/store/derived/current.js';
import { Engine } from '../../../src/store/engine.js';
import { readQuarantine } from '../../../src/store/quarantine.js';

export const samples = join(import.meta.dirname, 'samples');

export type Row = Record<string, string | string[] | null>;

export interface Imported {
  /** What stands in the store, by line of the file: all rows, or the current one of each identity. */
  rows(table: string, which?: 'all' | 'current'): Row[];
  /** Line and reason of what could not be read. */
  quarantined: [line: number, code: string][];
  readable: number;
  notices: string[];
}

/** Reads files into a store of their own and gives back what is there. */
export async function imported(
  files: string[],
  { mapping, ...context }: Partial<FeedContext> & { mapping?: string } = {},
): Promise<Imported> {
  const store = mkdtempSync(join(tmpdir(), 'mapping-test-'));
  const engine = await Engine.open();
  try {
    const outcome = await importPaths(files, {
      engine,
      store,
      context: { server: 'main', servers: [], timeZone: 'America/New_York', feed: null, ...context },
      codes: loadBenefitCodes(),
      mapping: mapping ? loadMapping(mapping) : null,
    });
    await createCurrent(engine, store);
    const found = new Map<string, Row[]>();
    for (const table of TABLES_SHOWN) {
      found.set(`all ${table}`, await engine.json<Row>(byLine(scan(store, table))));
      const current =
        table === 'audit_event'
          ? `(SELECT * FROM ${scan(store, table)} QUALIFY row_number() OVER (PARTITION BY event_id, recorded, server ORDER BY version DESC) = 1)`
          : `current_${table}`;
      found.set(`current ${table}`, await engine.json<Row>(byLine(current)));
    }
    return {
      rows: (table, which = 'all') => found.get(`${which} ${table}`) ?? [],
      quarantined: readQuarantine(store)
        .map(({ line, code }): [number, string] => [line, code])
        .sort(([a], [b]) => a - b),
      readable: outcome.readable,
      notices: outcome.notices,
    };
  } finally {
    engine.close();
    rmSync(store, { recursive: true, force: true });
  }
}

const TABLES_SHOWN = [
  'audit_event',
  'alert',
  'alert_answer',
  'override_review',
  'ui_interval',
  'participation',
  'practitioner_role',
  'shift',
];

function byLine(relation: string): string {
  const ordered = "ORDER BY CAST(regexp_extract(source, '[0-9]+$') AS INTEGER), source";
  return `SELECT * FROM ${relation} ${ordered}`;
}

/** Some columns of rows, as a table that a reader can check. */
export function columns(rows: Row[], names: string[]): (Row[string] | undefined)[][] {
  return rows.map((row) => names.map((name) => row[name] ?? null));
}
