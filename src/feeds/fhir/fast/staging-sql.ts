import { readJson } from './columns.js';

const ENCOUNTER_EXTENSION = "'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter'";

/** What decides over everything of a row but its id, instants, entities, patient and encounter: see act-facts.ts. */
const ACT =
  'agent, source, "type", subtype, category, code, action, outcome, purposeOfEvent, "authorization"';

const OFFSET =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?[+-](0[0-9]|1[0-3]):[0-5][0-9]';

/** Shape of an instant that DuckDB reads as instant.ts does: 2026-03-01T13:05:00[.fraction](Z|±hh:mm). */
function plainInstant(column: string): string {
  const utc = `(${column} LIKE '____-__-__T__:__:__Z' OR ${column} LIKE '____-__-__T__:__:__.%Z')
    AND NOT contains(${column}, '.Z') AND NOT contains(${column}, 'T ')`;
  return `(${utc} OR regexp_full_match(${column}, '${OFFSET}')) AND NOT contains(${column}, 'T24')`;
}

/**
 * The first pass over an NDJSON file, in its order: what differs from row to row, and for the rest a key, `act`. A log
 * of millions of rows has some thousands of acts; writing out their members for every row cost more than parsing.
 * `odd`: not to be read by SQL.
 */
export function stagingSql(file: string): string {
  return `
    SELECT id, instant_of(recorded) AS recorded, instant_of(meta.lastUpdated) AS updated, meta.versionId AS number, entity AS entities, patient AS patient_element,
      CASE WHEN "extension" IS NOT NULL AND encounter IS NULL THEN
        list_filter("extension", lambda x: x.url = ${ENCOUNTER_EXTENSION})[1].valueReference ELSE encounter END AS encounter_element,
      hash(${ACT}) AS act,
      coalesce(id = '' OR is_odd(id) OR contained IS NOT NULL OR resourceType <> 'AuditEvent'
        OR NOT (${plainInstant('recorded')}) OR recorded < '1991' OR recorded >= '2100' OR instant_of(recorded) IS NULL, true)
      OR coalesce(meta.lastUpdated <> '' AND (meta.lastUpdated < '1971' OR instant_of(meta.lastUpdated) IS NULL OR NOT (${plainInstant('meta.lastUpdated')})), false)
      OR coalesce(is_odd(meta.versionId), false) AS odd
    FROM ${readJson(file)}`;
}
