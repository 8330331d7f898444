import { ALERT, csv, type Files, fired, measured, shuffled } from './support/measured.js';

const ORDER = 'order_id,patient_id,encounter_ref,user_id,code,at,what';
const order = (id: string, day: string, about: { user?: string; what?: string } = {}) =>
  `${id},Patient/p1,,Practitioner/${about.user ?? 'd1'},c,2026-07-${day}T12:00:00-04:00,${about.what ?? 'placed'}`;
const at = (id: string, day: string, about: Parameters<typeof fired>[2] = {}) =>
  fired(id, `2026-07-${day}T09:00:00-04:00`, about);

// Alerts are covered from 7 to 9 July, orders from 8 to 10 July: both cover 8 and 9 July.
const files: Files = {
  'alerts.yaml': 'alerts: [{key: k, tool: cds}]\n',
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot"]\n',
  'alert.csv': csv(
    ALERT,
    at('a1', '07'), // no order feed yet
    at('a2', '08'),
    at('a3', '09', { key: 'other' }),
    at('a4', '08', { user: 'd2' }),
    at('a5', '08', { user: 'd3' }), // ordered nothing; the alert counts
  ),
  'order_event.csv': csv(
    ORDER,
    order('o1', '08'),
    order('o1', '08'), // there twice
    order('o1', '08', { what: 'cancelled' }), // placed all the same
    order('o2', '09'),
    order('o2', '09', { what: 'contributed', user: 'd2' }), // no order of d2's
    order('o3', '09', { user: 'd2' }),
    order('o4', '10'), // no alert feed any more
    order('o5', '09', { user: 'robot' }),
  ),
};

const period = { from: '2026-07-01', to: '2026-07-31' };

test('alerts ÷ hundreds of orders, on days that both feeds cover', async () => {
  // d1: a2 and a3 over o1 and o2; d2: a4 over o3; d3: a5. 4 alerts in 0.03 hundred orders: 133 per 100 orders.
  const found = await measured('alerts-per-100-orders', files, period);
  expect(found.clusters['']).toEqual({
    'Practitioner/d1': [2, 0.02],
    'Practitioner/d2': [1, 0.01],
    'Practitioner/d3': [1, 0],
  });
});

test('by tool: its alerts over all orders', async () => {
  const found = await measured('alerts-per-100-orders', files, { ...period, by: 'tool' });
  expect(found.clusters).toEqual({
    cds: { 'Practitioner/d1': [1, 0.02], 'Practitioner/d2': [1, 0.01], 'Practitioner/d3': [1, 0] },
  });
});

test('FHIR orders: a revoked one was placed; the same id of another server is another order', async () => {
  const request = (id: string, more: object = {}) =>
    `${JSON.stringify({ resourceType: 'ServiceRequest', id, status: 'active', authoredOn: '2026-07-08T10:00:00-04:00', requester: { reference: 'Practitioner/d1' }, ...more })}\n`;
  const both = {
    'alert.csv': csv(ALERT, at('a1', '08'), at('a2', '08', { patient: 'p2' })),
    'orders.ndjson':
      request('s1') + request('s2', { status: 'revoked', meta: { lastUpdated: '2026-07-08T11:00:00Z' } }),
    'lab/orders.ndjson': request('s1'),
  };
  expect((await measured('alerts-per-100-orders', both)).clusters['']).toEqual({
    'Practitioner/d1': [2, 0.02],
    'lab:Practitioner/d1': [0, 0.01],
  });
});

test('missing without orders', async () => {
  const { 'order_event.csv': _, ...without } = files;
  expect((await measured('alerts-per-100-orders', without, period)).missing).toBe('order_event');
});

test.each([1, 3])('the order of input does not matter (%i)', async (turn) => {
  expect(await measured('alerts-per-100-orders', shuffled(files, turn), period)).toEqual(
    await measured('alerts-per-100-orders', files, period),
  );
});
