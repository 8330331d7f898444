import { type Engine, quote } from '../../../store/engine.js';
import { readNdjson } from '../../input/fhir-file.js';
import { type Bytes, openBytes } from '../../input/open.js';
import type { FeedContext } from '../../rows.js';
import { type ActFacts, auditEventRow } from '../audit-event.js';
import { Ids } from '../reference.js';
import { type JsonObject, Malformed } from '../shape.js';

/** Above this share of rows, looking acts up one by one is no faster than reading the file so. */
const MOST_ACTS = 0.2;
/** As many are looked up in a second, whatever their share. */
const FEW_ACTS = 50_000;

const TEXTS = ['user_id', 'user_kind', 'workstation', 'action', 'outcome', 'observer'] as const;
const LISTS = ['type', 'subtypes', 'purpose', 'agents'] as const;
const SEPARATOR = '\u001f';

/** Whether acts are nearly as many as rows: telling one from another by less may help. */
export async function tooManyActs(engine: Engine, staged: string): Promise<boolean> {
  const [count] = await engine.json<{ acts: string; rows: string }>(
    `SELECT count(DISTINCT act) AS acts, count(*) AS "rows" FROM read_parquet(${quote(staged)})`,
  );
  return Number(count!.acts) > FEW_ACTS && Number(count!.acts) > MOST_ACTS * Number(count!.rows);
}

/**
 * Table `act_fact`: what each act of the staged rows means, read by audit-event.ts from one line that has it. An act
 * without an entry cannot be read: its rows are odd.
 */
export async function readActs(
  engine: Engine,
  { staged, file, context }: { staged: string; file: string; context: FeedContext },
): Promise<void> {
  const rows = await engine.json<{ act: string; row: string }>(`
    SELECT CAST(act AS VARCHAR) AS act, min(file_row_number) AS "row" FROM read_parquet(${quote(staged)}, file_row_number = true)
    WHERE NOT odd GROUP BY act`);
  const facts = await factsOf(new Map(rows.map(({ act, row }) => [Number(row), act])), { file, context });
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE act_text (act UBIGINT, ${[...TEXTS, ...LISTS].map((name) => `"${name}" VARCHAR`).join(', ')})`,
  );
  const appender = await engine.connection.createAppender('act_text', null, 'temp');
  for (const [act, one] of facts) {
    appender.appendUBigInt(BigInt(act));
    for (const name of TEXTS) appender.appendVarchar(one[name]);
    for (const name of LISTS) appender.appendVarchar(one[name].join(SEPARATOR));
    appender.endRow();
  }
  appender.closeSync();
  await engine.run(`CREATE OR REPLACE TEMP TABLE act_fact AS SELECT act, ${TEXTS.join(', ')},
    ${LISTS.map((name) => `CASE WHEN "${name}" = '' THEN [] ELSE string_split("${name}", chr(31)) END AS "${name}"`).join(', ')} FROM act_text`);
}

/** Reads the lines of these rows (counted from 0, blank lines apart). */
async function factsOf(
  acts: Map<number, string>,
  { file, context }: { file: string; context: FeedContext },
): Promise<Map<string, ActFacts>> {
  const ids = new Ids(context.server, context.servers);
  const found = new Map<string, ActFacts>();
  const rows = [...acts.keys()].sort((a, b) => a - b);
  let next = 0;
  const sink = {
    async resource(resource: JsonObject) {
      const act = acts.get(rows[next]!)!;
      next += 1;
      try {
        found.set(
          act,
          auditEventRow(resource, ids, () => ''),
        );
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
    },
    // A line that JSON.parse refuses and DuckDB took: its act stays unknown.
    bad() {
      next += 1;
    },
  };
  const all = () => next === rows.length;
  if (rows.length > 0) await readNdjson(until(all, openBytes(file)), sink, new Set(rows));
  return found;
}

/** Acts are met early: most of a long log need not be read for them. */
async function* until(done: () => boolean, bytes: Bytes): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    yield piece;
    if (done()) return;
  }
}
