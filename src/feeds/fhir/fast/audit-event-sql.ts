import { readJson } from './columns.js';

/** Rows with more agents or entities than these, and any other unusual row, are read by audit-event.ts instead. */
const AGENTS = 3;
const ENTITIES = 5;

const ENCOUNTER_EXTENSION = "'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter'";

function each(count: number, one: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => one(index + 1));
}

/** The first of `n` things that a condition holds for, as a CASE. */
function first(
  count: number,
  condition: (n: number) => string,
  value: (n: number) => string,
  otherwise: string,
) {
  return `CASE ${each(count, (n) => `WHEN ${condition(n)} THEN ${value(n)}`).join(' ')} ELSE ${otherwise} END`;
}

/** Shape of an instant that DuckDB reads as audit-event.ts does: 2026-03-01T13:05:00[.fraction](Z|±hh:mm). */
function plainInstant(column: string): string {
  return `(${column}[5] = '-' AND ${column}[8] = '-' AND ${column}[11] = 'T' AND ${column}[14] = ':' AND ${column}[17] = ':'
    AND ${column}[12:13] < '24' AND ${column}[1] BETWEEN '0' AND '9'
    AND (ends_with(${column}, 'Z') OR (${column}[-6] IN ('+', '-') AND ${column}[-3] = ':' AND ${column}[-5:-4] < '15')))`;
}

/**
 * The columns of `audit_event` from one NDJSON file, with `odd` true for rows that this SQL does not claim to read
 * right. The same rows as audit-event.ts (a test compares both on everything the practice clinic writes).
 */
export function auditEventSql(file: string): string {
  const refs = [
    ...each(AGENTS, (n) => `agent[${n}].who.reference`),
    ...each(ENTITIES, (n) => `entity[${n}].what.reference`),
    'source.observer.reference',
    'patient.reference',
    'encounter.reference',
  ];
  const kinds = `
    SELECT *, ${each(AGENTS, (n) => `person_type(agent[${n}]) AS p${n}`).join(', ')},
      ${each(ENTITIES, (n) => `CASE WHEN len(entity) >= ${n} THEN target_type(entity[${n}].what) ELSE '' END AS t${n}`).join(', ')},
      CASE WHEN "extension" IS NOT NULL AND encounter IS NULL THEN
        list_filter("extension", lambda x: x.url = ${ENCOUNTER_EXTENSION})[1].valueReference ELSE encounter END AS enc
    FROM ${readJson(file)}`;
  const acting = `
    SELECT *, ${first(
      AGENTS,
      (n) => `p${n} <> '' AND is_requestor(agent[${n}])`,
      String,
      first(AGENTS, (n) => `p${n} <> '' AND NOT is_machine(agent[${n}])`, String, '0'),
    )} AS act,
      ${each(ENTITIES, (n) => `CASE WHEN len(entity) >= ${n} THEN target_id(entity[${n}].what, t${n}) ELSE '' END AS e${n}`).join(', ')}
    FROM (${kinds})`;
  const chosen = `SELECT *, CASE WHEN act > 0 THEN agent[act] END AS who_acts, ${first(
    AGENTS,
    (n) => `act = ${n}`,
    (n) => `p${n}`,
    "''",
  )} AS person FROM (${acting})`;
  return `
    SELECT
      coalesce((id[1] <> '"' OR contains(id, '\\') OR len(id) < 3 OR NOT ${plainInstant('recorded')} OR resourceType <> 'AuditEvent'
        OR contained IS NOT NULL OR len(agent) > ${AGENTS} OR len(entity) > ${ENTITIES} OR (meta.lastUpdated <> '' AND NOT ${plainInstant('meta.lastUpdated')})
        OR is_odd(action) OR ${refs.map((ref) => `coalesce(is_odd(${ref}), false)`).join(' OR ')}
        OR ${each(AGENTS, (n) => `coalesce(agent[${n}].requestor NOT IN ('true', 'false', 'null'), false)`).join(' OR ')}), true)
        OR try_cast(recorded AS TIMESTAMPTZ) IS NULL AS odd,
      prefix_of_server() || 'AuditEvent/' || substr(id, 2, len(id) - 2) AS event_id,
      CAST(try_cast(recorded AS TIMESTAMPTZ) AS TIMESTAMP) AS recorded,
      person_id(who_acts, person) AS user_id,
      CASE person WHEN '' THEN CASE WHEN ${each(AGENTS, (n) => `is_unidentified(agent[${n}])`).join(' OR ')} THEN 'unidentified' ELSE 'system' END
        WHEN 'Patient' THEN 'patient' WHEN 'RelatedPerson' THEN 'related' ELSE 'clinician' END AS user_kind,
      coalesce(nullif(who_acts.network.address, ''), nullif(who_acts.networkString, ''), nullif(who_acts.networkUri, ''),
        nullif(who_acts.networkReference.reference, ''), '') AS workstation,
      coalesce(action, '') AS action,
      CASE WHEN category IS NULL AND "type".coding IS NULL THEN CASE WHEN "type".code <> '' THEN ["type".code] ELSE [] END
        ELSE list_distinct(list_concat(CASE WHEN "type".code <> '' THEN ["type".code] ELSE [] END, list_concat(coding_codes("type".coding), concept_codes(category)))) END AS "type",
      CASE WHEN code IS NULL THEN (CASE WHEN len(subtype) > 1 THEN list_distinct(coding_codes(subtype)) ELSE coding_codes(subtype) END)
        ELSE list_distinct(list_concat(coding_codes(subtype), coding_codes(code.coding))) END AS subtypes,
      CASE outcome[1] WHEN '{' THEN coalesce(outcome ->> '$.code.code', '') WHEN '"' THEN outcome ->> '$' ELSE coalesce(nullif(outcome, 'null'), '') END AS outcome,
      CASE WHEN purposeOfEvent IS NULL AND "authorization" IS NULL AND who_acts.purposeOfUse IS NULL AND who_acts."authorization" IS NULL THEN []
        ELSE list_distinct(list_concat(list_concat(concept_codes(purposeOfEvent), concept_codes("authorization")),
          list_concat(concept_codes(who_acts.purposeOfUse), concept_codes(who_acts."authorization")))) END AS purpose,
      coalesce(place_of(source.observer), CASE source.site[1] WHEN '{' THEN place_of(from_json(source.site, '{"reference":"VARCHAR","display":"VARCHAR","identifier":{"value":"VARCHAR"}}'))
        WHEN '"' THEN nullif(source.site ->> '$', '') ELSE nullif(nullif(source.site, 'null'), '') END, '') AS observer,
      CASE WHEN len(agent) = 1 AND p1 <> '' THEN [] ELSE list_distinct(flatten([${each(AGENTS, (n) => `names_of(agent[${n}], p${n})`).join(', ')}])) END AS agents,
      '' AS metric,
      list_distinct(list_filter([${each(ENTITIES, (n) => `t${n}`).join(', ')}], lambda x: x <> '')) AS entity_types,
      ${first(
        ENTITIES,
        (n) => `t${n} NOT IN ('Patient', 'Encounter') AND e${n} <> ''`,
        (n) => `e${n}`,
        "''",
      )} AS entity,
      CASE WHEN patient IS NOT NULL THEN target_id(patient, coalesce(nullif(target_type(patient), ''), 'Patient')) ELSE
        coalesce(nullif(${first(
          ENTITIES,
          (n) => `t${n} = 'Patient'`,
          (n) => `e${n}`,
          "''",
        )}, ''),
          ${first(
            ENTITIES,
            (
              n,
            ) => `t${n} = '' AND coalesce(entity[${n}].what.reference, '') = '' AND has_value(entity[${n}].what.identifier)
            AND (entity[${n}].role.code = '1' OR list_contains(coding_codes(entity[${n}].role.coding), '1'))`,
            (n) => `by_identifier('Patient', entity[${n}].what.identifier)`,
            "''",
          )}) END AS patient_id,
      CASE WHEN enc IS NULL THEN '' ELSE target_id(enc, coalesce(nullif(target_type(enc), ''), 'Encounter')) END AS by_element,
      coalesce(nullif(by_element, ''), ${first(
        ENTITIES,
        (n) => `t${n} = 'Encounter'`,
        (n) => `e${n}`,
        "''",
      )}) AS encounter_ref,
      CASE WHEN by_element <> '' THEN 'element' WHEN encounter_ref <> '' THEN 'entity' ELSE '' END AS encounter_how,
      coalesce(lpad(epoch_us(try_cast(meta.lastUpdated AS TIMESTAMPTZ))::VARCHAR, 18, '0'), repeat(' ', 18)) || '|' ||
        CASE WHEN regexp_full_match(meta.versionId, '[0-9]{1,20}') THEN lpad(meta.versionId, 20, '0') ELSE repeat(' ', 20) END || '|' AS version
    FROM (${chosen})`;
}
