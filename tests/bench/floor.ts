import { DuckDBInstance } from '@duckdb/node-api';

/**
 * The floor: DuckDB's bare projection of what `audit_event` holds, from the same NDJSON to Parquet. No choice of the
 * acting agent, no ids made one, no duplicates: just the members, as they lie.
 */
const [file, out] = process.argv.slice(2) as [string, string];

const reference =
  'STRUCT(reference VARCHAR, identifier STRUCT("system" VARCHAR, "value" VARCHAR), display VARCHAR)';
const concept = 'STRUCT(coding STRUCT(code VARCHAR)[])';
const columns = {
  id: 'VARCHAR',
  meta: 'STRUCT(lastUpdated VARCHAR, versionId VARCHAR)',
  recorded: 'TIMESTAMPTZ',
  type: 'STRUCT(code VARCHAR)',
  subtype: 'STRUCT(code VARCHAR)[]',
  category: `${concept}[]`,
  code: concept,
  action: 'VARCHAR',
  outcome: 'VARCHAR',
  purposeOfEvent: `${concept}[]`,
  authorization: `${concept}[]`,
  agent: `STRUCT(type ${concept}, who ${reference}, requestor BOOLEAN, "name" VARCHAR, altId VARCHAR, network STRUCT(address VARCHAR), networkString VARCHAR)[]`,
  source: `STRUCT(observer ${reference}, site VARCHAR)`,
  entity: `STRUCT(what ${reference})[]`,
  patient: reference,
  encounter: reference,
};
const declared = Object.entries(columns).map(([name, type]) => `"${name}": '${type}'`);

const instance = await DuckDBInstance.create(':memory:', { memory_limit: '800MB' });
const connection = await instance.connect();
await connection.run(`COPY (
  SELECT id, recorded, agent[1].who.reference AS user_id, agent[1].network.address AS workstation, agent[1].networkString AS network, action,
    "type".code AS "type", category[1].coding[1].code AS category, list_transform(subtype, lambda x: x.code) AS subtypes, code.coding[1].code AS code,
    outcome, purposeOfEvent[1].coding[1].code AS purpose, "authorization"[1].coding[1].code AS authorized, source.observer.reference AS observer,
    source.site AS site, list_transform(agent, lambda x: x.who.reference) AS agents, list_transform(entity, lambda x: x.what.reference) AS entities,
    patient.reference AS patient_id, encounter.reference AS encounter_ref, meta.lastUpdated AS updated, meta.versionId AS version
  FROM read_json('${file}', format = 'newline_delimited', columns = {${declared.join(', ')}})
) TO '${out}' (FORMAT parquet)`);
connection.closeSync();
instance.closeSync();
