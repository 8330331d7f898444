import { rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDiskFull } from '../../../fault.js';
import { Engine, quote, temporaryFolder } from '../../../store/engine.js';
import { textHash } from '../../../store/hash.js';
import { sha } from '../../../store/layout.js';
import { tableNamed } from '../../../store/tables.js';
import { ROW_GROUP, writeTable } from '../../../store/writer.js';
import { isGzip, openBytes } from '../../input/open.js';
import type { FeedContext } from '../../rows.js';
import { readActs, tooManyActs } from './act-facts.js';
import type { ActsBy } from './columns.js';
import { macros } from './macros.js';
import { rowsSql } from './rows-sql.js';
import { setAside } from './set-aside.js';
import { each, stagingSql } from './staging-sql.js';

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
 * Reads one large NDJSON file of AuditEvents with DuckDB's own JSON reader; lines that it refuses are odd. Throws where
 * that is too much of it: the file is then read line by line. Runs in a process of its own, since DuckDB can die of hostile JSON.
 */
export async function importFast({ file, name, store, context }: FastJob): Promise<FastOutcome> {
  const folder = temporaryFolder('import');
  const engine = await Engine.open();
  try {
    const staged = join(folder, 'staged.parquet');
    let input = plainName(file, folder);
    // DuckDB 1.5.6 takes `entity[2].what.reference` of a Parquet file for NULL where no first entity has a `what`.
    await engine.run("SET disabled_optimizers = 'statistics_propagation'");
    for (const macro of macros(context.server, context.servers)) await engine.run(macro);
    const copy = (actsBy: ActsBy) =>
      engine.run(
        `COPY (${stagingSql(input, actsBy)}) TO ${quote(staged)} (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE ${ROW_GROUP})`,
      );
    const stage = async (actsBy: ActsBy) => {
      try {
        await copy(actsBy);
      } catch (error) {
        if (isDiskFull(error)) throw error;
        input = await setAside(engine, { file: input, folder, actsBy });
        await copy(actsBy);
      }
    };
    // DuckDB takes a gzip that breaks off between two lines, or whose checksum is wrong, for whole.
    const [copied, intact] = await Promise.allSettled([
      stage('text'),
      isGzip(file) ? readToEnd(file) : undefined,
    ]);
    if (copied.status === 'rejected') throw copied.reason;
    if (intact.status === 'rejected') throw intact.reason;
    if (await tooManyActs(engine, staged)) {
      await stage('members');
      if (await tooManyActs(engine, staged)) throw new Error('too many acts');
    }
    await readActs(engine, { staged, file, context });
    const scan = `read_parquet(${quote(staged)}, file_row_number = true)`;
    // A row of which it is not known whether it is odd must not be lost between the two ways: both ask the same.
    const rows = `(SELECT n.* EXCLUDE (odd), a.* EXCLUDE (act), n.odd OR a.act IS NULL AS odd FROM (${rowsSql(scan)}) n LEFT JOIN act_fact a ON a.act = n.act)`;
    const odd = await engine.json<{ line: string }>(`SELECT line FROM ${rows} WHERE odd ORDER BY line`);
    const [count] = await engine.json<{ n: string }>(`SELECT count(*) AS n FROM ${scan}`);
    await writeTable(engine, store, tableNamed('audit_event'), {
      relation: relation(rows, name, context),
      fingerprints: `(SELECT recorded AS at, ${fingerprint(context)} AS h FROM ${scan} WHERE NOT odd)`,
    });
    return { rows: Number(count!.n), odd: odd.map(({ line }) => Number(line)) };
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

/** A hash of all that a staged row is. The same file read with another server or feed name gives other rows. */
function fingerprint({ server, feed }: FeedContext): string {
  const texts = ['id', ...each((n) => `r${n}`), 'by_patient', 'by_element'];
  return `hash(${textHash(`concat_ws(chr(31), ${texts.join(', ')})`)}, ${texts.join(', ')}, recorded, updated, number, act, entities, patient_element, encounter_element, ${quote(`${server} ${feed}`)})`;
}

/** The staged rows as the table has them, in its columns' order. */
function relation(rows: string, name: string, { server, servers, feed }: FeedContext): string {
  // What an act's references mean depends on whose they are: the same text of two servers is two devices.
  const whose = quote(sha(JSON.stringify([server, servers, feed])));
  const made: Record<string, string> = {
    feed: quote(feed ?? 'fhir'),
    source: `${quote(`${name}:`)} || (line + 1)`,
    server: quote(server),
    // Few rows differ in their act; one key must never stand for two facts.
    facts: `CAST(hash(act, entity_types, ${whose}) // 2 AS BIGINT)`,
    metric: "''",
  };
  const columns = Object.keys(tableNamed('audit_event').columns).map(
    (column) => `${made[column] ?? `"${column}"`} AS "${column}"`,
  );
  return `(SELECT ${columns.join(', ')} FROM ${rows} WHERE NOT odd)`;
}
