import { join } from 'node:path';
import { type Engine, quote } from '../engine.js';
import type { Identity } from './identity.js';

/** Small row groups: they are read range by range of ids. */
const ROW_GROUP = 20_000;

/**
 * What the chart page reads of one encounter or patient, each a Parquet file sorted by its first column. All ids are
 * those that remain; instants are UTC. Our own app's rows are in none.
 */
const CHART_TABLES: Record<string, string> = {
  // Every encounter that counts, with the figures of those inside the period; `in_…`: inside that feed's window.
  encounter: `SELECT e.encounter_id, e.patient_id, e.class, e."virtual", e.started, e.ended, coalesce(n.status, '') AS status,
      f.encounter_id IS NOT NULL AND coalesce(f.in_audit, false) AS in_audit, coalesce(f.in_alerts, false) AS in_alerts, coalesce(f.in_telemetry, false) AS in_telemetry
    FROM row_enc e LEFT JOIN enc n ON n.encounter_id = e.encounter_id LEFT JOIN encounter_figures f ON f.encounter_id = e.encounter_id`,
  patient: `SELECT patient_id, encounter_id, class, "virtual", started, ended FROM row_enc WHERE patient_id <> ''`,
  work: `SELECT encounter_id, user_id, tool, sum(actions)::BIGINT AS actions, sum(credit_300)::BIGINT AS credit
    FROM work WHERE encounter_id <> '' AND NOT own GROUP BY ALL`,
  minute: 'SELECT * FROM minute',
  episode: `SELECT a.encounter_id, a.user_id, a.alert_key, coalesce(nullif(f.title, ''), a.alert_key) AS title, a.tool, a.interruptive, a.response, a.reason, a.occurred
    FROM alert_episode a LEFT JOIN alert_fact f ON f.alert_key = a.alert_key WHERE a.encounter_id <> ''`,
  telemetry: `SELECT encounter_id, user_id, scope, tool, sum(clicks)::BIGINT AS clicks FROM telemetry
    WHERE encounter_id <> '' AND tool <> 'mission-audit' GROUP BY ALL`,
  benefit: `SELECT encounter_id, tool, kind, count(*) AS n FROM benefit_of_period WHERE encounter_id <> '' GROUP BY ALL`,
  // What people and patients of launches may be known by, besides the id that remains.
  person: `SELECT DISTINCT id AS user_id, resolved FROM id_map WHERE contains(id, 'Patient/') OR contains(id, 'PractitionerRole/') OR contains(id, 'Practitioner?')`,
};

/** Writes them into a folder. Expects the derived tables (build.ts). */
export async function writeChartTables(engine: Engine, folder: string, identity: Identity): Promise<void> {
  // A launch may name people by ids that no row of this refresh had to be asked about.
  await engine.run(`CREATE OR REPLACE TEMP VIEW launch_id AS
    SELECT id FROM linked_id UNION SELECT "value" AS id FROM current_identity WHERE kind = 'role'
    UNION SELECT format('{}?identifier={}|{}', kind, coalesce("system", ''), "value") AS id FROM current_identity WHERE kind IN ('Practitioner', 'PractitionerRole')`);
  await identity.resolve('launch_id', ['id']);
  for (const [name, sql] of Object.entries(CHART_TABLES))
    await engine.run(
      `COPY (SELECT * FROM (${sql}) ORDER BY ALL) TO ${quote(join(folder, `${name}.parquet`))} (FORMAT parquet, ROW_GROUP_SIZE ${ROW_GROUP})`,
    );
}
