import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, quote, temporaryFolder } from '../../../store/engine.js';
import { tableNamed } from '../../../store/tables.js';
import { writeTable } from '../../../store/writer.js';
import type { FeedContext } from '../../rows.js';
import { auditEventSql } from './audit-event-sql.js';
import { macros } from './macros.js';

export interface FastJob {
  file: string;
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
export async function importFast({ file, store, context }: FastJob): Promise<FastOutcome> {
  const folder = temporaryFolder('import');
  const engine = await Engine.open();
  try {
    const staged = join(folder, 'staged.parquet');
    for (const macro of macros(context.server, context.servers)) await engine.run(macro);
    await engine.run(
      `COPY (${auditEventSql(file)}) TO ${quote(staged)} (FORMAT parquet, COMPRESSION lz4_raw)`,
    );
    const scan = `read_parquet(${quote(staged)}, file_row_number = true)`;
    const odd = await engine.json<{ n: string }>(
      `SELECT file_row_number AS n FROM ${scan} WHERE odd ORDER BY 1`,
    );
    const [count] = await engine.json<{ n: string }>(`SELECT count(*) AS n FROM ${scan}`);
    await writeTable(engine, store, tableNamed('audit_event'), relation(scan, file, context));
    return { rows: Number(count!.n), odd: odd.map(({ n }) => Number(n)) };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The staged rows as the table has them, in its columns' order. */
function relation(scan: string, file: string, { server, feed }: FeedContext): string {
  const made: Record<string, string> = {
    feed: quote(feed ?? 'fhir'),
    source: `${quote(`${file}:`)} || (file_row_number + 1)`,
    server: quote(server),
  };
  const columns = Object.keys(tableNamed('audit_event').columns).map(
    (name) => `${made[name] ?? `"${name}"`} AS "${name}"`,
  );
  return `(SELECT ${columns.join(', ')} FROM ${scan} WHERE NOT odd)`;
}
