import { readJson } from './columns.js';
import { ODD } from './macros.js';

/** Rows with more agents or entities than these, and any other unusual row, are read by audit-event.ts instead. */
const AGENTS = 3;
const ENTITIES = 4;

const ENCOUNTER_EXTENSION = "'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter'";

const OFFSET =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?[+-](0[0-9]|1[0-3]):[0-5][0-9]';

function each(count: number, one: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => one(index + 1));
}

/** The first of `count` things that a condition holds for, as a CASE. */
function first(
  count: number,
  {
    when,
    gives,
    otherwise,
  }: { when: (n: number) => string; gives: (n: number) => string; otherwise: string },
): string {
  return `CASE ${each(count, (n) => `WHEN ${when(n)} THEN ${gives(n)}`).join(' ')} ELSE ${otherwise} END`;
}

/** The n-th element of a list as a column; the later ones are cut out only where the list is that long. */
function take(list: string, n: number, as: string): string {
  return n <= 2
    ? `${list}[${n}] AS ${as}${n}`
    : `CASE WHEN len(${list}) >= ${n} THEN ${list}[${n}] END AS ${as}${n}`;
}

/** Shape of an instant that DuckDB reads as audit-event.ts does: 2026-03-01T13:05:00[.fraction](Z|±hh:mm). */
function plainInstant(column: string): string {
  const utc = `(${column} LIKE '____-__-__T__:__:__Z' OR ${column} LIKE '____-__-__T__:__:__.%Z')
    AND NOT contains(${column}, '.Z') AND NOT contains(${column}, 'T ')`;
  return `(${utc} OR regexp_full_match(${column}, '${OFFSET}')) AND NOT contains(${column}, 'T24')`;
}

/** Something of the acting agent. */
function ofActing(what: (agent: string, n: number) => string, otherwise: string): string {
  return first(AGENTS, { when: (n) => `act = ${n}`, gives: (n) => what(`a${n}`, n), otherwise });
}

/**
 * The columns of `audit_event` from one NDJSON file, with `odd` true for rows that this SQL does not claim to read
 * right. The same rows as audit-event.ts (a test compares both). No lambdas where rows are as usual, and single
 * members instead of whole structs: both were measured to cost more than the parsing (docs/benchmarks.md).
 */
export function auditEventSql(file: string): string {
  const taken = `
    SELECT *, ${each(AGENTS, (n) => take('agent', n, 'a')).join(', ')}, ${each(ENTITIES, (n) => take('entity', n, 'x')).join(', ')},
      coalesce(len(agent), 0) AS agents_listed, coalesce(len(entity), 0) AS entities_listed
    FROM ${readJson(file)}`;
  const referred = `
    SELECT *, ${each(AGENTS, (n) => `ref_type(a${n}.who.reference) AS r${n}`).join(', ')}, instant_of(recorded) AS instant, instant_of(meta.lastUpdated) AS updated
    FROM (${taken})`;
  const typed = `
    SELECT *, ${each(AGENTS, (n) => `person_type(a${n}, r${n}) AS p${n}`).join(', ')},
      ${each(ENTITIES, (n) => `CASE WHEN entities_listed >= ${n} THEN target_type(x${n}.what) ELSE '' END AS t${n}`).join(', ')},
      CASE WHEN "extension" IS NOT NULL AND encounter IS NULL THEN
        list_filter("extension", lambda x: x.url = ${ENCOUNTER_EXTENSION})[1].valueReference ELSE encounter END AS enc
    FROM (${referred})`;
  const person = first(AGENTS, {
    when: (n) => `p${n} <> '' AND NOT is_machine(a${n})`,
    gives: String,
    otherwise: '0',
  });
  const acting = `
    SELECT *, ${first(AGENTS, { when: (n) => `p${n} <> '' AND is_requestor(a${n})`, gives: String, otherwise: person })} AS act,
      ${each(ENTITIES, (n) => `CASE WHEN entities_listed >= ${n} THEN target_id(x${n}.what, t${n}) ELSE '' END AS e${n}`).join(', ')}
    FROM (${typed})`;
  const named = `
    SELECT *, ${ofActing((_, n) => `p${n}`, "''")} AS person, ${ofActing((agent, n) => `person_id(${agent}, p${n})`, "''")} AS user_id,
      CASE WHEN enc IS NULL THEN '' ELSE target_id(enc, coalesce(nullif(target_type(enc), ''), 'Encounter')) END AS by_element,
      ${first(ENTITIES, { when: (n) => `t${n} = 'Encounter'`, gives: (n) => `e${n}`, otherwise: "''" })} AS by_entity,
      ${ofActing(
        (agent) => `CASE WHEN ${agent}.purposeOfUse IS NULL AND ${agent}."authorization" IS NULL THEN NULL
        ELSE list_concat(concept_codes(${agent}.purposeOfUse), concept_codes(${agent}."authorization")) END`,
        'NULL',
      )} AS own_purpose
    FROM (${acting})`;
  const read = `
    SELECT
      prefix_of_server() || 'AuditEvent/' || id AS event_id,
      instant AS recorded,
      user_id,
      CASE person WHEN '' THEN CASE WHEN ${each(AGENTS, (n) => `is_unidentified(a${n})`).join(' OR ')} THEN 'unidentified' ELSE 'system' END
        WHEN 'Patient' THEN 'patient' WHEN 'RelatedPerson' THEN 'related' ELSE 'clinician' END AS user_kind,
      ${ofActing(
        (
          agent,
        ) => `coalesce(nullif(${agent}.network.address, ''), nullif(${agent}.networkString, ''), nullif(${agent}.networkUri, ''),
        nullif(${agent}.networkReference.reference, ''), '')`,
        "''",
      )} AS workstation,
      coalesce(action, '') AS action,
      CASE WHEN category IS NULL AND "type".coding IS NULL THEN CASE WHEN "type".code <> '' THEN ["type".code] ELSE [] END
        WHEN "type" IS NULL AND len(category) = 1 AND len(category[1].coding) = 1 THEN coding_codes(category[1].coding)
        ELSE list_distinct(list_concat(CASE WHEN "type".code <> '' THEN ["type".code] ELSE [] END, list_concat(coding_codes("type".coding), concept_codes(category)))) END AS "type",
      CASE WHEN code IS NULL THEN CASE WHEN len(subtype) > 1 THEN list_distinct(coding_codes(subtype)) ELSE coding_codes(subtype) END
        WHEN subtype IS NULL AND len(code.coding) = 1 THEN coding_codes(code.coding)
        ELSE list_distinct(list_concat(coding_codes(subtype), coding_codes(code.coding))) END AS subtypes,
      CASE WHEN outcome >= '{' THEN coalesce(outcome ->> '$.code.code', '') ELSE coalesce(outcome, '') END AS outcome,
      ${purposes} AS purpose,
      coalesce(place_of(source.observer), CASE WHEN source.site >= '{' THEN place_of(from_json(source.site,
        '{"reference":"VARCHAR","display":"VARCHAR","identifier":{"value":"VARCHAR"}}')) ELSE nullif(source.site, '') END, '') AS observer,
      CASE WHEN p1 <> '' AND agents_listed = 1 THEN [] WHEN p1 <> '' AND agents_listed = 2 THEN names_of(a2, p2)
        ELSE list_distinct(flatten([${each(AGENTS, (n) => `names_of(a${n}, p${n})`).join(', ')}])) END AS agents,
      '' AS metric,
      ${entityTypes} AS entity_types,
      ${first(ENTITIES, { when: (n) => `e${n} <> '' AND t${n} <> 'Patient' AND t${n} <> 'Encounter'`, gives: (n) => `e${n}`, otherwise: "''" })} AS entity,
      CASE WHEN patient IS NOT NULL THEN target_id(patient, coalesce(nullif(target_type(patient), ''), 'Patient'))
        ELSE coalesce(nullif(${first(ENTITIES, { when: (n) => `t${n} = 'Patient'`, gives: (n) => `e${n}`, otherwise: "''" })}, ''), ${patientInRole}) END AS patient_id,
      CASE WHEN by_element <> '' THEN by_element ELSE by_entity END AS encounter_ref,
      CASE WHEN by_element <> '' THEN 'element' WHEN by_entity <> '' THEN 'entity' ELSE '' END AS encounter_how,
      version_of(updated, meta.versionId) AS version,
      coalesce(id = '' OR is_odd(id) OR NOT (${plainInstant('recorded')}) OR recorded < '1991' OR recorded >= '2100' OR resourceType <> 'AuditEvent', true)
        OR coalesce(contained IS NOT NULL OR agents_listed > ${AGENTS} OR entities_listed > ${ENTITIES}
        OR (meta.lastUpdated <> '' AND (updated IS NULL OR meta.lastUpdated < '1971' OR NOT (${plainInstant('meta.lastUpdated')}))) OR is_odd(action) OR user_id = ${ODD} OR by_element = ${ODD} OR observer = ${ODD} OR patient_id = ${ODD}
        OR ${each(ENTITIES, (n) => `e${n} = ${ODD}`).join(' OR ')}
        OR ${each(AGENTS, (n) => `(a${n}.requestor <> 'true' AND a${n}.requestor <> 'false' AND a${n}.requestor IS NOT NULL)`).join(' OR ')}, false)
        OR instant IS NULL OR coalesce(list_contains(agents, ${ODD}), false) AS odd
    FROM (${named})`;
  return `SELECT * REPLACE (odd OR coalesce(${holdsJson}, false) AS odd) FROM (${read})`;
}

/** DuckDB takes an object or a list where text is expected, and gives it as JSON text. */
const texts = [
  'user_id',
  'workstation',
  'action',
  'outcome',
  'observer',
  'entity',
  'patient_id',
  'encounter_ref',
];
const lists = ['"type"', 'subtypes', 'purpose', 'agents', 'entity_types'];
const holdsJson = [...texts, ...lists.map((list) => `array_to_string(${list}, '')`)]
  .map((text) => `contains(${text}, '{') OR contains(${text}, '[')`)
  .join(' OR ');

/** An entity of role 1 (Patient) that is known by an identifier only. */
const patientInRole = first(ENTITIES, {
  when: (
    n,
  ) => `entities_listed >= ${n} AND t${n} = '' AND coalesce(x${n}.what.reference, '') = '' AND has_value(x${n}.what.identifier)
    AND (x${n}.role.code = '1' OR list_contains(coding_codes(x${n}.role.coding), '1'))`,
  gives: (n) => `by_identifier('Patient', x${n}.what.identifier)`,
  otherwise: "''",
});

/** Without repeats and blanks; list_distinct costs, so the usual short lists are told apart first. */
const entityTypes = `CASE WHEN t1 = '' AND entities_listed <= 1 THEN [] WHEN entities_listed = 1 THEN [t1]
  WHEN entities_listed = 2 AND t1 <> '' AND t2 <> '' AND t1 <> t2 THEN [t1, t2]
  WHEN entities_listed = 3 AND t1 <> '' AND t2 <> '' AND t3 <> '' AND t1 <> t2 AND t1 <> t3 AND t2 <> t3 THEN [t1, t2, t3]
  ELSE list_distinct(list_filter([${each(ENTITIES, (n) => `t${n}`).join(', ')}], lambda x: x <> '')) END`;

const purposes = `CASE WHEN own_purpose IS NOT NULL THEN list_distinct(list_concat(list_concat(concept_codes(purposeOfEvent), concept_codes("authorization")), own_purpose))
  WHEN purposeOfEvent IS NULL AND "authorization" IS NULL THEN []
  WHEN purposeOfEvent IS NULL AND len("authorization") = 1 AND len("authorization"[1].coding) = 1 THEN coding_codes("authorization"[1].coding)
  WHEN "authorization" IS NULL AND len(purposeOfEvent) = 1 AND len(purposeOfEvent[1].coding) = 1 THEN coding_codes(purposeOfEvent[1].coding)
  ELSE list_distinct(list_concat(concept_codes(purposeOfEvent), concept_codes("authorization"))) END`;
