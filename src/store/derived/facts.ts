import type { ToolMap } from '../config/tools.js';
import { OWN_TOOL } from '../config/tools.js';
import type { Engine } from '../engine.js';

const FACTS = ['observer', 'agents', '"type"', 'subtypes', 'entity_types', 'metric', 'feed', 'purpose'];

/** The key of a row's facts: rows with the same facts belong to the same tool and activity. */
export const FACTS_KEY = `hash(${FACTS.join(', ')})`;

interface Combination {
  key: string;
  observer: string | null;
  agents: string[] | null;
  type: string[] | null;
  subtypes: string[] | null;
  entity_types: string[] | null;
  metric: string | null;
  feed: string | null;
  purpose: string[] | null;
}

/** DICOM's code of a logout: such a row gets no active time. */
const LOGOUT = '110123';

/**
 * Adds to the table `fact` (key → tool, activity, background, logout) what the relation's rows need. Patterns are
 * matched once a combination of facts, not once a row: there are few.
 */
export async function mapFacts(engine: Engine, relation: string, tools: ToolMap): Promise<void> {
  await engine.run(`CREATE TEMP TABLE IF NOT EXISTS fact
    (key UBIGINT, tool VARCHAR, activity VARCHAR, background BOOLEAN, logout BOOLEAN)`);
  const rows = await engine.json<Combination>(`
    WITH one AS (SELECT DISTINCT ON (key) * FROM (SELECT ${FACTS_KEY} AS key, ${FACTS.join(', ')} FROM ${relation}))
    SELECT CAST(key AS VARCHAR) AS key, ${FACTS.join(', ')} FROM one WHERE key NOT IN (SELECT key FROM fact)`);
  if (rows.length === 0) return;
  const appender = await engine.connection.createAppender('fact', null, 'temp');
  for (const row of rows) {
    const facts = {
      observer: row.observer ?? '',
      agents: row.agents ?? [],
      type: row.type ?? [],
      subtypes: row.subtypes ?? [],
      entity_types: row.entity_types ?? [],
      metric: row.metric ?? '',
      feed: row.feed ?? '',
      purpose: row.purpose ?? [],
    };
    const tool = tools.toolOf(facts);
    appender.appendUBigInt(BigInt(row.key));
    appender.appendVarchar(tool);
    appender.appendVarchar(tools.activityOf(facts));
    appender.appendBoolean(tool !== OWN_TOOL && tools.isBackground(facts));
    appender.appendBoolean([...facts.type, ...facts.subtypes].includes(LOGOUT));
    appender.endRow();
  }
  appender.closeSync();
}
