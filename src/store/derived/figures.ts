import { homeAlias, type Site } from '../config/site.js';
import { type Engine, quote } from '../engine.js';
import { CUTOFFS } from './chain.js';
import { idHash } from './names.js';
import type { WallClock } from './time.js';
import { isPractitioner } from './users.js';

/** Tables `named` and `row_enc`: encounters with what their rows say of those that have no start of their own. */
export async function createNamed(engine: Engine, site: Site): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE named AS
    SELECT h, min(first_at) AS first_at, max(last_at) AS last_at FROM seen GROUP BY h`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE whose AS
    SELECT c.e AS h, min(p.id) AS patient_id FROM cell c JOIN name p ON p.h = c.p
    WHERE c.e <> 0 AND NOT c.own AND c.e NOT IN (SELECT h FROM enc) GROUP BY c.e`);
  // Every encounter that has a row in the per-encounter table of some period.
  await engine.run(`CREATE OR REPLACE TEMP TABLE row_enc AS
    SELECT e.h, e.encounter_id, e.patient_id, e.class, e.service, e."virtual", e.server, e.started, e.ended, e.effective_end,
      coalesce(e.started, n.first_at) AS begins, e.effective_end AS ends, true AS was_read
    FROM enc e LEFT JOIN named n ON n.h = e.h
    WHERE e.counts AND coalesce(e.started, n.first_at) IS NOT NULL
    UNION ALL
    SELECT n.h, i.id, coalesce(w.patient_id, ''), '', '', false, ${serverOf(site)}, n.first_at, n.last_at, n.last_at, n.first_at, n.last_at, false
    FROM named n JOIN name i ON i.h = n.h LEFT JOIN whose w ON w.h = n.h WHERE n.h NOT IN (SELECT h FROM enc)`);
}

/** The server of an encounter that was not read: by the alias before its id. */
function serverOf(site: Site): string {
  const cases = site.servers.map(
    ({ alias }) => `WHEN starts_with(i.id, ${quote(`${alias}:`)}) THEN ${quote(alias)}`,
  );
  return cases.length > 0
    ? `CASE ${cases.join(' ')} ELSE ${quote(homeAlias(site))} END`
    : quote(homeAlias(site));
}

export interface Windows {
  audit: { from: string; to: string } | null;
  /** Windows of the audit feeds by server; a server without one has the hull of all. */
  auditByServer: { server: string; from: string; to: string }[];
  alerts: { from: string; to: string } | null;
  telemetry: { from: string; to: string } | null;
}

/**
 * Table `encounter_figures`: the per-encounter table (design: "Per encounter") and what the measures ask of it; and
 * `encounter_known`: whose and of what kind every encounter is, also one that began before the period and has alerts in it.
 */
export async function createFigures(
  engine: Engine,
  {
    clock,
    windows,
    period,
  }: { clock: WallClock; windows: Windows; period: { from: string; to: string } | null },
): Promise<void> {
  await createResponsible(engine);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_known AS
    SELECT e.h, e.encounter_id, e.patient_id, e.class, e.begins, coalesce(s.cluster_id, '') AS cluster_id,
      coalesce(nullif(s.specialty, ''), e.service, '') AS specialty
    FROM row_enc e LEFT JOIN responsible s ON s.encounter_id = e.encounter_id`);
  const credits = CUTOFFS.map(
    (cutoff) => `sum(credit_${cutoff}) AS credit_${cutoff}, sum(inside_${cutoff}) AS inside_${cutoff}`,
  ).join(', ');
  await engine.run(`CREATE OR REPLACE TEMP TABLE done_figures AS
    SELECT e AS h, count(DISTINCT nullif(u, 0)) AS clinicians, sum(actions) AS logged_actions, sum(interactions) AS interactions,
      ${credits}, sum(credit_${CUTOFFS[0]}) FILTER (${clock.afterHours('site_hour')}) AS after_hours_credit,
      count(DISTINCT nullif(tool_no, 0)) AS tools, coalesce(sum(actions) FILTER (how = 'explicit'), 0) AS "explicit",
      coalesce(sum(actions) FILTER (how = 'period'), 0) AS period, coalesce(sum(actions) FILTER (how = 'nearby'), 0) AS nearby
    FROM cell WHERE e <> 0 AND NOT own GROUP BY e`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_figures AS
    SELECT encounter_id, count(*) AS alerts, sum(firings) AS alert_firings, count(*) FILTER (interruptive = 'true') AS interruptive_alerts,
      bool_or(interruptive = 'unknown') AS any_unknown, count(*) FILTER (response = 'accepted') AS accepted,
      count(*) FILTER (response = 'overridden') AS overridden, count(*) FILTER (response = '') AS unanswered
    FROM alert_episode WHERE encounter_id <> '' GROUP BY encounter_id`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE click_figures AS
    SELECT encounter_id, sum(clicks) AS clicks FROM telemetry WHERE encounter_id <> '' AND scope = 'whole-ehr' AND tool <> 'mission-audit' GROUP BY encounter_id`);
  const inside = (window: { from: string; to: string } | null, extra = '') =>
    window
      ? `(e.begins >= ${clock.startOf(quote(window.from))} AND e.begins <= ${clock.endOf(quote(window.to))}
          AND (e.ends IS NULL OR (e.ends >= ${clock.startOf(quote(window.from))} AND e.ends <= ${clock.endOf(quote(window.to))})))${extra}`
      : 'false';
  const audit = windows.auditByServer.map(
    ({ server, from, to }) => `WHEN e.server = ${quote(server)} THEN ${inside({ from, to })}`,
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_figures AS
    SELECT e.encounter_id, e.h, e.patient_id, ${idHash('e.patient_id')} AS p, e.class, e.service, e.started, e.ended, e.effective_end, e.begins, e.was_read, e."virtual",
      k.cluster_id, k.specialty,
      CASE ${audit.join(' ')} WHEN true THEN ${inside(windows.audit)} END AS in_audit,
      ${inside(windows.alerts)} AS in_alerts, ${inside(windows.telemetry)} AS in_telemetry,
      coalesce(d.clinicians, 0) AS clinicians, coalesce(d.logged_actions, 0) AS logged_actions, coalesce(d.interactions, 0) AS interactions,
      ${CUTOFFS.map((cutoff) => `coalesce(d.credit_${cutoff}, 0) AS active_ps_${cutoff}`).join(', ')}, coalesce(d.after_hours_credit, 0) AS after_hours_ps,
      epoch_us(v.ended) - epoch_us(v.started) AS visit_us, ${CUTOFFS.map((cutoff) => `coalesce(d.inside_${cutoff}, 0) AS inside_ps_${cutoff}`).join(', ')},
      coalesce(d.tools, 0) AS tools, coalesce(d."explicit", 0) AS "explicit", coalesce(d.period, 0) AS period, coalesce(d.nearby, 0) AS nearby,
      c.clicks, coalesce(a.alerts, 0) AS alerts, coalesce(a.alert_firings, 0) AS alert_firings,
      CASE WHEN coalesce(a.any_unknown, false) THEN NULL ELSE coalesce(a.interruptive_alerts, 0) END AS interruptive_alerts,
      coalesce(a.accepted, 0) AS alerts_accepted, coalesce(a.overridden, 0) AS alerts_overridden, coalesce(a.unanswered, 0) AS alerts_unanswered
    FROM row_enc e JOIN encounter_known k ON k.h = e.h
      LEFT JOIN done_figures d ON d.h = e.h LEFT JOIN alert_figures a ON a.encounter_id = e.encounter_id
      LEFT JOIN click_figures c ON c.encounter_id = e.encounter_id LEFT JOIN visit v ON v.h = e.h
    ${period ? `WHERE e.begins >= ${clock.startOf(quote(period.from))} AND e.begins < ${clock.endOf(quote(period.to))}` : ''}`);
}

/** First listed ATND, else PPRF, else the first practitioner listed, else who has most attributed rows. */
async function createResponsible(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE responsible AS
    WITH listed AS (
      SELECT encounter_id, user_id FROM part WHERE ${isPractitioner('user_id')}
      QUALIFY row_number() OVER (PARTITION BY encounter_id ORDER BY CASE role WHEN 'ATND' THEN 0 WHEN 'PPRF' THEN 1 ELSE 2 END, position, user_id) = 1),
    busiest AS (
      SELECT w.e, u.id AS user_id FROM (SELECT e, u, sum(actions) AS actions FROM cell WHERE e <> 0 AND NOT own GROUP BY e, u) w
        JOIN name u ON u.h = w.u WHERE ${isPractitioner('u.id')}
      QUALIFY row_number() OVER (PARTITION BY w.e ORDER BY w.actions DESC, u.id) = 1)
    SELECT e.encounter_id, coalesce(l.user_id, b.user_id) AS cluster_id, s.specialty
    FROM row_enc e LEFT JOIN listed l ON l.encounter_id = e.encounter_id LEFT JOIN busiest b ON b.e = e.h
      LEFT JOIN specialty s ON s.user_id = coalesce(l.user_id, b.user_id)`);
}
