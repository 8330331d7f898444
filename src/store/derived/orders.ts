import { joinIds, resolved } from './encounters.js';
import { type FeedTables, machines } from './feed-tables.js';
import { userCounts } from './users.js';

/** Table `clinician_order_day`: how many orders each clinician placed on each site day; also those cancelled since. */
export async function createOrders(context: FeedTables): Promise<void> {
  const { engine, identity, clock, declared, inPeriod } = context;
  await identity.resolve('current_order_event', ['user_id']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE placed_order AS
    SELECT ${resolved('o', 'user_id')} AS user_id, o.site_day
    FROM (SELECT user_id, ${clock.day('"at"')} AS site_day FROM current_order_event WHERE what = 'placed' AND ${declared('"at"')}) o
      ${joinIds('o', ['user_id'])} WHERE ${inPeriod('o.site_day')}`);
  const accounts = await machines(context, 'SELECT user_id FROM placed_order');
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_order_day AS
    SELECT user_id, site_day, count(*) AS orders FROM placed_order
    WHERE ${userCounts('user_id')} AND (user_id IN ${accounts}) IS NOT true GROUP BY ALL`);
}
