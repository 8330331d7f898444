import { stringify } from 'csv-stringify/sync';
import type { Engine } from '../store/engine.js';
import type { Pseudonyms } from './pseudonyms.js';

/** The columns of the per-encounter table, in their order (design: "Per encounter"). */
const COLUMNS = [
  'encounter_id',
  'patient_id',
  'class',
  'started',
  'ended',
  'clinicians',
  'logged_actions',
  'interactions',
  'clicks',
  'ehr_active_seconds',
  'after_hours_seconds',
  'tools',
  'alerts',
  'alert_firings',
  'interruptive_alerts',
  'alerts_accepted',
  'alerts_overridden',
  'alerts_unanswered',
  'explicit',
  'period',
  'nearby',
] as const;

type Printed = Record<(typeof COLUMNS)[number], string | null>;

const INSTANT = "'%Y-%m-%dT%H:%M:%S.%g'";

/** Credit (millionths of a microsecond) as seconds, to the microsecond, without trailing zeros. */
function seconds(column: string): string {
  const micros = `((${column} + 500000) // 1000000)`;
  return `regexp_replace(CAST(${micros} // 1000000 AS VARCHAR) || '.' || lpad(CAST(${micros} % 1000000 AS VARCHAR), 6, '0'), '\\.?0+$', '')`;
}

function sql(hasTimeZone: boolean): string {
  const audit = (expression: string) => `CASE WHEN in_audit THEN CAST(${expression} AS VARCHAR) END`;
  const alert = (expression: string) => `CASE WHEN in_alerts THEN CAST(${expression} AS VARCHAR) END`;
  return `SELECT encounter_id, patient_id, class,
    strftime(started, ${INSTANT}) || 'Z' AS started, strftime(ended, ${INSTANT}) || 'Z' AS ended,
    ${audit('clinicians')} AS clinicians, ${audit('logged_actions')} AS logged_actions, ${audit('interactions')} AS interactions,
    CASE WHEN in_telemetry THEN CAST(clicks AS VARCHAR) END AS clicks,
    ${audit(decimal('active_ps_300'))} AS ehr_active_seconds, ${hasTimeZone ? audit(decimal('after_hours_ps')) : 'NULL'} AS after_hours_seconds,
    ${audit('tools')} AS tools, ${alert('alerts')} AS alerts, ${alert('alert_firings')} AS alert_firings,
    ${alert('interruptive_alerts')} AS interruptive_alerts, ${alert('alerts_accepted')} AS alerts_accepted,
    ${alert('alerts_overridden')} AS alerts_overridden, ${alert('alerts_unanswered')} AS alerts_unanswered,
    ${audit('"explicit"')} AS "explicit", ${audit('period')} AS period, ${audit('nearby')} AS nearby
    FROM encounter_figures ORDER BY encounter_id`;
}

function decimal(column: string): string {
  return `CASE WHEN ${column} % 1000000000000 = 0 THEN CAST(${column} // 1000000000000 AS VARCHAR) ELSE ${seconds(column)} END`;
}

/** The per-encounter table as CSV, ordered by the printed id. Record-level data: not suppressed. */
export async function encountersCsv(
  engine: Engine,
  { pseudonyms, hasTimeZone }: { pseudonyms: Pseudonyms; hasTimeZone: boolean },
): Promise<string> {
  const rows = await engine.json<Printed>(sql(hasTimeZone));
  const printed = rows.map((row) => {
    const patient = row.patient_id ?? '';
    const whose = patient || (row.encounter_id ?? '');
    return {
      ...row,
      encounter_id: pseudonyms.id(row.encounter_id ?? '', 'Encounter'),
      patient_id: pseudonyms.id(patient, 'Patient'),
      started: pseudonyms.instant(row.started ?? '', whose),
      ended: pseudonyms.instant(row.ended ?? '', whose),
    };
  });
  printed.sort((a, b) => Buffer.compare(Buffer.from(a.encounter_id), Buffer.from(b.encounter_id)));
  return stringify(printed, { header: true, columns: [...COLUMNS] });
}
