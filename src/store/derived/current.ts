import { type Engine, quote } from '../engine.js';
import { filesOf } from '../layout.js';
import { TABLES, type Table, tableNamed } from '../tables.js';

/** SQL that names the FHIR resource a row came from: all rows of one resource have one version. */
const OWNERS: Record<string, string> = {
  encounter: 't.encounter_id',
  participation: 't.encounter_id',
  appointment: 't.appointment_id',
  practitioner_role: 't.owner',
  care_team: 't.owner',
  // What has no owner was written when all strata came from Patient.
  patient_stratum: "coalesce(nullif(t.owner, ''), t.patient_id)",
  identity: 't.owner',
  order_event: 't.order_id',
  benefit: 't.benefit_id',
};

/** What tells rows of one id apart besides: an order is placed once, and several people may contribute or take it back. */
const ACTS: Record<string, string[]> = {
  order_event: ["CASE WHEN what <> 'placed' THEN user_id END", 'CASE WHEN what <> \'placed\' THEN "at" END'],
};

/** A scan of a table's files; an empty relation of the same columns where there are none. */
export function scan(store: string, name: string): string {
  const table = tableNamed(name);
  const files = filesOf(store, name).map(({ path }) => quote(path));
  const nothing = `SELECT ${emptyColumns(table)} WHERE false`;
  if (files.length === 0) return `(${nothing})`;
  const list = `[${files.join(', ')}]`;
  // These are small, and some have got columns that older files lack.
  return table.instant === null
    ? `(${nothing} UNION ALL BY NAME FROM read_parquet(${list}, hive_partitioning = false, union_by_name = true))`
    : `read_parquet(${list}, hive_partitioning = false)`;
}

function emptyColumns(table: Table): string {
  return Object.entries(table.columns)
    .map(([column, type]) => `NULL::${type} AS "${column}"`)
    .join(', ');
}

/**
 * Makes a table `current_<name>` of every table but audit_event: of several rows of one id from one server the one
 * with the greatest version (measures: "Version"). Rows of a FHIR resource count only if they are of its current
 * version, so that what a later version left out is gone; a row of another feed that speaks of the resource is no version of it.
 */
export async function createCurrent(engine: Engine, store: string): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE current_resource AS
    SELECT reference, any_value("type") AS "type", max(version) AS version, list(DISTINCT feed) AS feeds
    FROM ${scan(store, 'resource')} GROUP BY reference`);
  for (const table of TABLES.values()) {
    if (table.name === 'audit_event' || table.name === 'resource') continue;
    await engine.run(`CREATE OR REPLACE TEMP TABLE current_${table.name} AS ${currentRows(store, table)}`);
  }
}

function currentRows(store: string, table: Table): string {
  const rows = rowsOf(store, table);
  const id = [...[...table.id, 'server'].map((column) => `"${column}"`), ...(ACTS[table.name] ?? [])].join(
    ', ',
  );
  // What is there as returned and as shown counts once, as shown; position decides between equal participants.
  const first = table.name === 'alert' ? "(seen IS NOT DISTINCT FROM 'shown') DESC," : '';
  const last = table.name === 'participation' ? ', position' : '';
  const rest = Object.keys(table.columns).filter((column) => column !== 'source');
  return `SELECT * FROM ${rows} QUALIFY row_number() OVER (
    PARTITION BY ${id} ORDER BY ${first} version DESC${last}, ${rest.map((column) => `"${column}"`).join(', ')}, source) = 1`;
}

/** Of a resource's rows those of its current version. */
function rowsOf(store: string, { name }: Table): string {
  const owner = OWNERS[name];
  const current = owner
    ? `SELECT t.* FROM ${scan(store, name)} t LEFT JOIN current_resource r ON r.reference = ${owner}
        WHERE r.version IS NULL OR r.version = t.version OR NOT list_contains(r.feeds, t.feed)`
    : `SELECT t.* FROM ${scan(store, name)} t`;
  const about = SPEAKS_OF[name];
  return about
    ? `(${current} QUALIFY ${GIVEN} = max(${GIVEN}) OVER (PARTITION BY ${about}, server, feed))`
    : `(${current})`;
}

/**
 * What several rows of a delimited file may speak of side by side, until one of a later version does: the practitioners of
 * an appointment, and what begins together and ends apart (docs/decisions.md, 136 and 137).
 */
const SPEAKS_OF: Record<string, string> = {
  appointment: 'appointment_id',
  care_team: 'patient_id, user_id, started, owner',
  shift: 'user_id, started',
};

/** What was said of a version, without what decides between equal ones (feeds/fhir/version.ts); blank where nothing was. */
const GIVEN = 'substr(t.version, 1, 39)';
