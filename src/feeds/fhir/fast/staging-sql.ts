import { textHash } from '../../../store/hash.js';
import { type ActsBy, KIND_MEMBERS, readJson } from './columns.js';

const ENCOUNTER_EXTENSION = "'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter'";

/** Rows with more entities than these are read one by one. */
export const ENTITIES = 4;

/** One expression for each entity that is read, counted from 1. */
export function each(one: (n: number) => string): string[] {
  return Array.from({ length: ENTITIES }, (_, index) => one(index + 1));
}

/** Agents by what tells one from another, as a text: members are hashed one by one, each by DuckDB's own hash. */
const AGENTS = `CAST(list_transform(agent, lambda x: [x.who.reference, x.who.identifier."value", x.altId, x."name",
  x.networkString, x.network.address]) AS VARCHAR)`;

/**
 * What decides over everything of a row but its id, instants and references: see act-facts.ts. Roles and declared
 * types are in it so that a reader in TypeScript has seen the shape of each.
 */
function act(actsBy: ActsBy): string {
  return `hash(${[
    ...(actsBy === 'text' ? [textHash('agent'), textHash('source')] : [textHash(AGENTS), 'agent', 'source']),
    ...KIND_MEMBERS.map((name) => `"${name}"`),
    'list_transform(entity, lambda x: x.role)',
    'list_transform(entity, lambda x: x.what."type")',
    'patient."type"',
    'element."type"',
  ].join(', ')})`;
}

const OFFSET =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?[+-](0[0-9]|1[0-3]):[0-5][0-9]';

/**
 * An instant as instant.ts reads it (2026-03-01T13:05:00[.fraction](Z|±hh:mm)), NULL for any other text. The two usual
 * shapes are told by their length: the others cost more.
 */
function instant(column: string): string {
  const day = `NOT contains(${column}, 'T24')`;
  const utc = `(${column} LIKE '____-__-__T__:__:__.%Z') AND NOT contains(${column}, '.Z') AND NOT contains(${column}, 'T ') AND ${day}`;
  return `CASE WHEN strlen(${column}) = 24 AND ${column} LIKE '____-__-__T__:__:__.___Z' AND ${day} THEN try_cast(${column} AS TIMESTAMP)
    WHEN strlen(${column}) = 20 AND ${column} LIKE '____-__-__T__:__:__Z' AND ${day} THEN try_cast(${column} AS TIMESTAMP)
    WHEN ${utc} THEN try_cast(${column} AS TIMESTAMP)
    WHEN regexp_full_match(${column}, '${OFFSET}') AND ${day} THEN CAST(try_cast(${column} AS TIMESTAMPTZ) AS TIMESTAMP) END`;
}

/** The encounter of the row itself: R5's element, else the cross-version extension. */
const element = `CASE WHEN encounter IS NOT NULL OR "extension" IS NULL THEN encounter
  WHEN "extension"[1].url = ${ENCOUNTER_EXTENSION} THEN "extension"[1].valueReference
  WHEN len("extension") > 1 THEN list_filter("extension", lambda x: x.url = ${ENCOUNTER_EXTENSION})[1].valueReference END`;

/** A reference that is there, but known only by an identifier or not at all. */
function unnamed(reference: string): string {
  return `(${reference} IS NOT NULL AND coalesce(${reference}.reference, '') = '')`;
}

/** A reference whose type is perhaps only declared. */
function untyped(reference: string): string {
  return `CASE WHEN ${reference}."type" IS NULL THEN false ELSE NOT ref_usual(${reference}.reference) END`;
}

/**
 * The first pass over an NDJSON file, in its order: what differs from row to row, and for the rest a key, `act`. A log
 * of millions of rows has some thousands of acts; writing out their members for every row cost more than parsing.
 * References are kept as texts (`r1` …, `by_patient`, `by_element`); where one has no text, `unusual`, all of them
 * are kept whole. `odd`: not to be read by SQL.
 */
export function stagingSql(file: string, actsBy: ActsBy): string {
  const whole = { entities: 'entity', patient_element: 'patient', encounter_element: 'element' };
  const kept = Object.entries(whole).map(([name, of]) => `CASE WHEN unusual THEN "${of}" END AS ${name}`);
  return `
    SELECT id, instant AS recorded, updated, number, act, listed, ${each((n) => `r${n}`).join(', ')},
      patient.reference AS by_patient, element.reference AS by_element, unusual, ${kept.join(', ')}, ${odd} AS odd
    FROM (SELECT *, ${each((n) => `entity[${n}].what.reference AS r${n}`).join(', ')}, coalesce(len(entity), 0) AS listed,
        ${instant('recorded')} AS instant, ${instant('meta.lastUpdated')} AS updated, meta.versionId AS number, ${act(actsBy)} AS act,
        coalesce(len(list_filter(entity, lambda x: ${unnamed('x.what')} OR ${untyped('x.what')})) > 0, false) OR ${unnamed('patient')} OR ${unnamed('element')} AS unusual
      FROM (SELECT *, ${element} AS element FROM ${readJson(file, actsBy)}))`;
}

/**
 * DuckDB takes an object or a list where text is expected, and gives it as JSON text; `#` names a contained resource.
 * Nearly all references begin with a capital letter, which is told first.
 */
const odd = `coalesce(id = '' OR is_odd(id) OR contained IS NOT NULL OR resourceType <> 'AuditEvent'
    OR instant < TIMESTAMP '1991-01-01' OR instant >= TIMESTAMP '2100-01-01', true)
  OR coalesce(meta.lastUpdated <> '' AND (updated IS NULL OR updated < TIMESTAMP '1971-01-01'), false)
  OR coalesce(is_odd(number), false) OR listed > ${ENTITIES}
  OR ${[...each((n) => `r${n}`), 'patient.reference', 'element.reference'].map((r) => `CASE WHEN ${r} < 'A' OR ${r} >= '[' THEN is_odd(${r}) ELSE false END`).join(' OR ')}`;
