import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBAppender, DuckDBTimestampValue } from '@duckdb/node-api';
import { type Engine, quote } from './engine.js';
import { textHash } from './hash.js';
import { finish, folderOf, sha, unfinished, writeWhole } from './layout.js';
import { contentOf, type Table, tableNamed } from './tables.js';

export type StoredValue = string | number | bigint | boolean | string[] | null;

/** What could not be read: where and why, never the data. */
export interface QuarantineEntry {
  feed: string;
  server: string;
  table: string;
  file: string;
  line: number;
  code: string;
  why: string;
  /** How many rows it stands for, where that is not one. */
  rows?: number;
}

/** Rows held before they are written, and what memory they may take. */
const BATCH = 200_000;
const QUARANTINE_BATCH = 50_000;
/** Rows of a Parquet row group: a core takes one at a time, and a month of a small clinic should have some for each. */
export const ROW_GROUP = 61_440;

/**
 * Writes rows into a store. Files are immutable and named after an order-independent hash of their rows, so that
 * importing the same again, or completing what was cut short, changes nothing.
 */
export class StoreWriter {
  private readonly appenders = new Map<string, DuckDBAppender>();
  private held = 0;
  private quarantined: QuarantineEntry[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly store: string,
  ) {}

  async add(name: string, row: Record<string, StoredValue>): Promise<void> {
    const table = tableNamed(name);
    let appender = this.appenders.get(name);
    if (!appender) {
      await this.engine.run(`CREATE OR REPLACE TEMP TABLE ${staging(table)} (${declared(table)})`);
      appender = await this.engine.connection.createAppender(staging(table), null, 'temp');
      this.appenders.set(name, appender);
    }
    for (const [column, type] of Object.entries(table.columns)) append(appender, type, row[column] ?? null);
    appender.endRow();
    this.held += 1;
    if (this.held >= BATCH) await this.flush();
  }

  quarantine(entry: QuarantineEntry): void {
    this.quarantined.push(entry);
    if (this.quarantined.length >= QUARANTINE_BATCH) this.flushQuarantine();
  }

  /** Writes what is held. A batch's files are its rows': call it at the same places to get the same names. */
  async flush(): Promise<void> {
    for (const [name, appender] of this.appenders) {
      appender.closeSync();
      const table = tableNamed(name);
      await writeTable(this.engine, this.store, table, { relation: staged(table) });
      await this.engine.run(`DROP TABLE ${staging(table)}`);
    }
    this.appenders.clear();
    this.held = 0;
    this.flushQuarantine();
  }

  private flushQuarantine(): void {
    if (this.quarantined.length === 0) return;
    const lines = this.quarantined.map((entry) => JSON.stringify(entry)).sort();
    writeWhole(
      join(this.store, 'quarantine', `${sha(lines.join('\n')).slice(0, 32)}.ndjson`),
      `${lines.join('\n')}\n`,
    );
    this.quarantined = [];
  }
}

function staging(table: Table): string {
  return `staging_${table.name}`;
}

/** Lists are staged as one text: handing DuckDB a list value by value costs more than reading the row did. */
const SEPARATOR = '\u001f';

function declared(table: Table): string {
  return Object.entries(table.columns)
    .map(([column, type]) => `"${column}" ${type === 'VARCHAR[]' ? 'VARCHAR' : type}`)
    .join(', ');
}

/** The staged rows with the table's own types. */
function staged(table: Table): string {
  const columns = Object.entries(table.columns).map(([column, type]) =>
    type === 'VARCHAR[]'
      ? `CASE WHEN "${column}" = '' THEN [] ELSE string_split("${column}", chr(31)) END AS "${column}"`
      : `"${column}"`,
  );
  if (table.name !== 'audit_event') return `(SELECT ${columns.join(', ')} FROM ${staging(table)})`;
  return `(SELECT * REPLACE (${FACTS_KEY} AS facts) FROM (SELECT ${columns.join(', ')} FROM ${staging(table)}))`;
}

function append(appender: DuckDBAppender, type: string, value: StoredValue): void {
  if (value === null) appender.appendNull();
  else if (type === 'VARCHAR[]') appender.appendVarchar((value as string[]).join(SEPARATOR));
  else if (type === 'TIMESTAMP') appender.appendTimestamp(new DuckDBTimestampValue(value as bigint));
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(value as number | bigint));
  else if (type === 'DOUBLE') appender.appendDouble(Number(value));
  else if (type === 'BOOLEAN') appender.appendBoolean(Boolean(value));
  else appender.appendVarchar(String(value));
}

/** The facts by which a row's tool and activity are told, and their key (63 bits of a hash, to be a BIGINT anywhere). */
export const FACTS = [
  'observer',
  'agents',
  '"type"',
  'subtypes',
  'entity_types',
  'metric',
  'feed',
  'purpose',
];
/** A hash of them. Told apart as texts are (hash.ts). */
export const FACTS_HASH = textHash(`concat_ws(chr(31), ${FACTS.join(', ')})`);
const FACTS_KEY = `CAST(${FACTS_HASH} // 2 AS BIGINT)`;

/**
 * Files the rows of a relation (a table or a Parquet scan with the table's columns) by month. `fingerprints`, where the
 * caller has it cheaper, is a relation (at, h): the instant and a hash of everything of each row but its source.
 */
export async function writeTable(
  engine: Engine,
  store: string,
  table: Table,
  { relation, fingerprints }: { relation: string; fingerprints?: string },
): Promise<void> {
  const at = table.instant && `"${table.instant}"`;
  const rows =
    fingerprints ??
    `(SELECT ${at ?? 'CAST(NULL AS TIMESTAMP)'} AS at, hash(${contentOf(table)}) AS h FROM ${relation})`;
  // Two sums and the count: a name is the same for the same multiset of rows, whatever their order.
  const parts = await engine.json<{ month: string | null; name: string }>(`
    SELECT strftime(month, '%Y-%m') AS month, format('{:x}-{:x}-{}', sum(h // 2)::HUGEINT, bit_xor(h), count(*)) AS name
    FROM (SELECT date_trunc('month', r."at") AS month, h FROM ${rows} r) GROUP BY ALL ORDER BY month`);
  for (const part of parts) {
    const name = sha(`${table.name} ${part.name}`).slice(0, 32);
    const path = join(
      folderOf(store, table.name, table.instant ? (part.month ?? '') : null),
      `${name}.parquet`,
    );
    if (existsSync(path)) continue;
    const temporary = unfinished(path);
    const where = at && parts.length > 1 ? `WHERE ${inMonth(at, part.month)}` : '';
    try {
      await engine.run(
        `COPY (SELECT * FROM ${relation} ${where}) TO ${quote(temporary)} (FORMAT parquet, ROW_GROUP_SIZE ${ROW_GROUP})`,
      );
      finish(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

function inMonth(at: string, month: string | null): string {
  if (month === null) return `${at} IS NULL`;
  return `${at} >= TIMESTAMP '${month}-01' AND ${at} < TIMESTAMP '${month}-01' + INTERVAL 1 MONTH`;
}
