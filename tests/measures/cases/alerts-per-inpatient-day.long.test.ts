import { ALERT, csv, type Files, fired, measured, ndjson, shuffled, visit } from './support/measured.js';

const stay = (id: string, start: string, end: string | null, more: object = {}) =>
  visit(id, {
    class: { code: 'IMP' },
    subject: { reference: `Patient/${id}` },
    period: {
      start: `2026-07-${start}:00-04:00`,
      ...(end ? { end: `2026-07-${end}-04:00` } : {}),
    },
    ...more,
  });
const at = (id: string, when: string, patient: string, key = 'k') =>
  fired(id, `2026-07-${when}:00-04:00`, { patient, key });

const files: Files = {
  'alerts.yaml': 'alerts: [{key: k, tool: cds}]\n',
  'fhir.ndjson': ndjson(
    stay('s1', '08T22:00', '10T08:00:00'), // 8, 9, 10 July: 3 days
    stay('s2', '08T10:00', '09T00:00:00', { class: { code: 'ACUTE' } }), // to 24:00 of the 8th: 1 day
    stay('s3', '11T10:00', null, { status: 'in-progress', class: { code: 'NONAC' } }), // open: 11 and 12 July
    stay('s4', '09T10:00', '09T08:00:00'), // ends before it starts: no day
    stay('s8', '13T00:00', null, { status: 'in-progress' }), // open from the very end of the feed on: no day of it
    stay('s5', '10T10:00', '12T10:00:00', { status: 'cancelled' }),
    stay('s6', '06T10:00', '09T10:00:00'), // begins before the alert feed
    stay('s7', '08T10:00', '10T10:00:00', { class: { code: 'OBSENC' } }), // observation is no inpatient stay
  ),
  // The feed covers 7 to 12 July.
  'alert.csv': csv(
    ALERT,
    at('a0', '07T10:00', 'elsewhere'),
    at('a1', '09T10:00', 's1'),
    at('a2', '09T10:05', 's1'), // the same episode
    at('a3', '09T10:00', 's1', 'j'),
    at('a4', '08T11:00', 's2'),
    at('a5', '12T11:00', 's3'),
    at('a6', '09T09:00', 's6'),
    at('a7', '09T09:00', 's7'),
  ),
};

const period = { from: '2026-07-01', to: '2026-07-31' };

test('episodes of inpatient stays ÷ the site days they were open', async () => {
  // s1: 2 in 3, s2: 1 in 1, s3: 1 in 2.
  expect((await measured('alerts-per-inpatient-day', files, period)).sums['']).toEqual([4, 6]);
});

test('by tool: the stays in which it was touched; by class', async () => {
  expect((await measured('alerts-per-inpatient-day', files, { ...period, by: 'tool' })).sums).toEqual({
    cds: [3, 6],
  });
  expect((await measured('alerts-per-inpatient-day', files, { ...period, by: 'class' })).sums).toEqual({
    ACUTE: [1, 1],
    IMP: [2, 3],
    NONAC: [1, 2],
  });
});

test('a stay belongs to the period in which it began, with all its days', async () => {
  const one = { from: '2026-07-08', to: '2026-07-08' };
  expect((await measured('alerts-per-inpatient-day', files, one)).sums['']).toEqual([3, 4]);
});

test('days are site days, also where the clock changes', async () => {
  // 31 October 20:00 to 2 November 00:30 in New York, over the night of 25 hours: 3 days.
  const autumn = {
    'fhir.ndjson': ndjson(
      visit('s', {
        class: { code: 'IMP' },
        period: { start: '2026-10-31T20:00:00-04:00', end: '2026-11-02T00:30:00-05:00' },
      }),
    ),
    'alert.csv': csv(
      ALERT,
      fired('a', '2026-10-31T20:00:00-04:00'),
      fired('b', '2026-11-02T20:00:00-05:00', { patient: 'p9' }),
    ),
  };
  expect((await measured('alerts-per-inpatient-day', autumn)).sums['']).toEqual([1, 3]);
});

test('missing without alerts or encounters', async () => {
  const { 'alert.csv': _, ...noAlert } = files;
  const { 'fhir.ndjson': __, ...noEncounter } = files;
  expect((await measured('alerts-per-inpatient-day', noAlert, period)).missing).toBe('alert');
  expect((await measured('alerts-per-inpatient-day', noEncounter, period)).missing).toBe('encounter');
});

test('the order of input does not matter', async () => {
  expect(await measured('alerts-per-inpatient-day', shuffled(files, 3), period)).toEqual(
    await measured('alerts-per-inpatient-day', files, period),
  );
});
