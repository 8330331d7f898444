/**
 * The members of an AuditEvent (R4 and R5) that are read, as DuckDB types. VARCHAR holds JSON text where a member is an
 * object; JSON is a member's text whatever it is, strings in their quotes.
 */

const identifier = 'STRUCT("system" VARCHAR, "value" VARCHAR)';
const reference = `STRUCT(reference VARCHAR, "type" VARCHAR, identifier ${identifier})`;
const named = `STRUCT(reference VARCHAR, "type" VARCHAR, display VARCHAR, identifier ${identifier})`;
const coding = 'STRUCT(code VARCHAR)';
const concept = `STRUCT(coding ${coding}[])`;
const codingOrConcept = `STRUCT(code VARCHAR, coding ${coding}[])`;

const agent = `STRUCT(
  "type" ${concept}, who ${named}, requestor VARCHAR, "name" VARCHAR, altId VARCHAR,
  network STRUCT(address VARCHAR), networkString VARCHAR, networkUri VARCHAR, networkReference STRUCT(reference VARCHAR),
  "extension" STRUCT(url VARCHAR, valueIdentifier ${identifier})[],
  purposeOfUse ${concept}[], "authorization" ${concept}[])`;

/** What differs from row to row. */
const OWN: Record<string, string> = {
  resourceType: 'VARCHAR',
  id: 'VARCHAR',
  meta: 'STRUCT(lastUpdated VARCHAR, versionId VARCHAR)',
  contained: 'VARCHAR',
  extension: `STRUCT(url VARCHAR, valueReference ${reference})[]`,
  recorded: 'VARCHAR',
  entity: `STRUCT(what ${reference}, role JSON)[]`,
  patient: reference,
  encounter: reference,
};

/** What makes an act, besides who acted through what. */
const KIND: Record<string, string> = {
  type: codingOrConcept,
  subtype: `${coding}[]`,
  category: `${concept}[]`,
  code: concept,
  action: 'VARCHAR',
  outcome: 'VARCHAR',
  purposeOfEvent: `${concept}[]`,
  authorization: `${concept}[]`,
};

export const KIND_MEMBERS = Object.keys(KIND);

/**
 * How who acted, and through what, is told from another: by the whole text of `agent` and `source`, or by those of their
 * members that we read. Text is much faster; a log whose agents carry something that is new in every row has an act a
 * row by it.
 */
export type ActsBy = 'text' | 'members';

const ACTORS: Record<ActsBy, Record<string, string>> = {
  text: { agent: 'JSON', source: 'JSON' },
  members: { agent: `${agent}[]`, source: `STRUCT(observer ${named}, site VARCHAR)` },
};

/** read_json of one NDJSON file, strict: any member of a wrong shape fails the query. */
export function readJson(file: string, actsBy: ActsBy): string {
  const columns = Object.entries({ ...OWN, ...KIND, ...ACTORS[actsBy] }).map(
    ([name, type]) => `"${name}": '${type.replaceAll("'", "''")}'`,
  );
  return `read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {${columns.join(', ')}})`;
}
