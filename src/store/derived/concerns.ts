import { joinIds, resolved } from './encounters.js';
import type { FeedTables } from './feed-tables.js';
import { idHash } from './names.js';

/**
 * Table `concern_of_period`: every concern raised in the period. Who raised it is not known, so that its cluster is the
 * responsible clinician of the encounter it names.
 */
export async function createConcerns({
  engine,
  identity,
  clock,
  declared,
  inPeriod,
}: FeedTables): Promise<void> {
  await identity.resolve('current_concern', ['encounter_ref']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE concern_of_period AS
    SELECT c.raised, c.site_day, c.tool, coalesce(r.h, 0) AS h, ${idHash('r.patient_id')} AS p, coalesce(s.cluster_id, '') AS cluster_id, c.answer_us
    FROM (SELECT raised, ${clock.day('raised')} AS site_day, coalesce(tool, '') AS tool, encounter_ref, epoch_us(answered) - epoch_us(raised) AS answer_us
      FROM current_concern WHERE ${declared('raised')}) c
      ${joinIds('c', ['encounter_ref'])} LEFT JOIN row_enc r ON r.h = ${idHash(resolved('c', 'encounter_ref'))}
      LEFT JOIN responsible s ON s.encounter_id = r.encounter_id
    WHERE ${inPeriod('c.site_day')}`);
}
