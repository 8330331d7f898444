import { scaled, TOOLS } from './support/log.js';
import { csv, measured, measuredAll, ndjson, shuffled, visit } from './support/measured.js';
import { ORDERS, order } from './support/orders.js';

const july = { from: '2026-07-01', to: '2026-07-31' };

describe('tword', () => {
  const files = {
    'tools.yaml': TOOLS,
    'fhir.ndjson': ndjson(visit('v1')),
    'order_event.csv': csv(
      ORDERS,
      order('o1', 'placed', 'd1', '09:00:00', { encounter: 'v1' }),
      order('o1', 'contributed', 'n1', '08:59:00'), // another’s, before it was placed
      order('o2', 'placed', 'd1', '09:00:00'),
      order('o2', 'contributed', 'd1', '09:01:00'), // one’s own
      order('o3', 'placed', 'd2', '09:00:00'),
      order('o3', 'contributed', 'n1', '2026-08-09T09:00:00-04:00'), // after the period
      order('o4', 'placed', 'd2', '09:00:00'),
      order('o4', 'cancelled', 'n1', '09:05:00'), // taken back by another: placed all the same, and no contribution
      order('o5', 'placed', 'd2', '2026-06-30T23:59:59-04:00'), // June
      order('o5', 'contributed', 'n1', '09:00:00'),
      order('o6', 'contributed', 'n1', '09:00:00'), // never placed
      order('o7', 'placed', '', '09:00:00'), // by nobody known: together
      order('o8', 'placed', 'room-1', '09:00:00'), // by an account that is no person
      order('o9', 'placed', 'Patient/p1', '09:00:00'), // by a patient
      order('o10', 'placed', 'd3', '2026-07-31T23:59:59-04:00'), // the last second, and nobody helped
    ),
  };

  test('orders placed to which somebody else contributed ÷ orders placed', async () => {
    const questions = [{ measure: 'tword' }, { measure: 'tword', by: 'class' as const }];
    const [site, classes] = await measuredAll(questions, files, july);
    expect(scaled(site!.clusters[''], [1, 1])).toEqual({ '': [0, 1], d1: [1, 2], d2: [1, 2], d3: [0, 1] });
    // By the class of the encounter that an order names: o1's.
    expect(classes!.sums).toEqual({ '': [1, 5], AMB: [1, 1] });
    expect(await measuredAll(questions, shuffled(files, 4), july)).toEqual([site, classes]);
  });

  test('missing without any contribution', async () => {
    const alone = { 'order_event.csv': csv(ORDERS, order('o1', 'placed', 'd1', '09:00:00')) };
    expect((await measured('tword', alone, july)).missing).toBe('order-contribution');
  });
});
