import { joinIds, resolved } from './encounters.js';
import type { FeedTables } from './feed-tables.js';
import { idHash } from './names.js';

/**
 * Table `clinician_access`: how often each clinician looked at each patient's record on each site day of the period, and how often without
 * any link that would explain it (our own app's rows are in it: this is no burden): an encounter, an appointment or an order of theirs at any time, a care team of that day
 * (docs/decisions.md, 107 and 108).
 */
export async function createAccess({ engine, identity, clock, inPeriod }: FeedTables): Promise<void> {
  for (const table of ['current_appointment', 'current_order_event', 'current_care_team'])
    await identity.resolve(table, ['user_id', 'patient_id']);
  const pairs = (table: string, where: string) => `
    SELECT ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p FROM (
      SELECT ${resolved('x', 'user_id')} AS user_id, ${resolved('x', 'patient_id')} AS patient_id
      FROM ${table} x ${joinIds('x', ['user_id', 'patient_id'])} WHERE ${where})`;
  await engine.run(`CREATE OR REPLACE TEMP TABLE known_pair AS
    SELECT DISTINCT u, p FROM (
      ${pairs('current_appointment', "coalesce(x.status, '') <> 'entered-in-error'")}
      UNION ALL ${pairs('current_order_event', "x.what IN ('placed', 'contributed')")})
    WHERE u <> 0 AND p <> 0`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE team_day AS
    SELECT ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p, from_day, to_day FROM (
      SELECT ${resolved('t', 'user_id')} AS user_id, ${resolved('t', 'patient_id')} AS patient_id,
        ${clock.day('t.started')} AS from_day, CASE WHEN t.ended IS NOT NULL THEN ${clock.day('greatest(t.ended - INTERVAL 1 MICROSECOND, t.started)')} END AS to_day
      FROM current_care_team t ${joinIds('t', ['user_id', 'patient_id'])}
      WHERE t.started IS NULL OR t.ended IS NULL OR t.ended >= t.started)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_access AS
    SELECT coalesce(n.id, '') AS user_id, CASE WHEN a.uncounted THEN 0 ELSE a.e END AS h, a.p, a.site_day, w.word AS tool, sum(a.actions)::BIGINT AS accesses, sum(a.break_glass)::BIGINT AS break_glass,
      coalesce(sum(a.actions) FILTER (NOT a.explained), 0)::BIGINT AS unexplained
    FROM (SELECT c.u, c.e, c.uncounted, c.p, c.site_day, c.tool_no, c.actions, c.break_glass, c.e <> 0
          OR EXISTS (FROM known_pair k WHERE k.u = c.u AND k.p = c.p)
          OR EXISTS (FROM team_day t WHERE t.u = c.u AND t.p = c.p
            AND (t.from_day IS NULL OR c.site_day >= t.from_day) AND (t.to_day IS NULL OR c.site_day <= t.to_day)) AS explained
      FROM (SELECT u, e, uncounted, p, tool_no, CAST(site_hour AS DATE) AS site_day, sum(actions) AS actions, sum(break_glass) AS break_glass
        FROM cell WHERE p <> 0 AND ${inPeriod('CAST(site_hour AS DATE)')} GROUP BY ALL) c) a
    JOIN word w ON w.no = a.tool_no LEFT JOIN name n ON n.h = a.u GROUP BY ALL`);
}
