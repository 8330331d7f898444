import type { BurdenName } from '../../without-result.js';

export interface BurdenSource {
  burden: BurdenName;
  cutoff?: 300 | 180 | 60;
  unit: string;
  kind: 'rate' | 'mean';
  /** The table of the store without which it cannot be told. */
  needs: 'audit_event' | 'ui_interval' | 'alert';
  /** What SQL's sums are divided by to come to the unit. */
  scale: number;
  /** Rows of (cluster, enc, pat, now, own): every encounter in the feed's window, all of its burden and the chosen part. */
  sql: string;
}

const PICOSECONDS_A_MINUTE = 60_000_000_000_000;

/** What an encounter's rows in the chosen tool come to. Runs are runs in one tool: they subtract exactly. */
const logged = (column: string): string => `
  SELECT e.cluster_id AS cluster, e.h AS enc, e.p AS pat, e.${column} AS now, coalesce(t.${column}, 0) AS own
  FROM encounter_figures e LEFT JOIN (SELECT t.* FROM encounter_tool t JOIN without_tool w ON w.tool = t.tool) t ON t.h = e.h
  WHERE e.in_audit`;

/** Episodes attributed to an encounter; without an encounter there is nothing to divide by. */
const alerts = (condition: string): string => `
  SELECT e.cluster_id AS cluster, e.h AS enc, e.p AS pat, coalesce(a.now, 0) AS now, coalesce(a.own, 0) AS own
  FROM encounter_figures e LEFT JOIN (
    SELECT encounter_id, count(*) AS now, count(*) FILTER (alert_key IN (SELECT alert_key FROM without_key)) AS own
    FROM alert_episode WHERE ${condition} GROUP BY encounter_id) a ON a.encounter_id = e.encounter_id
  WHERE e.in_alerts`;

const clicks = ({ now, where }: { now: string; where: string }): string => `
  SELECT e.cluster_id AS cluster, e.h AS enc, e.p AS pat, ${now} AS now, coalesce(c.clicks, 0) AS own
  FROM encounter_figures e LEFT JOIN (
    SELECT encounter_id, sum(clicks) AS clicks FROM without_interval GROUP BY encounter_id) c ON c.encounter_id = e.encounter_id
  WHERE e.in_telemetry AND ${where}`;

/** The tool's own telemetry beside that of the whole EHR, over the encounters that the latter covers. */
const clicksBeside = clicks({ now: 'e.clicks', where: 'e.clicks IS NOT NULL' });

/** Where no telemetry of the whole EHR covers any encounter: all in the window, and no level to take it from. */
export const CLICKS_ALONE = clicks({ now: 'coalesce(c.clicks, 0)', where: 'true' });

const minutes = (cutoff: 300 | 180 | 60): BurdenSource => ({
  burden: 'active-minutes',
  cutoff,
  unit: 'active minutes per encounter',
  kind: 'mean',
  needs: 'audit_event',
  scale: PICOSECONDS_A_MINUTE,
  sql: logged(`active_ps_${cutoff}`),
});

const counted = (
  burden: BurdenName,
  { unit, needs, sql }: Pick<BurdenSource, 'unit' | 'needs' | 'sql'>,
): BurdenSource => ({ burden, unit: `${unit} per encounter`, kind: 'rate', needs, scale: 1, sql });

/** The kinds of burden in the order in which they are told. */
export const BURDENS: readonly BurdenSource[] = [
  counted('logged-actions', { unit: 'logged actions', needs: 'audit_event', sql: logged('logged_actions') }),
  counted('interactions', { unit: 'interactions', needs: 'audit_event', sql: logged('interactions') }),
  minutes(300),
  minutes(180),
  minutes(60),
  counted('clicks', { unit: 'clicks', needs: 'ui_interval', sql: clicksBeside }),
  counted('alerts', { unit: 'alerts', needs: 'alert', sql: alerts('true') }),
  counted('interruptive-alerts', {
    unit: 'interruptive alerts',
    needs: 'alert',
    sql: alerts("interruptive = 'true'"),
  }),
];
