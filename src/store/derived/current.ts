import { type Engine, quote } from '../engine.js';
import { filesOf } from '../layout.js';
import { TABLES, type Table, tableNamed } from '../tables.js';

/** The column that names the FHIR resource a row came from: all rows of one resource have one version. */
const OWNERS: Record<string, string> = {
  encounter: 'encounter_id',
  participation: 'encounter_id',
  appointment: 'appointment_id',
  practitioner_role: 'owner',
  patient_stratum: 'patient_id',
  identity: 'owner',
  order_event: 'order_id',
  benefit: 'benefit_id',
};

/** A scan of a table's files; an empty relation of the same columns where there are none. */
export function scan(store: string, name: string): string {
  const table = tableNamed(name);
  const files = filesOf(store, name).map(({ path }) => quote(path));
  return files.length > 0
    ? `read_parquet([${files.join(', ')}], hive_partitioning = false)`
    : `(SELECT ${emptyColumns(table)} WHERE false)`;
}

function emptyColumns(table: Table): string {
  return Object.entries(table.columns)
    .map(([column, type]) => `NULL::${type} AS "${column}"`)
    .join(', ');
}

/**
 * Makes a table `current_<name>` of every table but audit_event: of several rows of one id from one server the one
 * with the greatest version (measures: "Version"). Rows of a FHIR resource count only if they are of its current
 * version, so that what a later version left out is gone.
 */
export async function createCurrent(engine: Engine, store: string): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE current_resource AS
    SELECT reference, any_value("type") AS "type", max(version) AS version
    FROM ${scan(store, 'resource')} GROUP BY reference`);
  for (const table of TABLES.values()) {
    if (table.name === 'audit_event' || table.name === 'resource') continue;
    await engine.run(`CREATE OR REPLACE TEMP TABLE current_${table.name} AS ${currentRows(store, table)}`);
  }
}

function currentRows(store: string, table: Table): string {
  const owner = OWNERS[table.name];
  const rows = owner
    ? `(SELECT t.* FROM ${scan(store, table.name)} t LEFT JOIN current_resource r ON r.reference = t."${owner}"
        WHERE r.version IS NULL OR r.version = t.version)`
    : scan(store, table.name);
  const id = [...table.id, 'server'].map((column) => `"${column}"`).join(', ');
  // What is there as returned and as shown counts once, as shown; position decides between equal participants.
  const first = table.name === 'alert' ? "seen = 'shown' DESC NULLS LAST," : '';
  const last = table.name === 'participation' ? ', position' : '';
  const rest = Object.keys(table.columns).filter((column) => column !== 'source');
  return `SELECT * FROM ${rows} QUALIFY row_number() OVER (
    PARTITION BY ${id} ORDER BY ${first} version DESC${last}, ${rest.map((column) => `"${column}"`).join(', ')}, source) = 1`;
}
