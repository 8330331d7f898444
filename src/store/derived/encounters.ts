import type { Engine } from '../engine.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';
import type { WallClock } from './time.js';

const STILL_OPEN_CLASSES = "('IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER')";
const STILL_OPEN_STATUSES = "('arrived', 'triaged', 'in-progress', 'onleave', 'on-hold', 'discharged')";
/** Days on a ward, not visits. */
const STAYS = STILL_OPEN_CLASSES;
const NOT_COUNTED = "('planned', 'cancelled', 'discontinued', 'entered-in-error')";

/** `coalesce(what the id stands for, the id)`; join with joinIds. */
export function resolved(alias: string, column: string): string {
  return `coalesce(${alias}_${column}.resolved, ${alias}.${column}, '')`;
}

export function joinIds(alias: string, columns: string[]): string {
  return columns
    .map((column) => `LEFT JOIN id_map ${alias}_${column} ON ${alias}_${column}.id = ${alias}.${column}`)
    .join('\n');
}

/**
 * Tables `enc` (every encounter read, with its effective end, whether it counts and what attribution asks of it),
 * `visit` (those with a start and a later end as given that are no stay) and `part` (who takes part), with ids replaced. Measures: "Encounters that count".
 */
export async function createEncounters(engine: Engine, identity: Identity, clock: WallClock): Promise<void> {
  await identity.resolve('current_encounter', ['encounter_id', 'patient_id']);
  await identity.resolve('current_participation', ['encounter_id', 'user_id']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE enc AS
    WITH found AS (
      SELECT ${resolved('e', 'encounter_id')} AS encounter_id, ${resolved('e', 'patient_id')} AS patient_id,
        coalesce(status, '') AS status, coalesce(class, '') AS class, (coalesce("virtual", false) OR coalesce(class, '') = 'VR') AS "virtual",
        started, ended, coalesce(service, '') AS service, coalesce(site, '') AS site, server
      FROM current_encounter e ${joinIds('e', ['encounter_id', 'patient_id'])}
      QUALIFY row_number() OVER (PARTITION BY ${resolved('e', 'encounter_id')} ORDER BY version DESC, server) = 1)
    SELECT *, ${idHash('encounter_id')} AS h, ${idHash('patient_id')} AS p,
      status NOT IN ${NOT_COUNTED} AS counts,
      CASE WHEN ended IS NOT NULL THEN ended
        WHEN started IS NULL THEN NULL
        WHEN class IN ${STILL_OPEN_CLASSES} AND status IN ${STILL_OPEN_STATUSES} THEN NULL
        WHEN status IN ('finished', 'completed') THEN ${clock.endOf(clock.day('started'))}
        ELSE started + INTERVAL 24 HOUR END AS effective_end,
      row_number() OVER (ORDER BY started DESC NULLS LAST, encounter_id)::UBIGINT AS by_start,
      row_number() OVER (PARTITION BY patient_id ORDER BY encounter_id)::UBIGINT AS by_id,
      -- Outside these no row is in the encounter or near it; NULL: it is never open or near.
      least(started - INTERVAL 24 HOUR, effective_end) AS near_from,
      CASE WHEN started IS NULL THEN NULL WHEN effective_end IS NULL THEN TIMESTAMP 'infinity'
        ELSE greatest(started, effective_end + INTERVAL 72 HOUR) END AS near_to
    FROM found`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE visit AS
    SELECT h, started, ended FROM enc WHERE counts AND ended > started AND class NOT IN ${STAYS}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE part AS
    SELECT ${resolved('p', 'encounter_id')} AS encounter_id, ${resolved('p', 'user_id')} AS user_id,
      coalesce(role, '') AS role, coalesce(position, 0) AS position
    FROM current_participation p ${joinIds('p', ['encounter_id', 'user_id'])}`);
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE takes_part AS SELECT DISTINCT ${idHash('encounter_id')} AS h, ${idHash('user_id')} AS u FROM part WHERE user_id <> ''`,
  );
}
