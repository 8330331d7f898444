import { quote } from '../../../store/engine.js';
import type { Server } from '../reference.js';

const MACHINES = "['110150', '110152', '110153', '110154', '110155']";
const ALTERNATIVE_ID = "'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID'";

/** An id that no id can be: the row is read by audit-event.ts instead. */
export const ODD = 'chr(1)';

/**
 * What reference.ts and agent.ts do, as SQL macros. The usual short form of a reference is told by its first and
 * last letters, so that regular expressions are only paid for where something is unusual.
 */
export function macros(server: string, servers: Server[]): string[] {
  const prefixOf = (alias: string) => {
    const known = servers.find((one) => one.alias === alias);
    return (known ? known.home : servers.length === 0) ? '' : `${alias}:`;
  };
  const prefix = quote(prefixOf(server));
  const listed = servers.flatMap(({ alias, base }) => {
    const root = base.endsWith('/') ? base : `${base}/`;
    return `WHEN starts_with(bare, ${quote(root)}) THEN ${quote(prefixOf(alias))} || substr(bare, ${root.length + 1})`;
  });
  const aliased = servers.map(
    ({ alias }) =>
      `WHEN starts_with(bare, ${quote(`${alias}:`)}) THEN ${quote(prefixOf(alias))} || substr(bare, ${alias.length + 2})`,
  );
  return [
    // Begins with {, [ or #, without cutting a letter off.
    `is_odd(r) AS (r >= '{' OR (r >= '[' AND r < '\\') OR (r >= '#' AND r < '$'))`,
    `prefix_of_server() AS ${prefix}`,
    `ref_usual(r) AS (r >= 'A' AND r < '[' AND NOT contains(r, ':') AND NOT contains(r, '?') AND contains(r, '/')
      AND NOT contains(substr(r, strpos(r, '/') + 1), '/') AND NOT ends_with(r, '/'))`,
    `ref_bare(r) AS regexp_replace(r, '/_history/[^/]*$', '')`,
    `ref_type(r) AS CASE WHEN r IS NULL THEN '' WHEN ref_usual(r) THEN left(r, strpos(r, '/') - 1)
      ELSE regexp_extract(ref_bare(r), '(?:^|[/:])([A-Z][A-Za-z]+)(?:/[^/?]+|\\?.*)$', 1) END`,
    // What is no text, or contained, gives the mark of rows that audit-event.ts must read.
    `ref_unusual(bare) AS CASE WHEN is_odd(bare) THEN ${ODD}
      WHEN regexp_matches(bare, '^[A-Za-z]+\\?identifier=') THEN bare
      ${listed.join('\n')}
      ${aliased.join('\n')}
      WHEN regexp_matches(bare, '^[A-Za-z][A-Za-z0-9+.-]*:') THEN bare
      ELSE ${prefix} || bare END`,
    // t is the reference's type: one that begins with it and has no version is the usual Type/id.
    `ref_id(r, t) AS CASE WHEN r IS NULL THEN '' WHEN t <> '' AND starts_with(r, t) AND NOT contains(r, '/_history/') AND NOT contains(r, '?')
      THEN ${prefix} || r ELSE ref_unusual(ref_bare(r)) END`,
    `last_part(t) AS CASE WHEN contains(t, '/') THEN regexp_extract(t, '[^/]*$') ELSE coalesce(t, '') END`,
    `by_identifier(t, i) AS t || '?identifier=' || coalesce(i."system", '') || '|' || i."value"`,
    `has_value(i) AS (i."value" <> '' AND i."value" IS NOT NULL)`,
    `within_server(t, k, v) AS ${prefix} || t || '?' || k || '=' || v`,
    `target_type(w) AS coalesce(nullif(ref_type(w.reference), ''), last_part(w."type"))`,
    `target_id(w, t) AS CASE WHEN w IS NULL THEN '' WHEN w.reference <> '' THEN ref_id(w.reference, t)
      WHEN t <> '' AND has_value(w.identifier) THEN by_identifier(t, w.identifier) ELSE '' END`,
    `is_machine(a) AS coalesce(CASE WHEN len(a."type".coding) = 1 THEN list_contains(${MACHINES}, a."type".coding[1].code)
      ELSE list_has_any(list_transform(a."type".coding, lambda c: c.code), ${MACHINES}) END, false)`,
    `alt_id(a) AS coalesce(nullif(a.altId, ''), CASE WHEN a."extension" IS NOT NULL THEN
      nullif(list_filter(a."extension", lambda x: x.url = ${ALTERNATIVE_ID})[1].valueIdentifier."value", '') END)`,
    `name_of(a) AS coalesce(nullif(a."name", ''), nullif(a.who.display, ''))`,
    `is_known(a) AS (coalesce(has_value(a.who.identifier), false) OR alt_id(a) IS NOT NULL OR name_of(a) IS NOT NULL)`,
    `is_untyped(a) AS (coalesce(a.who.reference, '') = '' AND coalesce(a.who."type", '') = '')`,
    `is_requestor(a) AS coalesce(a.requestor = 'true', false)`,
    // A chain of comparisons: DuckDB turns a longer IN list into a join.
    `is_person(t) AS (t = 'Practitioner' OR t = 'PractitionerRole' OR t = 'Patient' OR t = 'RelatedPerson' OR t = 'Person')`,
    // r is the type that who.reference names: worked out once, before.
    `person_type(a, r) AS CASE WHEN is_person(r) THEN r WHEN a IS NULL THEN ''
      WHEN is_untyped(a) THEN CASE WHEN is_requestor(a) AND NOT is_machine(a) AND is_known(a) THEN 'Practitioner' ELSE '' END
      WHEN a.who."type" <> '' AND is_person(last_part(a.who."type")) THEN last_part(a.who."type") ELSE '' END`,
    `instant_of(w) AS CASE WHEN ends_with(w, 'Z') THEN try_cast(w AS TIMESTAMP) ELSE CAST(try_cast(w AS TIMESTAMPTZ) AS TIMESTAMP) END`,
    `version_of(updated, number) AS coalesce(lpad(CAST(epoch_us(updated) AS VARCHAR), 18, '0'), repeat(' ', 18)) || '|' ||
      CASE WHEN number <> '' AND len(number) <= 20 AND NOT regexp_matches(number, '[^0-9]') THEN lpad(number, 20, '0') ELSE repeat(' ', 20) END || '|'`,
    `person_id(a, t) AS CASE WHEN t = '' THEN '' WHEN a.who.reference <> '' THEN ref_id(a.who.reference, t)
      WHEN has_value(a.who.identifier) THEN by_identifier(t, a.who.identifier)
      WHEN alt_id(a) IS NOT NULL THEN within_server(t, 'altId', alt_id(a))
      WHEN name_of(a) IS NOT NULL THEN within_server(t, 'name', name_of(a)) ELSE '' END`,
    `is_unidentified(a) AS (a IS NOT NULL AND is_requestor(a) AND is_untyped(a) AND NOT is_machine(a) AND NOT is_known(a))`,
    `any_ref_id(r) AS ref_id(nullif(r, ''), ref_type(nullif(r, '')))`,
    `names_of(a, t) AS CASE WHEN a IS NULL OR t <> '' THEN []
      WHEN a.who.reference <> '' AND a.who.identifier IS NULL AND a."name" IS NULL AND a.who.display IS NULL THEN [any_ref_id(a.who.reference)]
      ELSE list_distinct(list_filter([nullif(any_ref_id(a.who.reference), ''),
        nullif(a.who.identifier."value", ''), nullif(a."name", ''), nullif(a.who.display, '')], lambda x: x IS NOT NULL)) END`,
    `place_of(w) AS coalesce(nullif(any_ref_id(w.reference), ''), nullif(w.identifier."value", ''), nullif(w.display, ''))`,
    `concept_codes(l) AS CASE WHEN l IS NULL THEN [] ELSE
      list_filter(flatten(list_transform(l, lambda c: list_transform(c.coding, lambda k: k.code))), lambda x: x <> '') END`,
    `coding_codes(l) AS CASE WHEN l IS NULL THEN [] WHEN len(l) = 1 AND l[1].code <> '' THEN [l[1].code]
      ELSE list_filter(list_transform(l, lambda k: k.code), lambda x: x <> '') END`,
  ].map((one) => `CREATE OR REPLACE TEMP MACRO ${one}`);
}
