import type { Facts, ToolMap } from '../config/tools.js';
import { OWN_TOOL } from '../config/tools.js';
import type { Engine } from '../engine.js';
import { FACTS } from '../writer.js';

interface Combination extends Record<string, unknown> {
  key: string;
}

/** DICOM's code of a logout: such a row gets no active time. */
const LOGOUT = '110123';

/** Tables `fact` (key → tool, activity, background, logout) and `word` (the names of tools and activities, 0 for none). */
export async function createFacts(engine: Engine): Promise<void> {
  await engine.run(
    'CREATE OR REPLACE TEMP TABLE fact (key BIGINT, tool_no INTEGER, activity_no INTEGER, background BOOLEAN, logout BOOLEAN)',
  );
  await engine.run("CREATE OR REPLACE TEMP TABLE word AS SELECT 0 AS no, '' AS word");
}

/**
 * Adds to `fact` what the relation's rows need. Patterns are matched once a combination of facts, not once a row:
 * there are few.
 */
export async function mapFacts(engine: Engine, relation: string, tools: ToolMap): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE fresh_fact AS
    SELECT DISTINCT facts AS key FROM ${relation} WHERE facts NOT IN (SELECT key FROM fact)`);
  const rows =
    await engine.json<Combination>(`SELECT DISTINCT ON (facts) CAST(facts AS VARCHAR) AS key, ${FACTS.join(', ')}
    FROM ${relation} WHERE facts IN (SELECT key FROM fresh_fact)`);
  if (rows.length === 0) return;
  const words = await wordNumbers(engine);
  const appender = await engine.connection.createAppender('fact', null, 'temp');
  for (const row of rows) {
    const facts = factsOf(row);
    const tool = tools.toolOf(facts);
    appender.appendBigInt(BigInt(row.key));
    appender.appendInteger(words.of(tool));
    appender.appendInteger(words.of(tools.activityOf(facts)));
    appender.appendBoolean(tool !== OWN_TOOL && tools.isBackground(facts));
    appender.appendBoolean([...facts.type, ...facts.subtypes].includes(LOGOUT));
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
