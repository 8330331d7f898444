import type { AlertMap } from '../config/alerts.js';
import type { ToolMap } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { attributionSql } from './attribution.js';
import { joinIds, resolved } from './encounters.js';
import { episodesOf, type Firing } from './episodes.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';
import { userCounts } from './users.js';

export interface AlertContext {
  engine: Engine;
  identity: Identity;
  tools: ToolMap;
  alerts: AlertMap;
  /** SQL condition on (feed, shown): inside the feed's declared window. */
  inWindow: string;
}

/** Table `alert_episode`: every episode with its answer, attributed to an encounter. Expects `row_enc`. */
export async function createEpisodes(context: AlertContext): Promise<void> {
  await createFirings(context);
  await markEpisodes(context.engine);
  await attributeEpisodes(context.engine);
}

async function createFirings({ engine, identity, tools, alerts, inWindow }: AlertContext): Promise<void> {
  await identity.resolve('current_alert', ['user_id', 'patient_id', 'encounter_ref']);
  await mapKeys(engine, alerts);
  const accounts = await excluded(engine, tools);
  await engine.run(`CREATE OR REPLACE TEMP TABLE answer AS
    SELECT alert_id, server, responded, response, coalesce(reason, '') AS reason FROM current_alert_answer WHERE response IN ('accepted', 'overridden')`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE firing AS
    WITH named AS (
      SELECT a.alert_id, a.server, a.feed, a.shown AS occurred, coalesce(a.seen, '') AS seen, coalesce(a.alert_key, '') AS alert_key,
        coalesce(a.hook_instance, '') AS hook_instance, coalesce(a.interruptive, '') AS said,
        ${resolved('a', 'user_id')} AS user_id, ${resolved('a', 'patient_id')} AS patient_id, ${resolved('a', 'encounter_ref')} AS encounter_ref
      FROM current_alert a ${joinIds('a', ['user_id', 'patient_id', 'encounter_ref'])} WHERE ${inWindow})
    SELECT n.*, k.tool, k.purpose, CASE WHEN n.said IN ('true', 'false') THEN n.said ELSE coalesce(k.interruptive, 'unknown') END AS interruptive,
      row_number() OVER (ORDER BY occurred, alert_id, server) AS firing_no
    FROM named n LEFT JOIN alert_fact k ON k.alert_key = n.alert_key
    WHERE ${userCounts('n.user_id')} AND n.user_id NOT IN (${accounts.map(quote).join(', ') || "''"}) OR n.user_id = ''`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE first_answer AS
    SELECT f.firing_no, coalesce(a.responded, f.occurred) AS answered_at, a.response, a.reason, a.responded IS NOT NULL AS has_instant
    FROM firing f JOIN answer a ON a.alert_id = f.alert_id AND a.server = f.server
    QUALIFY row_number() OVER (PARTITION BY f.firing_no ORDER BY coalesce(a.responded, f.occurred), a.response, a.responded IS NULL, a.reason) = 1`);
}

/** What alerts.yaml says, once a key. */
async function mapKeys(engine: Engine, alerts: AlertMap): Promise<void> {
  const keys = await engine.json<{ key: string }>(
    "SELECT DISTINCT coalesce(alert_key, '') AS key FROM current_alert",
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_fact
    (alert_key VARCHAR, title VARCHAR, tool VARCHAR, purpose VARCHAR, interruptive VARCHAR, hard_stop VARCHAR, reviewed VARCHAR)`);
  const appender = await engine.connection.createAppender('alert_fact', null, 'temp');
  for (const { key } of keys) {
    const facts = alerts(key);
    for (const value of [
      key,
      facts.title,
      facts.tool,
      facts.purpose,
      facts.interruptive,
      facts.hardStop,
      facts.reviewed,
    ])
      appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
}

async function excluded(engine: Engine, tools: ToolMap): Promise<string[]> {
  const users = await engine.json<{ id: string }>(
    `SELECT DISTINCT ${resolved('a', 'user_id')} AS id FROM current_alert a ${joinIds('a', ['user_id'])}`,
  );
  return users.map(({ id }) => id).filter((id) => id !== '' && tools.isNotPerson(id));
}

/** Firings without key, user or patient stand alone; so do those whose key, user and patient fired but once. */
async function markEpisodes(engine: Engine): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE joined (firing_no BIGINT, episode_no BIGINT)');
  const rows = await engine.json<Record<string, string | null>>(`
    SELECT f.firing_no, f.alert_key, f.user_id, f.patient_id, f.hook_instance, epoch_us(f.occurred) AS occurred, epoch_us(a.answered_at) AS answered_at
    FROM firing f LEFT JOIN first_answer a ON a.firing_no = f.firing_no
    WHERE f.alert_key <> '' AND f.user_id <> '' AND f.patient_id <> ''
    QUALIFY count(*) OVER (PARTITION BY f.alert_key, f.user_id, f.patient_id) > 1
    ORDER BY f.alert_key, f.user_id, f.patient_id, f.firing_no`);
  const appender = await engine.connection.createAppender('joined', null, 'temp');
  for (const { firing, episode } of episodesOf(rows.map(toFiring))) {
    appender.appendBigInt(BigInt(firing));
    appender.appendBigInt(BigInt(episode));
    appender.endRow();
  }
  appender.closeSync();
}

function toFiring(row: Record<string, string | null>): Firing {
  return {
    no: Number(row.firing_no),
    group: `${row.alert_key}\u0000${row.user_id}\u0000${row.patient_id}`,
    hookInstance: row.hook_instance ?? '',
    at: Number(row.occurred),
    answeredAt: row.answered_at === null ? null : Number(row.answered_at),
  };
}

async function attributeEpisodes(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE grouped AS
    SELECT f.*, coalesce(j.episode_no, f.firing_no) AS episode_no, a.answered_at, a.response, a.reason, a.has_instant
    FROM firing f LEFT JOIN joined j ON j.firing_no = f.firing_no LEFT JOIN first_answer a ON a.firing_no = f.firing_no`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE episode AS
    SELECT episode_no, count(*) AS firings, max(occurred) AS last_at,
      CASE WHEN bool_or(interruptive = 'true') THEN 'true' WHEN bool_or(interruptive = 'unknown') THEN 'unknown' ELSE 'false' END AS interruptive
    FROM grouped GROUP BY episode_no`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE episode_answer AS
    SELECT episode_no, response, reason, answered_at, has_instant, occurred AS answered_shown, seen AS answered_seen FROM grouped WHERE response IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY episode_no ORDER BY answered_at, response, occurred, firing_no) = 1`);
  const unnamed = `(SELECT firing_no AS row_no, occurred, ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p FROM firing WHERE encounter_ref = '')`;
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_place AS ${attributionSql(unnamed)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_episode AS
    SELECT e.episode_no, coalesce(f.server, '') AS server, f.feed, f.occurred, e.last_at, f.seen, f.user_id, f.patient_id, f.alert_key, coalesce(f.tool, '') AS tool, coalesce(f.purpose, '') AS purpose,
      e.interruptive, e.firings, coalesce(a.response, '') AS response, coalesce(a.reason, '') AS reason, a.answered_at, coalesce(a.has_instant, false) AS has_instant,
      a.answered_shown, a.answered_seen,
      CASE WHEN f.encounter_ref = '' THEN coalesce(p.encounter_id, '') WHEN r.encounter_id IS NULL THEN '' ELSE f.encounter_ref END AS encounter_id
    FROM episode e JOIN firing f ON f.firing_no = e.episode_no
      LEFT JOIN episode_answer a ON a.episode_no = e.episode_no
      LEFT JOIN alert_place p ON p.row_no = f.firing_no
      LEFT JOIN row_enc r ON r.encounter_id = f.encounter_ref`);
}
