import type { Engine } from '../engine.js';
import { joinIds, resolved } from './encounters.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';

/** Age bands at the encounter, in whole years (design: "Reading FHIR"). */
const BAND = (
  age: string,
) => `CASE WHEN ${age} IS NULL THEN 'missing' WHEN ${age} < 18 THEN '0-17' WHEN ${age} < 40 THEN '18-39'
  WHEN ${age} < 65 THEN '40-64' WHEN ${age} < 80 THEN '65-79' ELSE '80+' END`;

/**
 * Table `stratum` (patient_id, encounter_id, stratifier, value): encounter_id is NULL where the value holds for all of
 * the patient's encounters. A patient of whom a stratifier is not known is in the stratum `missing`, never left out.
 */
export async function createStrata(engine: Engine, identity: Identity): Promise<void> {
  await identity.resolve('current_patient_stratum', ['patient_id']);
  // Of a merged patient what the remaining resource says goes before what the replaced one says.
  await engine.run(`CREATE OR REPLACE TEMP TABLE said AS
    SELECT ${resolved('s', 'patient_id')} AS patient_id, stratifier, "value"
    FROM current_patient_stratum s ${joinIds('s', ['patient_id'])}
    QUALIFY row_number() OVER (PARTITION BY ${resolved('s', 'patient_id')}, stratifier
      ORDER BY s.patient_id <> ${resolved('s', 'patient_id')}, s.patient_id, "value") = 1`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE stratum AS SELECT *, ${idHash('patient_id')} AS p, ${idHash('encounter_id')} AS h FROM (
    WITH patient AS (
      SELECT DISTINCT patient_id FROM encounter_figures WHERE patient_id <> ''
      UNION SELECT DISTINCT patient_id FROM alert_of_period WHERE patient_id <> ''
      UNION SELECT n.id FROM (SELECT DISTINCT p FROM clinician_work) w JOIN name n ON n.h = w.p),
    known AS (SELECT DISTINCT stratifier FROM said WHERE stratifier <> 'birth-date')
    SELECT p.patient_id, CAST(NULL AS VARCHAR) AS encounter_id, k.stratifier, coalesce(s."value", 'missing') AS "value"
    FROM patient p CROSS JOIN known k LEFT JOIN said s ON s.patient_id = p.patient_id AND s.stratifier = k.stratifier
    UNION ALL
    SELECT e.patient_id, e.encounter_id, 'age', ${BAND('age')} FROM (
      SELECT e.patient_id, e.encounter_id, date_sub('year', try_cast(rpad(s."value", 10, '-01-01') AS DATE), CAST(e.begins AS DATE)) AS age
      FROM encounter_figures e LEFT JOIN said s ON s.patient_id = e.patient_id AND s.stratifier = 'birth-date'
      WHERE e.patient_id <> '' AND EXISTS (FROM said WHERE stratifier = 'birth-date')) e)`);
}
