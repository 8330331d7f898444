import { ODD } from './macros.js';

/** Rows with more entities than these are read one by one. */
const ENTITIES = 4;

function each(one: (n: number) => string): string[] {
  return Array.from({ length: ENTITIES }, (_, index) => one(index + 1));
}

/** The first entity for which a condition holds, as a CASE. */
function first(when: (n: number) => string, gives: (n: number) => string, otherwise = "''"): string {
  return `CASE ${each((n) => `WHEN ${when(n)} THEN ${gives(n)}`).join(' ')} ELSE ${otherwise} END`;
}

/**
 * The second pass: staged rows and their acts as the columns of `audit_event`, in the words of audit-event.ts, with
 * `line` (from 0) and `odd`. `staged` is a scan with file_row_number.
 */
export function rowsSql(staged: string): string {
  const taken = `
    SELECT s.*, coalesce(len(entities), 0) AS listed, ${each((n) => (n <= 2 ? `entities[${n}] AS x${n}` : `CASE WHEN len(entities) >= ${n} THEN entities[${n}] END AS x${n}`)).join(', ')}
    FROM ${staged} s`;
  const typed = `SELECT *, ${each((n) => `CASE WHEN listed >= ${n} THEN target_type(x${n}.what) ELSE '' END AS t${n}`).join(', ')},
      coalesce(nullif(target_type(patient_element), ''), 'Patient') AS tp, coalesce(nullif(target_type(encounter_element), ''), 'Encounter') AS te
    FROM (${taken})`;
  const named = `
    SELECT *, ${each((n) => `CASE WHEN listed >= ${n} THEN target_id(x${n}.what, t${n}) ELSE '' END AS e${n}`).join(', ')},
      CASE WHEN encounter_element IS NULL THEN '' ELSE target_id(encounter_element, te) END AS by_element
    FROM (${typed})`;
  return `
    SELECT n.act, file_row_number AS line, prefix_of_server() || 'AuditEvent/' || id AS event_id, n.recorded,
      a.user_id, a.user_kind, a.workstation, a.action, a."type", a.subtypes, a.outcome, a.purpose, a.observer, a.agents, '' AS metric,
      ${entityTypes} AS entity_types,
      ${first(
        (n) => `e${n} <> '' AND t${n} <> 'Patient' AND t${n} <> 'Encounter'`,
        (n) => `e${n}`,
      )} AS entity,
      CASE WHEN patient_element IS NOT NULL THEN target_id(patient_element, tp)
        ELSE coalesce(nullif(${first(
          (n) => `t${n} = 'Patient'`,
          (n) => `e${n}`,
        )}, ''), ${patientInRole}) END AS patient_id,
      CASE WHEN by_element <> '' THEN by_element ELSE ${first(
        (n) => `t${n} = 'Encounter'`,
        (n) => `e${n}`,
      )} END AS encounter_ref,
      CASE WHEN by_element <> '' THEN 'element' WHEN encounter_ref <> '' THEN 'entity' ELSE '' END AS encounter_how,
      version_of(updated, number) AS version,
      n.odd OR a.act IS NULL OR listed > ${ENTITIES} OR by_element = ${ODD} OR patient_id = ${ODD}
        OR ${each((n) => `e${n} = ${ODD}`).join(' OR ')} OR ${holdsJson} AS odd
    FROM (${named}) n LEFT JOIN act_fact a ON a.act = n.act`;
}

/** DuckDB takes an object or a list where text is expected, and gives it as JSON text. */
const holdsJson = [
  ...['entity', 'patient_id', 'encounter_ref'].map(
    (column) => `contains(${column}, '{') OR contains(${column}, '[')`,
  ),
  ...each(
    (n) =>
      `coalesce(is_odd(x${n}.what."type"), false) OR coalesce(is_odd(x${n}.role.code), false) OR contains(t${n}, '{') OR contains(t${n}, '[')`,
  ),
].join(' OR ');

/** An entity of role 1 (Patient) that is known by an identifier only. */
const patientInRole = first(
  (
    n,
  ) => `listed >= ${n} AND t${n} = '' AND coalesce(x${n}.what.reference, '') = '' AND has_value(x${n}.what.identifier)
    AND (x${n}.role.code = '1' OR list_contains(coding_codes(x${n}.role.coding), '1'))`,
  (n) => `by_identifier('Patient', x${n}.what.identifier)`,
);

/** Without repeats and blanks; list_distinct costs, so the usual short lists are told apart first. */
const entityTypes = `CASE WHEN t1 = '' AND listed <= 1 THEN [] WHEN listed = 1 THEN [t1]
  WHEN listed = 2 AND t1 <> '' AND t2 <> '' AND t1 <> t2 THEN [t1, t2]
  WHEN listed = 3 AND t1 <> '' AND t2 <> '' AND t3 <> '' AND t1 <> t2 AND t1 <> t3 AND t2 <> t3 THEN [t1, t2, t3]
  ELSE list_distinct(list_filter([${each((n) => `t${n}`).join(', ')}], lambda x: x <> '')) END`;
