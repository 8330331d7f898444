import { scaled, TOOLS } from './support/log.js';
import { csv, measured, ndjson } from './support/measured.js';
import { ORDERS, order } from './support/orders.js';

const july = { from: '2026-07-01', to: '2026-07-31' };

describe('tword', () => {
  test('one’s own contribution does not hide another’s', async () => {
    const both = ['a1', 'z1'].map((helper) => ({
      'order_event.csv': csv(
        ORDERS,
        order('o1', 'placed', 'm1', '09:00:00'),
        order('o1', 'contributed', 'm1', '08:00:00'),
        order('o1', 'contributed', helper, '08:30:00'),
      ),
    }));
    for (const one of both) expect((await measured('tword', one, july)).sums['']).toEqual([1, 1]);
  });

  test.each([
    ['nobody known', ''],
    ['an account that is no person', 'room-1'],
    ['a device', 'Device/d'],
  ])('a contribution of %s is no team’s', async (_, who) => {
    const one = {
      'tools.yaml': TOOLS,
      'order_event.csv': csv(
        ORDERS,
        order('o1', 'placed', 'd1', '09:00:00'),
        order('o1', 'contributed', who, '08:30:00'),
      ),
    };
    expect((await measured('tword', one, july)).sums['']).toEqual([0, 1]);
  });
});

describe('wrong-patient-retract-reorder', () => {
  test('counted where the first was placed, also if the second was placed after the period', async () => {
    const edge = {
      'order_event.csv': csv(
        ORDERS,
        order('a', 'placed', 'd1', '2026-07-31T23:55:00-04:00'),
        order('a', 'cancelled', 'd1', '2026-08-01T00:00:00-04:00'),
        order('b', 'placed', 'd1', '2026-08-01T00:05:00-04:00', { patient: 'p2' }),
      ),
    };
    const august = { from: '2026-08-01', to: '2026-08-31' };
    const [first, second] = [july, august].map((period) =>
      measured('wrong-patient-retract-reorder', edge, period),
    );
    expect(scaled((await first!).clusters[''], [1, 1000])).toEqual({ d1: [1, 1] });
    expect(scaled((await second!).clusters[''], [1, 1000])).toEqual({ d1: [0, 1] });
  });

  test('a second cancellation, an hour later, does not hide the first', async () => {
    const twice = ['c1', 'z1'].map((other) => ({
      'order_event.csv': csv(
        ORDERS,
        order('a', 'placed', 'd1', '10:00:00'),
        order('a', 'cancelled', 'd1', '10:01:00'),
        order('a', 'cancelled', other, '11:00:00'),
        order('b', 'placed', 'd1', '10:02:00', { patient: 'p2' }),
      ),
    }));
    for (const one of twice)
      expect((await measured('wrong-patient-retract-reorder', one, july)).sums['']).toEqual([1, 0.002]);
  });

  test('FHIR: a withdrawn order does not say who cancelled it, nor is its last version the moment', async () => {
    const request = (id: string, patient: string, authoredOn: string, more: object = {}) => ({
      resourceType: 'ServiceRequest',
      id,
      status: 'active',
      subject: { reference: `Patient/${patient}` },
      requester: { reference: 'Practitioner/d1' },
      code: { coding: [{ code: 'cbc' }] },
      authoredOn,
      ...more,
    });
    const files = {
      'a.ndjson': ndjson(
        request('a', 'p1', '2026-07-08T14:00:00Z', {
          status: 'revoked',
          meta: { lastUpdated: '2026-07-08T14:01:00Z' },
        }),
        request('b', 'p2', '2026-07-08T14:02:00Z'),
      ),
    };
    const found = await measured('wrong-patient-retract-reorder', files, july);
    expect(found.missing).toBe('order-cancelled-by');
  });

  test('two ids of one patient are no other patient', async () => {
    const merged = {
      'fhir.ndjson': ndjson({
        resourceType: 'Patient',
        id: 'old',
        link: [{ type: 'replaced-by', other: { reference: 'Patient/p1' } }],
      }),
      'order_event.csv': csv(
        ORDERS,
        order('a', 'placed', 'd1', '10:00:00'),
        order('a', 'cancelled', 'd1', '10:01:00'),
        order('b', 'placed', 'd1', '10:02:00', { patient: 'old' }),
      ),
    };
    expect((await measured('wrong-patient-retract-reorder', merged, july)).sums['']).toEqual([0, 0.002]);
  });

  test('another server’s cancellation of an order of the same id is another’s', async () => {
    const two = {
      'order_event.csv': csv(
        ORDERS,
        order('a', 'placed', 'd1', '10:00:00'),
        order('b', 'placed', 'd1', '10:02:00', { patient: 'p2' }),
        order('c', 'cancelled', 'd1', '10:02:00'),
      ),
      'lab/order_event.csv': csv(ORDERS, order('a', 'cancelled', 'd1', '10:01:00')),
    };
    expect((await measured('wrong-patient-retract-reorder', two, july)).sums['']).toEqual([0, 0.002]);
  });
});
