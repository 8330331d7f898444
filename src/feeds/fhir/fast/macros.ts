import { quote } from '../../../store/engine.js';
import type { Server } from '../reference.js';

/** An id that no id can be: the row is read by audit-event.ts instead. */
export const ODD = 'chr(1)';

/**
 * What reference.ts does, as SQL macros. The usual short form of a reference is told by its first and
 * last letters, so that regular expressions are only paid for where something is unusual.
 */
export function macros(server: string, servers: Server[]): string[] {
  const prefixOf = (alias: string) => {
    const known = servers.find((one) => one.alias === alias);
    return (known ? known.home : servers.length === 0) ? '' : `${alias}:`;
  };
  const prefix = quote(prefixOf(server));
  const prefixed = (text: string) => (prefix === "''" ? text : `${prefix} || ${text}`);
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
    `ref_usual(r) AS (r >= 'A' AND r < '[' AND r LIKE '%/%' AND NOT r LIKE '%/%/%' AND NOT ends_with(r, '/') AND NOT contains(r, ':')
      AND NOT contains(r, '?'))`,
    `ref_bare(r) AS regexp_replace(r, '/_history/[^/]*$', '')`,
    // Most references are to patients and encounters: three comparisons tell those.
    `names_plain(r, t) AS (starts_with(r, t) AND NOT contains(substr(r, len(t) + 1), '/') AND NOT contains(r, '?') AND len(r) > len(t))`,
    `ref_type(r) AS CASE WHEN r IS NULL THEN '' WHEN names_plain(r, 'Patient/') THEN 'Patient' WHEN names_plain(r, 'Encounter/') THEN 'Encounter'
      WHEN ref_usual(r) THEN left(r, strpos(r, '/') - 1)
      ELSE regexp_extract(ref_bare(r), '(?:^|[/:])([A-Z][A-Za-z]+)(?:/[^/?]+|\\?[\\s\\S]*)$', 1) END`,
    // u: whether the reference is of the usual form; of those, that is all there is to it.
    `usual_type(r, u) AS CASE WHEN r IS NULL THEN '' WHEN u THEN left(r, strpos(r, '/') - 1) ELSE ref_type(r) END`,
    `usual_id(r, u, t) AS CASE WHEN r IS NULL THEN '' WHEN u THEN ${prefixed('r')} ELSE ref_id(r, t) END`,
    // What is no text, or contained, gives the mark of rows that audit-event.ts must read.
    `ref_unusual(bare) AS CASE WHEN is_odd(bare) THEN ${ODD}
      WHEN regexp_matches(bare, '^[A-Za-z]+\\?identifier=') THEN bare
      ${listed.join('\n')}
      ${aliased.join('\n')}
      WHEN regexp_matches(bare, '^[A-Za-z][A-Za-z0-9+.-]*:') THEN bare
      ELSE ${prefixed('bare')} END`,
    // t is the reference's type: one that begins with it and has no version is the usual Type/id.
    `ref_id(r, t) AS CASE WHEN r IS NULL THEN '' WHEN t <> '' AND starts_with(r, t) AND NOT contains(r, '/_history/') AND NOT contains(r, '?')
      THEN ${prefixed('r')} ELSE ref_unusual(ref_bare(r)) END`,
    `last_part(t) AS CASE WHEN contains(t, '/') THEN regexp_extract(t, '[^/]*$') ELSE coalesce(t, '') END`,
    `by_identifier(t, i) AS t || '?identifier=' || coalesce(i."system", '') || '|' || i."value"`,
    `has_value(i) AS (i."value" <> '' AND i."value" IS NOT NULL)`,
    `target_type(w) AS coalesce(nullif(ref_type(w.reference), ''), last_part(w."type"))`,
    `target_id(w, t) AS CASE WHEN w IS NULL THEN '' WHEN w.reference <> '' THEN ref_id(w.reference, t)
      WHEN t <> '' AND has_value(w.identifier) THEN by_identifier(t, w.identifier) ELSE '' END`,
    // Eighteen digits of the instant by adding a nineteenth, and most numbers have one digit: lpad is dear.
    `version_of(updated, number) AS concat(coalesce(substr(CAST(1000000000000000000 + epoch_us(updated) AS VARCHAR), 2), repeat(' ', 18)), '|',
      CASE WHEN strlen(number) = 1 AND number >= '0' AND number <= '9' THEN repeat('0', 19) || number
        WHEN number <> '' AND len(number) <= 20 AND NOT regexp_matches(number, '[^0-9]') THEN lpad(number, 20, '0') ELSE repeat(' ', 20) END, '|')`,
  ].map((one) => `CREATE OR REPLACE TEMP MACRO ${one}`);
}
