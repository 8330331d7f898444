import type { Facts, ToolMap } from '../config/tools.js';
import type { Engine } from '../engine.js';
import { FACTS } from '../writer.js';

interface Combination extends Record<string, unknown> {
  key: string;
}

/** DICOM's code of a logout: such a row gets no active time. */
const LOGOUT = '110123';

/** DICOM's code of a record opened in an emergency, and the purpose (v3 ActReason) of breaking the glass. */
const BREAK_GLASS = { subtype: '110127', purpose: 'BTG' };

/** Tables `fact` (key → tool, activity, background, logout, break_glass) and `word` (the names of tools and activities, 0 for none). */
export async function createFacts(engine: Engine): Promise<void> {
  await engine.run(
    'CREATE OR REPLACE TEMP TABLE fact (key BIGINT, tool_no INTEGER, activity_no INTEGER, background BOOLEAN, logout BOOLEAN, break_glass BOOLEAN)',
  );
  await engine.run("CREATE OR REPLACE TEMP TABLE word AS SELECT 0 AS no, '' AS word");
}

/**
 * Adds to `fact` what the relation's rows (with filename and file_row_number) need. Patterns are matched once a combination of facts, not once a row:
 * there are few.
 */
export async function mapFacts(engine: Engine, relation: string, tools: ToolMap): Promise<void> {
  // A row of each is looked up by its number: sorting out equal lists costs more.
  await engine.run(`CREATE OR REPLACE TEMP TABLE fresh_fact AS
    SELECT facts AS key, arg_min(filename, file_row_number) AS "file", min(file_row_number) AS "row"
    FROM ${relation} WHERE facts NOT IN (SELECT key FROM fact) GROUP BY facts`);
  const rows = await engine.json<Combination>(`SELECT CAST(facts AS VARCHAR) AS key, ${FACTS.join(', ')}
    FROM ${relation} r SEMI JOIN fresh_fact f ON f."row" = r.file_row_number AND f."file" = r.filename`);
  if (rows.length === 0) return;
  const words = await wordNumbers(engine);
  const appender = await engine.connection.createAppender('fact', null, 'temp');
  for (const row of rows) {
    const facts = factsOf(row);
    const tool = tools.toolOf(facts);
    appender.appendBigInt(BigInt(row.key));
    appender.appendInteger(words.of(tool));
    appender.appendInteger(words.of(tools.activityOf(facts)));
    appender.appendBoolean(tools.isBackground(facts));
    appender.appendBoolean([...facts.type, ...facts.subtypes].includes(LOGOUT));
    appender.appendBoolean(
      facts.purpose.includes(BREAK_GLASS.purpose) || facts.subtypes.includes(BREAK_GLASS.subtype),
    );
    appender.endRow();
  }
  appender.closeSync();
  await words.save();
}

function factsOf(row: Combination): Facts {
  const one = (name: string) => (row[name] as string | null) ?? '';
  const many = (name: string) => (row[name] as string[] | null) ?? [];
  return {
    observer: one('observer'),
    agents: many('agents'),
    type: many('type'),
    subtypes: many('subtypes'),
    entity_types: many('entity_types'),
    metric: one('metric'),
    feed: one('feed'),
    purpose: many('purpose'),
  };
}

/** Adds these words to `word`. */
export async function addWords(engine: Engine, words: string[]): Promise<void> {
  const numbers = await wordNumbers(engine);
  for (const word of words) numbers.of(word);
  await numbers.save();
}

async function wordNumbers(engine: Engine) {
  const rows = await engine.json<{ no: number; word: string }>('SELECT no, word FROM word');
  const known = new Map(rows.map(({ no, word }) => [word, no]));
  const fresh: [number, string][] = [];
  return {
    of(word: string): number {
      const found = known.get(word);
      if (found !== undefined) return found;
      const no = known.size;
      known.set(word, no);
      fresh.push([no, word]);
      return no;
    },
    async save(): Promise<void> {
      const appender = await engine.connection.createAppender('word', null, 'temp');
      for (const [no, word] of fresh) {
        appender.appendInteger(no);
        appender.appendVarchar(word);
        appender.endRow();
      }
      appender.closeSync();
    },
  };
}
