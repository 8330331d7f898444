import { joinIds, resolved } from './encounters.js';
import { type FeedTables, machines } from './feed-tables.js';
import { idHash } from './names.js';
import { addPatients } from './strata.js';
import { userCounts } from './users.js';

/** Within which an order is taken back, and then placed for somebody else (Adelman, JAMIA 2013). */
const SOON = 'INTERVAL 10 MINUTE';

/**
 * Table `order_of_period`: the orders that people placed in the period, also those cancelled since, with whether somebody
 * else contributed and whether it was taken back and placed again for another patient (docs/decisions.md, 90, 104, 105).
 */
export async function createOrders(context: FeedTables): Promise<void> {
  const { engine, identity, clock, declared, inPeriod } = context;
  const ids = ['user_id', 'patient_id', 'encounter_ref'];
  await identity.resolve('current_order_event', ids);
  await engine.run(`CREATE OR REPLACE TEMP TABLE order_row AS
    SELECT o.order_id, o.server, ${ids.map((id) => `${resolved('o', id)} AS ${id}`).join(', ')}, coalesce(o.code, '') AS code, o."at", o.what, o.inside
    FROM (SELECT *, ${declared('"at"')} AS inside FROM current_order_event) o ${joinIds('o', ids)}`);
  const accounts = await machines(context, 'SELECT user_id FROM order_row');
  await engine.run(`CREATE OR REPLACE TEMP TABLE order_of_period AS
    WITH placed AS (SELECT *, rowid AS no FROM order_row WHERE what = 'placed'),
    contributed AS (SELECT DISTINCT p.no FROM placed p JOIN order_row c
      ON c.order_id = p.order_id AND c.server IS NOT DISTINCT FROM p.server AND c.what = 'contributed' AND c.inside AND c.user_id NOT IN ('', p.user_id)
        AND ${userCounts('c.user_id')} AND (c.user_id IN ${accounts}) IS NOT true),
    again AS (SELECT DISTINCT p.no FROM placed p
      JOIN order_row c ON c.order_id = p.order_id AND c.server IS NOT DISTINCT FROM p.server AND c.what = 'cancelled'
        AND c.inside AND c.user_id = p.user_id AND c."at" >= p."at" AND c."at" <= p."at" + ${SOON}
      JOIN placed r ON r.inside AND r.user_id = p.user_id AND r.code = p.code AND r.patient_id <> p.patient_id AND r.patient_id <> ''
        AND r."at" >= c."at" AND r."at" <= c."at" + ${SOON}
      WHERE p.user_id <> '' AND p.code <> '' AND p.patient_id <> '')
    SELECT user_id, patient_id, ${idHash('patient_id')} AS p, coalesce(e.h, 0) AS h, "at", ${clock.day('"at"')} AS site_day,
      no IN (FROM contributed) AS contributed, no IN (FROM again) AS reordered
    FROM placed LEFT JOIN (SELECT h FROM encounter_known) e ON e.h = ${idHash('encounter_ref')}
    WHERE inside AND ${inPeriod(clock.day('"at"'))} AND ${userCounts('user_id')} AND (user_id IN ${accounts}) IS NOT true`);
  await addPatients(engine, 'SELECT patient_id FROM order_of_period');
}
