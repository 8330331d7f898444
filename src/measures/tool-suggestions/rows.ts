import type { Site } from '../../store/config/site.js';
import { type Facts, OWN_TOOL, type ToolMap } from '../../store/config/tools.js';
import type { Derived } from '../../store/derived/build.js';
import { wallClock } from '../../store/derived/time.js';
import { insideDeclared } from '../../store/derived/windows.js';
import { type Engine, quote } from '../../store/engine.js';
import { filesOf } from '../../store/layout.js';
import { tableNamed } from '../../store/tables.js';
import { FACTS, FACTS_HASH } from '../../store/writer.js';

/** Rows with the same facts: they belong to one tool and one activity. */
export interface FactGroup {
  facts: Facts;
  tool: string;
  activity: string;
  background: boolean;
  /** Rows of anybody. */
  rows: number;
  /** Rows of clinicians, after notPeople. */
  clinicianRows: number;
}

export interface ToolRowsInput {
  engine: Engine;
  store: string;
  site: Site;
  tools: ToolMap;
  /** As worked out before: tells which feeds count and what ids stand for. */
  derived: Derived;
}

/**
 * The rows that count, by their facts. Leaves in the engine a table `tool_row` (key, facts, user_id, kind, recorded) of
 * the current rows of the counted feeds inside their windows, as coverage counts them, and `tool_key` of what is work.
 */
export async function factGroups(input: ToolRowsInput): Promise<FactGroup[]> {
  const { engine, tools } = input;
  await gather(input);
  const rows = await engine.json<Written>(`
    SELECT CAST(key AS VARCHAR) AS key, count(*) AS n, count(*) FILTER (kind = 'clinician') AS clinicians,
      ${FACTS.map((name) => `any_value(${name}) AS ${name}`).join(', ')}
    FROM tool_row GROUP BY tool_row.key ORDER BY clinicians DESC, n DESC, ${FACTS.join(', ')}`);
  const groups = rows.map((row) => {
    const facts = factsOf(row);
    const tool = tools.toolOf(facts);
    return {
      key: row.key,
      facts,
      tool,
      activity: tools.activityOf(facts),
      background: tools.isBackground(facts),
      rows: Number(row.n),
      clinicianRows: Number(row.clinicians),
    };
  });
  await keepWork(engine, groups);
  return groups;
}

type Written = { [K in keyof Facts]: Facts[K] | null } & { key: string; n: string; clinicians: string };

function factsOf(row: Written): Facts {
  return {
    observer: row.observer ?? '',
    agents: row.agents ?? [],
    type: row.type ?? [],
    subtypes: row.subtypes ?? [],
    entity_types: row.entity_types ?? [],
    metric: row.metric ?? '',
    feed: row.feed ?? '',
    purpose: row.purpose ?? [],
  };
}

/** Month by month: rows of one identity have one instant. */
async function gather({ engine, store, site, tools, derived }: ToolRowsInput): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE tool_row AS
    SELECT CAST(0 AS UBIGINT) AS key, ${FACTS.join(', ')}, user_id, user_kind AS kind, recorded FROM ${EMPTY} WHERE false`);
  const counted = derived.counted
    .map(({ server, feed }) => `(coalesce(server, '') = ${quote(server)} AND feed = ${quote(feed)})`)
    .join(' OR ');
  const inside = insideDeclared(site, { day: wallClock(site).day('recorded'), feed: 'feed' });
  const files = filesOf(store, 'audit_event');
  for (const month of new Set(files.map((file) => file.month))) {
    const paths = files.filter((file) => file.month === month).map(({ path }) => quote(path));
    const rows = `(SELECT * FROM read_parquet([${paths.join(', ')}], hive_partitioning = false)
      WHERE (${counted || 'false'}) AND ${inside}
      QUALIFY row_number() OVER (PARTITION BY event_id, recorded, server ORDER BY version DESC, ${FACTS.join(', ')}) = 1)`;
    await derived.identity.resolve(rows, ['user_id']);
    await engine.run(`INSERT INTO tool_row
      SELECT ${FACTS_HASH}, ${FACTS.join(', ')}, coalesce(m.resolved, user_id, ''), user_kind, recorded
      FROM ${rows} LEFT JOIN id_map m ON m.id = user_id`);
  }
  await excludeAccounts(engine, tools);
}

const EMPTY = `(SELECT ${Object.entries(tableNamed('audit_event').columns)
  .map(([column, type]) => `NULL::${type} AS "${column}"`)
  .join(', ')})`;

async function excludeAccounts(engine: Engine, tools: ToolMap): Promise<void> {
  const users = await engine.json<{ user_id: string }>(
    "SELECT DISTINCT user_id FROM tool_row WHERE kind <> 'system' AND user_id <> ''",
  );
  const accounts = users.map(({ user_id }) => user_id).filter((user) => tools.isNotPerson(user));
  if (accounts.length > 0)
    await engine.run(
      `UPDATE tool_row SET kind = 'system' WHERE user_id IN (${accounts.map(quote).join(', ')})`,
    );
}

/** Keys of rows that are work: neither background nor our own app's. */
async function keepWork(engine: Engine, groups: (FactGroup & { key: string })[]): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE tool_key (key UBIGINT)');
  const appender = await engine.connection.createAppender('tool_key', null, 'temp');
  for (const { key } of groups.filter(({ tool, background }) => tool !== OWN_TOOL && !background)) {
    appender.appendUBigInt(BigInt(key));
    appender.endRow();
  }
  appender.closeSync();
}

/** A source of rows that come by the clock. */
export interface Regular {
  fact: 'observer' | 'agent' | 'metric';
  name: string;
  rows: number;
  /** Seconds from one row of a user to that user's next. */
  every: number;
  /** How many of the gaps are that long, or a whole number of times. */
  share: number;
}

/** Gaps up to this many times the period may have lost rows between. */
const MISSED = 12;
const FEWEST_GAPS = 50;
const SHORTEST_PERIOD = 20;
const LONGEST_PERIOD = 3600;
const TOLERANCE = 2;
const REGULAR_SHARE = 0.9;

/** Observers, agents and events whose clinician rows follow each other by the clock: nobody works like that. */
export async function regularSources(engine: Engine): Promise<Regular[]> {
  const found = await engine.json<{
    fact: Regular['fact'];
    name: string;
    n: string;
    every: string;
    share: number;
  }>(`
    WITH pending AS (
      SELECT * FROM tool_row WHERE kind = 'clinician' AND key IN (SELECT key FROM tool_key)),
    source AS (
      SELECT 'observer' AS fact, observer AS name, user_id, recorded FROM pending WHERE coalesce(observer, '') <> ''
      UNION ALL SELECT 'agent', unnest(agents), user_id, recorded FROM pending
      UNION ALL SELECT 'metric', metric, user_id, recorded FROM pending WHERE coalesce(metric, '') <> ''),
    gap AS (
      SELECT fact, name, date_diff('millisecond', lag(recorded) OVER (PARTITION BY fact, name, user_id ORDER BY recorded), recorded) / 1000.0 AS gap
      FROM source),
    period AS (
      SELECT fact, name, count(*) AS n, mode(round(gap)) FILTER (gap >= ${SHORTEST_PERIOD}) AS every FROM gap GROUP BY fact, name)
    SELECT p.fact, p.name, p.n, CAST(p.every AS VARCHAR) AS every,
      avg(CASE WHEN round(g.gap / p.every) >= 1 AND abs(g.gap - p.every * round(g.gap / p.every)) <= ${TOLERANCE} THEN 1 ELSE 0 END)::DOUBLE AS share
    FROM period p JOIN gap g ON g.fact = p.fact AND g.name = p.name AND g.gap <= ${MISSED} * p.every
    WHERE p.every <= ${LONGEST_PERIOD}
    GROUP BY ALL HAVING count(*) >= ${FEWEST_GAPS} AND share >= ${REGULAR_SHARE} ORDER BY p.n DESC, p.name`);
  return found.map(({ n, every, ...rest }) => ({ ...rest, rows: Number(n), every: Number(every) }));
}

/** An account that works as no person does. */
export interface Tireless {
  user: string;
  rows: number;
  /** The most different hours of one day, and the most rows of one hour. */
  hours: number;
  busiest: number;
}

/** Accounts that act in at least `hours` hours of one day or more than `rows` times in one (measures: "Person or system"). */
export async function tirelessAccounts(
  engine: Engine,
  { hours, rows }: { hours: number; rows: number },
): Promise<Tireless[]> {
  const found = await engine.json<{ user: string; n: string; hours: string; busiest: string }>(`
    WITH hourly AS (SELECT user_id, site_hour, sum(actions) AS actions FROM work WHERE user_id <> '' GROUP BY ALL),
    daily AS (
      SELECT user_id, sum(actions) AS n, count(*) AS hours, max(actions) AS busiest FROM hourly
      GROUP BY user_id, CAST(site_hour AS DATE))
    SELECT user_id AS "user", sum(n) AS n, max(hours) AS hours, max(busiest) AS busiest FROM daily GROUP BY user_id
    HAVING max(hours) >= ${hours} OR max(busiest) > ${rows} ORDER BY n DESC, "user"`);
  return found.map(({ user, n, ...rest }) => ({
    user,
    rows: Number(n),
    hours: Number(rest.hours),
    busiest: Number(rest.busiest),
  }));
}
