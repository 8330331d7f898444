import type { PriceName } from '../../without-result.js';

export interface PriceSource {
  burden: PriceName;
  unit: string;
  needs: 'audit_event' | 'ui_interval' | 'alert';
  scale: number;
  /** Rows of (cluster, enc, pat, amount) of the chosen part on these days, attributed to an encounter or not. */
  sql: (days: string) => string;
}

const alerts =
  (condition: string) =>
  (days: string): string =>
    `
  SELECT user_id AS cluster, encounter_id AS enc, patient_id AS pat, 1 AS amount FROM alert_of_period
  WHERE alert_key IN (SELECT alert_key FROM without_key) AND ${condition} AND ${days}`;

/** Whoever worked in the tool. Active time and runs of the audit log, by site day. */
const work =
  (amount: string) =>
  (days: string): string =>
    `
  SELECT coalesce(u.id, '') AS cluster, c.e AS enc, c.p AS pat, c.${amount} AS amount
  FROM (SELECT *, CAST(site_hour AS DATE) AS site_day FROM cell) c
    JOIN word t ON t.no = c.tool_no JOIN without_tool w ON w.tool = t.word LEFT JOIN name u ON u.h = c.u
  WHERE NOT c.own AND ${days}`;

const clicks = (days: string): string => `
  SELECT user_id AS cluster, encounter_id AS enc, patient_id AS pat, clicks AS amount FROM without_interval WHERE ${days}`;

/** In the order in which they are told. */
export const PRICES: readonly PriceSource[] = [
  { burden: 'alerts', unit: 'alerts', needs: 'alert', scale: 1, sql: alerts('true') },
  {
    burden: 'interruptive-alerts',
    unit: 'interruptive alerts',
    needs: 'alert',
    scale: 1,
    sql: alerts("interruptive = 'true'"),
  },
  { burden: 'interactions', unit: 'interactions', needs: 'audit_event', scale: 1, sql: work('interactions') },
  {
    burden: 'active-minutes',
    unit: 'active minutes (cutoff 300 s)',
    needs: 'audit_event',
    scale: 60_000_000_000_000,
    sql: work('credit_300'),
  },
  { burden: 'clicks', unit: 'clicks', needs: 'ui_interval', scale: 1, sql: clicks },
];
