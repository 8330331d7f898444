import { attributionSql } from './attribution.js';
import { joinIds, resolved } from './encounters.js';
import type { FeedTables } from './feed-tables.js';
import { idHash } from './names.js';

/** The first subtag of a BCP 47 tag: what is written in es-US can be read by who prefers es. */
const primary = (tag: string) => `lower(regexp_extract(${tag}, '^[^-_]+'))`;

/**
 * Table `encounter_education`: the encounters of the period to which education or a teach-back record is attributed, as
 * alerts are. `in_language`: whether any education is in the patient's preferred language; NULL where that is not known
 * of any that could be, or there is no education. Expects benefits and strata.
 */
export async function createEducation({ engine, declared }: FeedTables): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE given AS
    SELECT b.kind, b.occurred, ${resolved('b', 'patient_id')} AS patient_id, ${resolved('b', 'encounter_ref')} AS encounter_ref,
      ${primary("coalesce(b.language, '')")} AS language, row_number() OVER () AS row_no
    FROM (SELECT kind, "at" AS occurred, patient_id, encounter_ref, language FROM current_benefit
      WHERE kind IN ('education', 'teach-back') AND ${declared('"at"')}) b ${joinIds('b', ['patient_id', 'encounter_ref'])}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE given_place AS
    ${attributionSql(`(SELECT row_no, occurred, 0::UBIGINT AS u, ${idHash('patient_id')} AS p FROM given WHERE encounter_ref = '')`)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_education AS
    SELECT e.h, bool_or(g.kind = 'education') AS education, bool_or(g.kind = 'teach-back') AS teach_back,
      CASE WHEN bool_or(g.kind = 'education' AND g.language = ${primary('s."value"')}) THEN true
        WHEN bool_or(g.kind = 'education' AND g.language = '') THEN NULL
        WHEN bool_or(g.kind = 'education' AND s."value" IS NOT NULL) THEN false END AS in_language
    FROM given g LEFT JOIN given_place p ON p.row_no = g.row_no
      JOIN encounter_figures e ON e.h = CASE WHEN g.encounter_ref = '' THEN p.h ELSE ${idHash('g.encounter_ref')} END
      LEFT JOIN stratum s ON s.p = e.p AND s.stratifier = 'language' AND s."value" <> 'missing'
    GROUP BY e.h`);
}
