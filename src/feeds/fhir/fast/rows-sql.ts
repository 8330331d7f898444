import { ODD } from './macros.js';
import { each } from './staging-sql.js';

/** The first entity for which a condition holds, as a CASE. */
function first(when: (n: number) => string, gives: (n: number) => string, otherwise = "''"): string {
  return `CASE ${each((n) => `WHEN ${when(n)} THEN ${gives(n)}`).join(' ')} ELSE ${otherwise} END`;
}

/**
 * The second pass: staged rows as the columns of `audit_event` that their act does not give, in the words of
 * audit-event.ts, with `line` (from 0), `act` and `odd`. `staged` is a scan with file_row_number.
 */
export function rowsSql(staged: string): string {
  return `${usual(`(SELECT * FROM ${staged} WHERE NOT unusual)`)} UNION ALL ${unusual(`(SELECT * FROM ${staged} WHERE unusual)`)}`;
}

/** Rows whose entities, patient and encounter are all known by a reference. */
function usual(staged: string): string {
  return columns(
    `SELECT *, ${each((n) => `usual_id(r${n}, u${n}, t${n}) AS e${n}`).join(', ')},
      CASE WHEN by_patient IS NULL THEN NULL ELSE ref_id(by_patient, 'Patient/') END AS patient_element_id,
      CASE WHEN by_element IS NULL THEN '' ELSE ref_id(by_element, 'Encounter/') END AS element_id, '' AS in_role
    FROM (SELECT *, ${each((n) => `usual_type(r${n}, u${n}) AS t${n}`).join(', ')}
      FROM (SELECT *, ${each((n) => `ref_usual(r${n}) AS u${n}`).join(', ')} FROM ${staged}))`,
    'odd',
  );
}

/** Rows that name something by an identifier, or not at all. */
function unusual(staged: string): string {
  return columns(
    `SELECT *, ${each((n) => `CASE WHEN listed >= ${n} THEN target_id(x${n}.what, t${n}) ELSE '' END AS e${n}`).join(', ')},
      CASE WHEN patient_element IS NOT NULL THEN target_id(patient_element, coalesce(nullif(target_type(patient_element), ''), 'Patient')) END AS patient_element_id,
      CASE WHEN encounter_element IS NULL THEN '' ELSE target_id(encounter_element, coalesce(nullif(target_type(encounter_element), ''), 'Encounter')) END AS element_id,
      ${patientInRole} AS in_role
    FROM (SELECT *, ${each((n) => `CASE WHEN listed >= ${n} THEN target_type(x${n}.what) ELSE '' END AS t${n}`).join(', ')}
      FROM (SELECT *, ${each((n) => `entities[${n}] AS x${n}`).join(', ')} FROM ${staged}))`,
    `odd OR element_id = ${ODD} OR patient_id = ${ODD} OR ${each((n) => `e${n} = ${ODD}`).join(' OR ')} OR ${holdsJson}`,
  );
}

/** `named` has, by entity, types (t1 …) and ids (e1 …). */
function columns(named: string, odd: string): string {
  return `
    SELECT act, file_row_number AS line, prefix_of_server() || 'AuditEvent/' || id AS event_id, recorded,
      ${entityTypes} AS entity_types,
      ${first(
        (n) => `e${n} <> '' AND t${n} <> 'Patient' AND t${n} <> 'Encounter'`,
        (n) => `e${n}`,
      )} AS entity,
      CASE WHEN patient_element_id IS NOT NULL THEN patient_element_id ELSE coalesce(nullif(${first(
        (n) => `t${n} = 'Patient'`,
        (n) => `e${n}`,
      )}, ''), in_role) END AS patient_id,
      CASE WHEN element_id <> '' THEN element_id ELSE ${first(
        (n) => `t${n} = 'Encounter'`,
        (n) => `e${n}`,
      )} END AS encounter_ref,
      CASE WHEN element_id <> '' THEN 'element' WHEN encounter_ref <> '' THEN 'entity' ELSE '' END AS encounter_how,
      version_of(updated, number) AS version, coalesce(${odd}, true) AS odd
    FROM (${named})`;
}

/** DuckDB takes an object or a list where text is expected, and gives it as JSON text. */
const holdsJson = [
  ...['entity', 'patient_id', 'encounter_ref'].map(
    (column) => `contains(${column}, '{') OR contains(${column}, '[')`,
  ),
  ...each(
    (n) => `coalesce(is_odd(x${n}.what."type"), false) OR contains(t${n}, '{') OR contains(t${n}, '[')`,
  ),
].join(' OR ');

/** An entity of role 1 (Patient) that is known by an identifier only. */
const patientInRole = first(
  (
    n,
  ) => `listed >= ${n} AND t${n} = '' AND coalesce(x${n}.what.reference, '') = '' AND has_value(x${n}.what.identifier)
    AND (json_extract_string(x${n}.role, '$.code') = '1' OR list_contains(json_extract_string(x${n}.role, '$.coding[*].code'), '1'))`,
  (n) => `by_identifier('Patient', x${n}.what.identifier)`,
);

/** Without repeats and blanks; list_distinct costs, so the usual short lists are told apart first. */
const entityTypes = `CASE WHEN t1 = '' AND listed <= 1 THEN [] WHEN listed = 1 THEN [t1]
  WHEN listed = 2 AND t1 <> '' AND t2 <> '' AND t1 <> t2 THEN [t1, t2]
  WHEN listed = 3 AND t1 <> '' AND t2 <> '' AND t3 <> '' AND t1 <> t2 AND t1 <> t3 AND t2 <> t3 THEN [t1, t2, t3]
  ELSE list_distinct(list_filter([${each((n) => `t${n}`).join(', ')}], lambda x: x <> '')) END`;
