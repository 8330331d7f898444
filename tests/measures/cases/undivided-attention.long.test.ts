import { logout, scaled } from './support/log.js';
import { act, type Files, measured, ndjson, SITE, visit } from './support/measured.js';

const undivided = async (files: Files, period = {}) =>
  scaled(
    (await measured('undivided-attention', files, { ...period, variant: '300' })).clusters[''],
    [3600, 3600],
  );
const of = (user: string, patient: string, from: string, to: string) => ({
  subject: { reference: `Patient/${patient}` },
  participant: [{ individual: { reference: `Practitioner/${user}` } }],
  period: { start: from, end: to },
});

test('a visit over the month’s edge belongs to the day it began, with the rows of both months', async () => {
  const files = {
    'site.yaml': 'timeZone: UTC\nfeeds: {fhir: {from: 2026-07-01, to: 2026-08-31}}\n',
    'a.ndjson': ndjson(
      visit('v', of('d1', 'p1', '2026-07-31T23:50:00Z', '2026-08-01T00:10:00Z')),
      act('2026-07-31T23:58:00Z', { encounter: 'v' }), // 180, over the edge
      act('2026-08-01T00:01:00Z'), // 60 of nobody's naming: it falls into the visit
      logout('2026-08-01T00:02:00Z'),
    ),
  };
  expect(await undivided(files, { from: '2026-07-01', to: '2026-07-31' })).toEqual({
    d1: [1200 - 240, 1200],
  });
  expect(await undivided(files, { from: '2026-08-01', to: '2026-08-31' })).toEqual({});
});

test('a row is inside the visit that it belongs to, and no other', async () => {
  const at = (time: string) => `2026-07-08T${time}-04:00`;
  const files = {
    'a.ndjson': ndjson(
      // d1 from nine, d2 from half past nine, of one patient: overlapping.
      visit('v1', of('d1', 'p1', at('09:00:00'), at('10:00:00'))),
      visit('v2', of('d2', 'p1', at('09:30:00'), at('10:30:00'))),
      act('09:40:00', { encounter: 'v2' }), // 60: names the other one
      act('09:41:00'), // 30: takes part in the first
      logout('09:41:30'),
      act('09:45:00', { user: 'd3' }), // 20: takes part in neither, the later start wins
      logout('09:45:20', { user: 'd3' }),
      act('11:00:00', { encounter: 'v1' }), // 10: after it
      logout('11:00:10'),
    ),
  };
  expect(await undivided(files)).toEqual({ d1: [3600 - 30, 3600], d2: [3600 - 80, 3600] });
});

test('hours are elapsed hours; each server’s visits lie in its own log', async () => {
  // 1 November 00:30 to 02:30 by the clock: three hours. The lab's log begins on the 2nd.
  const night = of('d1', 'p1', '2026-11-01T00:30:00-04:00', '2026-11-01T02:30:00-05:00');
  const files = {
    'site.yaml': SITE,
    'a.ndjson': ndjson(
      visit('v', night),
      act('2026-11-01T01:30:00-05:00', { encounter: 'v' }),
      logout('2026-11-01T01:31:00-05:00'),
    ),
    'lab/a.ndjson': ndjson(
      visit('w', night),
      visit('x', of('d1', 'p1', '2026-11-02T09:00:00-05:00', '2026-11-02T10:00:00-05:00')),
      act('2026-11-02T09:00:00-05:00', { encounter: 'x' }),
      logout('2026-11-02T09:01:00-05:00'),
    ),
  };
  // One feed name on two servers is one window (decisions, "Not settled"): so the lab's first visit lies in it too.
  expect(await undivided(files)).toEqual({
    d1: [3 * 3600 - 60, 3 * 3600],
    'lab:d1': [3 * 3600 + 3600 - 60, 4 * 3600],
  });
});
