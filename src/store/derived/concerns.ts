import { joinIds, resolved } from './encounters.js';
import type { FeedTables } from './feed-tables.js';
import { idHash } from './names.js';

/** The first clinician by id; nobody only where there is no other. */
const FIRST = "coalesce(min(nullif(user_id, '')), min(user_id))";

/**
 * Table `concern_of_period`: every concern raised in the period. Who raised it is not known, so that its cluster is the
 * responsible clinician of the encounter it names. `with_alerts` and `with_tool_alerts` say with whose alerts (all of the
 * days that both feeds cover; the tool's) it is counted: with those of its cluster, else of the first clinician by id,
 * so that no concern is lost where its cluster had no alert.
 */
export async function createConcerns({
  engine,
  identity,
  clock,
  declared,
  inPeriod,
}: FeedTables): Promise<void> {
  await identity.resolve('current_concern', ['encounter_ref']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE concern_row AS
    SELECT c.raised, c.site_day, c.tool, coalesce(r.h, 0) AS h, ${idHash('r.patient_id')} AS p, coalesce(s.cluster_id, '') AS cluster_id, c.answer_us
    FROM (SELECT raised, ${clock.day('raised')} AS site_day, coalesce(tool, '') AS tool, encounter_ref, epoch_us(answered) - epoch_us(raised) AS answer_us
      FROM current_concern WHERE ${declared('raised')}) c
      ${joinIds('c', ['encounter_ref'])} LEFT JOIN row_enc r ON r.h = ${idHash(resolved('c', 'encounter_ref'))}
      LEFT JOIN responsible s ON s.encounter_id = r.encounter_id
    WHERE ${inPeriod('c.site_day')}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE concern_of_period AS
    WITH counted AS (
      SELECT DISTINCT user_id, tool FROM alert_of_period WHERE site_day IN (SELECT site_day FROM covered_day WHERE what = 'concern')),
    tool_first AS (SELECT tool, ${FIRST} AS user_id FROM counted GROUP BY tool)
    SELECT c.*, coalesce(u.user_id, (SELECT ${FIRST} FROM counted)) AS with_alerts, coalesce(t.user_id, f.user_id) AS with_tool_alerts
    FROM concern_row c LEFT JOIN (SELECT DISTINCT user_id FROM counted) u ON u.user_id = c.cluster_id
      LEFT JOIN counted t ON t.user_id = c.cluster_id AND t.tool = c.tool LEFT JOIN tool_first f ON f.tool = c.tool`);
}
