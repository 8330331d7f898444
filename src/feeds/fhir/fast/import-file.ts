import { rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Engine, quote, temporaryFolder } from '../../../store/engine.js';
import { tableNamed } from '../../../store/tables.js';
import { writeTable } from '../../../store/writer.js';
import { isGzip, openBytes } from '../../input/open.js';
import type { FeedContext } from '../../rows.js';
import { auditEventSql } from './audit-event-sql.js';
import { macros } from './macros.js';

export interface FastJob {
  file: string;
  /** What the file is called where a row says its source. */
  name: string;
  store: string;
  context: FeedContext;
}

export interface FastOutcome {
  rows: number;
  /** Rows (counted from 0, blank lines apart) that must be read one by one. */
  odd: number[];
}

/**
 * Reads one large NDJSON file of AuditEvents with DuckDB's own JSON reader. Throws where any line is not as expected:
 * the file is then read line by line. Runs in a process of its own, since DuckDB can die of hostile JSON.
 */
export async function importFast({ file, name, store, context }: FastJob): Promise<FastOutcome> {
  const folder = temporaryFolder('import');
  const engine = await Engine.open();
  try {
    const staged = join(folder, 'staged.parquet');
    const input = plainName(file, folder);
    for (const macro of macros(context.server, context.servers)) await engine.run(macro);
    // DuckDB takes a gzip that breaks off between two lines, or whose checksum is wrong, for whole.
    const [copied, intact] = await Promise.allSettled([
      engine.run(`COPY (${auditEventSql(input)}) TO ${quote(staged)} (FORMAT parquet, COMPRESSION lz4_raw)`),
      isGzip(file) ? readToEnd(file) : undefined,
    ]);
    if (copied.status === 'rejected') throw copied.reason;
    if (intact.status === 'rejected') throw intact.reason;
    const scan = `read_parquet(${quote(staged)}, file_row_number = true)`;
    const odd = await engine.json<{ n: string }>(
      `SELECT file_row_number AS n FROM ${scan} WHERE odd ORDER BY 1`,
    );
    const [count] = await engine.json<{ n: string }>(`SELECT count(*) AS n FROM ${scan}`);
    await writeTable(engine, store, tableNamed('audit_event'), relation(scan, name, context));
    return { rows: Number(count!.n), odd: odd.map(({ n }) => Number(n)) };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** DuckDB reads meaning into names: `*` and `[1]` as other files, `type=x/` as a column, `.gz` as packed. */
function plainName(file: string, folder: string): string {
  const link = join(folder, isGzip(file) ? 'input.ndjson.gz' : 'input.ndjson');
  symlinkSync(resolve(file), link);
  return link;
}

async function readToEnd(file: string): Promise<void> {
  for await (const _ of openBytes(file));
}

/** The staged rows as the table has them, in its columns' order. */
function relation(scan: string, name: string, { server, feed }: FeedContext): string {
  const made: Record<string, string> = {
    feed: quote(feed ?? 'fhir'),
    source: `${quote(`${name}:`)} || (file_row_number + 1)`,
    server: quote(server),
    // Made by the writer.
    facts: 'CAST(NULL AS BIGINT)',
  };
  const columns = Object.keys(tableNamed('audit_event').columns).map(
    (column) => `${made[column] ?? `"${column}"`} AS "${column}"`,
  );
  return `(SELECT ${columns.join(', ')} FROM ${scan} WHERE NOT odd)`;
}
