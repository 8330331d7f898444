/** The members of an AuditEvent (R4 and R5) that are read, as DuckDB types. VARCHAR holds JSON text where a member is an object. */

const identifier = 'STRUCT("system" VARCHAR, "value" VARCHAR)';
const reference = `STRUCT(reference VARCHAR, "type" VARCHAR, display VARCHAR, identifier ${identifier})`;
const coding = 'STRUCT(code VARCHAR)';
const concept = `STRUCT(coding ${coding}[])`;
const codingOrConcept = `STRUCT(code VARCHAR, coding ${coding}[])`;

const agent = `STRUCT(
  "type" ${concept}, who ${reference}, requestor VARCHAR, "name" VARCHAR, altId VARCHAR,
  network STRUCT(address VARCHAR), networkString VARCHAR, networkUri VARCHAR, networkReference STRUCT(reference VARCHAR),
  "extension" STRUCT(url VARCHAR, valueIdentifier ${identifier})[],
  purposeOfUse ${concept}[], "authorization" ${concept}[])`;

const COLUMNS: Record<string, string> = {
  resourceType: 'VARCHAR',
  id: 'VARCHAR',
  meta: 'STRUCT(lastUpdated VARCHAR, versionId VARCHAR)',
  contained: 'VARCHAR',
  extension: `STRUCT(url VARCHAR, valueReference ${reference})[]`,
  type: codingOrConcept,
  subtype: `${coding}[]`,
  category: `${concept}[]`,
  code: concept,
  action: 'VARCHAR',
  recorded: 'VARCHAR',
  outcome: 'VARCHAR',
  purposeOfEvent: `${concept}[]`,
  authorization: `${concept}[]`,
  agent: `${agent}[]`,
  source: `STRUCT(observer ${reference}, site VARCHAR)`,
  entity: `STRUCT(what ${reference}, role ${codingOrConcept})[]`,
  patient: reference,
  encounter: reference,
};

/** read_json of one NDJSON file, strict: any member of a wrong shape fails the query. */
export function readJson(file: string): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `"${name}": '${type.replaceAll("'", "''")}'`);
  return `read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {${columns.join(', ')}})`;
}
