import { keptAs, NO_STRATA, type SiteStrata } from '../config/strata.js';
import { type Engine, quote } from '../engine.js';
import { joinIds, resolved } from './encounters.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';
import type { WallClock } from './time.js';

/** Age bands at the encounter, in whole years (design: "Reading FHIR"). */
const BAND = (
  age: string,
) => `CASE WHEN ${age} IS NULL THEN 'missing' WHEN ${age} < 18 THEN '0-17' WHEN ${age} < 40 THEN '18-39'
  WHEN ${age} < 65 THEN '40-64' WHEN ${age} < 80 THEN '65-79' ELSE '80+' END`;

/**
 * Table `stratum` (patient_id, encounter_id, stratifier, value): encounter_id is NULL where the value holds for all of
 * the patient's encounters. A patient of whom a stratifier is not known is in the stratum `missing`, never left out.
 */
export async function createStrata(
  engine: Engine,
  identity: Identity,
  { clock, strata = NO_STRATA }: { clock: WallClock; strata?: SiteStrata | undefined },
): Promise<void> {
  await identity.resolve('current_patient_stratum', ['patient_id']);
  await createSaid(engine, strata);
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
      SELECT e.patient_id, e.encounter_id, date_sub('year', try_cast(rpad(s."value", 10, '-01-01') AS DATE), ${clock.day('e.begins')}) AS age
      FROM encounter_known e LEFT JOIN said s ON s.patient_id = e.patient_id AND s.stratifier = 'birth-date'
      WHERE e.patient_id <> '' AND EXISTS (FROM said WHERE stratifier = 'birth-date')) e
    UNION ALL
    ${coverages(strata)})`);
}

/**
 * Tables `said` (one value a patient and stratifier) and `insured` (all coverages of a patient). What an earlier
 * configuration of the site made is left out, and what it has since put off.
 */
async function createSaid(engine: Engine, strata: SiteStrata): Promise<void> {
  const kept = (stratifier: 'coverage' | 'address') => quote(keptAs(stratifier, strata) ?? stratifier);
  const off = strata.off.map((name) => (name === 'age' ? 'birth-date' : name));
  await engine.run(`CREATE OR REPLACE TEMP TABLE every_stratum AS
    SELECT * FROM (
      SELECT ${resolved('s', 'patient_id')} AS patient_id, s.patient_id AS written, s."value", s.started, s.ended,
        CASE s.stratifier WHEN ${kept('coverage')} THEN 'coverage' WHEN ${kept('address')} THEN 'address' ELSE s.stratifier END AS stratifier
      FROM current_patient_stratum s ${joinIds('s', ['patient_id'])})
    WHERE NOT contains(stratifier, '@') ${off.length > 0 ? `AND stratifier NOT IN (${off.map(quote).join(', ')})` : ''}`);
  // Of a merged patient what the remaining resource says goes before what the replaced one says.
  await engine.run(`CREATE OR REPLACE TEMP TABLE said AS
    SELECT patient_id, stratifier, "value" FROM every_stratum WHERE stratifier <> 'coverage'
    QUALIFY row_number() OVER (PARTITION BY patient_id, stratifier ORDER BY written <> patient_id, written, "value") = 1`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE insured AS
    SELECT patient_id, "value", started, ended FROM every_stratum WHERE stratifier = 'coverage'`);
}

/** Coverage at the encounter's start; of several the first in the order of the site's names. */
function coverages({ coverage }: SiteStrata): string {
  const names = (coverage?.values ?? []).map(({ name }) => quote(name));
  const rank = names.length > 0 ? `coalesce(list_position([${names.join(', ')}], i."value"), 1000000)` : '0';
  return `SELECT e.patient_id, e.encounter_id, 'coverage', coalesce(i."value", 'missing')
    FROM encounter_known e LEFT JOIN insured i ON i.patient_id = e.patient_id
      AND (i.started IS NULL OR i.started <= e.begins) AND (i.ended IS NULL OR e.begins < i.ended)
    WHERE e.patient_id <> '' AND EXISTS (FROM insured)
    QUALIFY row_number() OVER (PARTITION BY e.h ORDER BY ${rank}, i."value") = 1`;
}

/**
 * Whoever has none of what `stratum` was made from (an encounter, an alert, a logged action in the period) and is in this
 * query, as `patient_id`, has strata all the same: an order, a hazard or an appointment is enough.
 */
export async function addPatients(engine: Engine, query: string): Promise<void> {
  await engine.run(`INSERT INTO stratum
    SELECT w.patient_id, NULL, k.stratifier, coalesce(s."value", 'missing'), w.p, 0
    FROM (SELECT DISTINCT patient_id, ${idHash('patient_id')} AS p FROM (${query}) WHERE patient_id <> '') w
      CROSS JOIN (SELECT DISTINCT stratifier FROM said WHERE stratifier <> 'birth-date') k
      LEFT JOIN said s ON s.patient_id = w.patient_id AND s.stratifier = k.stratifier
    WHERE w.p NOT IN (SELECT p FROM stratum WHERE h = 0)`);
}
