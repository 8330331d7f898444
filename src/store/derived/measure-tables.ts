import type { Site } from '../config/site.js';
import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { CUTOFFS } from './chain.js';
import type { Windows } from './figures.js';
import { idHash } from './names.js';
import { wallClock } from './time.js';

/** Picoseconds: what active time is kept in, so that sums are exact whatever their order. */
const ACTIVE = CUTOFFS.map((cutoff) => `CAST(sum(w.credit_${cutoff}) AS BIGINT) AS active_ps_${cutoff}`).join(
  ', ',
);

/**
 * The tables that the measures' SQL reads, besides encounter_figures and alert_episode; docs/measure-tables.md says
 * what each column holds. All are of the period and without our own app's rows.
 */
export async function createMeasureTables(
  engine: Engine,
  { site, windows, period }: { site: Site; windows: Windows; period: { from: string; to: string } | null },
): Promise<void> {
  const clock = wallClock(site);
  const inPeriod = (day: string) =>
    period ? `${day} >= DATE ${quote(period.from)} AND ${day} <= DATE ${quote(period.to)}` : 'false';
  const byWord = (word: string, number: string) => `
    SELECT w.e AS h, n.word AS ${word}, w.* EXCLUDE (e, ${number})
    FROM (SELECT w.e, w.${number}, sum(w.actions) AS logged_actions, sum(w.interactions) AS interactions, ${ACTIVE}
      FROM cell w WHERE w.e IN (SELECT h FROM encounter_figures) AND NOT w.own AND w.${number} <> 0 GROUP BY w.e, w.${number}) w
    JOIN word n ON n.no = w.${number}`;
  await engine.run(`CREATE OR REPLACE TEMP TABLE site_holiday AS SELECT CAST(d AS DATE) AS site_day
    FROM (SELECT unnest([${site.holidays.map(quote).join(', ')}]::VARCHAR[]) AS d)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_tool AS ${byWord('tool', 'tool_no')}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_tool_clicks AS
    SELECT ${idHash('encounter_id')} AS h, tool, sum(clicks) AS clicks FROM telemetry
    WHERE encounter_id <> '' AND scope = 'tool' AND tool NOT IN ('', ${quote(OWN_TOOL)}) GROUP BY ALL`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_activity AS ${byWord('activity', 'activity_no')}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_alert_tool AS
    SELECT e.h, coalesce(a.tool, t.tool) AS tool, coalesce(a.alerts, 0) AS alerts
    FROM (SELECT ${idHash('encounter_id')} AS h, tool, count(*) AS alerts FROM alert_episode WHERE encounter_id <> '' AND tool <> '' GROUP BY ALL) a
      FULL JOIN encounter_tool t ON t.h = a.h AND t.tool = a.tool
      JOIN encounter_figures e ON e.h = coalesce(a.h, t.h)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_work AS
    SELECT coalesce(u.id, '') AS user_id, w.e AS h, w.p, t.word AS tool, v.word AS activity, w.* EXCLUDE (u, e, p, tool_no, activity_no)
    FROM (SELECT w.u, CASE WHEN w.uncounted THEN 0 ELSE w.e END AS e, w.p, w.tool_no, w.activity_no, CAST(site_hour AS DATE) AS site_day,
        ${clock.afterHours('site_hour')} AS after_hours, ${clock.night('site_hour')} AS night, ${clock.weekend('site_hour')} AS weekend,
        ${clock.holiday('site_hour')} AS holiday, off_shift, sum(actions) AS logged_actions, ${ACTIVE},
        ${CUTOFFS.map((cutoff) => `CAST(sum(w.scheduled_${cutoff}) AS BIGINT) AS scheduled_ps_${cutoff}, CAST(sum(w.changes_${cutoff}) AS BIGINT) AS changes_${cutoff}`).join(', ')}
      FROM cell w WHERE NOT own AND ${inPeriod('CAST(site_hour AS DATE)')} GROUP BY ALL) w
    JOIN word t ON t.no = w.tool_no JOIN word v ON v.no = w.activity_no LEFT JOIN name u ON u.h = w.u`);
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE idle_cutoff AS SELECT unnest([${CUTOFFS.map((cutoff) => quote(String(cutoff))).join(', ')}]) AS cutoff`,
  );
  // A view: each row of clinician_work once a cutoff, for measures that ask of no more.
  await engine.run(
    `CREATE OR REPLACE TEMP VIEW clinician_time AS ${CUTOFFS.map(
      (cutoff) =>
        `SELECT user_id, h, p, activity, site_day, '${cutoff}' AS cutoff, active_ps_${cutoff} AS active_ps, scheduled_ps_${cutoff} AS scheduled_ps FROM clinician_work`,
    ).join(' UNION ALL ')}`,
  );
  const days = `SELECT user_id, ${clock.day('started')} AS day FROM scheduled`;
  const touchesPeriod = period
    ? `${clock.day('started')} <= DATE ${quote(period.to)} AND ${clock.day('ended')} >= DATE ${quote(period.from)}`
    : 'false';
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_schedule AS
    SELECT user_id, bool_or(has_shifts) AS has_shifts FROM (
      SELECT DISTINCT user_id, true AS has_shifts FROM on_shift WHERE ${touchesPeriod}
      UNION ALL
      SELECT user_id, false FROM (${days}) WHERE ${inPeriod('day')} GROUP BY user_id HAVING count(DISTINCT day) >= 4)
    GROUP BY user_id`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_of_period AS
    SELECT *, ${clock.day('occurred')} AS site_day, CASE WHEN answered_seen = 'shown' AND has_instant AND answered_at >= answered_shown
      THEN epoch_us(answered_at) - epoch_us(answered_shown) END AS dwell_us FROM alert_episode WHERE ${inPeriod(clock.day('occurred'))}`);
  const both = [windows.audit, windows.alerts].map((window) =>
    window ? `site_day >= DATE ${quote(window.from)} AND site_day <= DATE ${quote(window.to)}` : 'false',
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_day AS
    SELECT DISTINCT user_id, site_day FROM clinician_work WHERE user_id <> '' AND ${both.join(' AND ')}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_repeat AS ${repeats()}`);
}

/** For each episode the time since the same alert last fired to the same person for the same patient, before it. */
function repeats(): string {
  return `SELECT episode_no, CASE WHEN alert_key <> '' AND user_id <> '' AND patient_id <> '' THEN
      epoch_us(occurred) - epoch_us(max(last_at) OVER (PARTITION BY alert_key, user_id, patient_id ORDER BY occurred, episode_no
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) END AS since_us
    FROM alert_episode`;
}
