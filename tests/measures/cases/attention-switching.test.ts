import { logout, scaled, TOOLS } from './support/log.js';
import { act, measuredAll, ndjson, shuffled } from './support/measured.js';

const QUESTIONS = ['300', '180', '60'].map((variant) => ({ measure: 'attention-switching', variant }));
const switching = async (files: Record<string, string>, period = {}) =>
  (await measuredAll(QUESTIONS, { 'tools.yaml': TOOLS, ...files }, period)).map(({ clusters }) =>
    scaled(clusters[''], [1, 3600]),
  );
const utc = { 'site.yaml': 'timeZone: UTC\n' };

const files = {
  'fhir.ndjson': ndjson(
    // d1; to the next row that names a patient, where that is another.
    act('09:00:00', { patient: 'p1' }), // → p2: 60 s
    act('09:01:00', { patient: 'p2' }), // → p3: 120 s, the row between names nobody
    act('09:02:00', { patient: null }),
    act('09:03:00', { patient: 'p3' }), // the same patient
    act('09:03:30', { patient: 'p3' }), // → p1: 300 s
    act('09:08:30', { patient: 'p1' }), // → p2, but 300.000001 s
    act('09:13:30.000001', { patient: 'p2' }), // the same patient: ours between is left out
    act('09:14:00', { patient: 'p9', observer: 'own' }),
    act('09:14:15', { patient: 'p9', observer: 'board' }), // background
    act('09:14:30.000001', { patient: 'p2' }), // → p1: 120 s, ours between
    act('09:15:30', { patient: 'p9', observer: 'own' }),
    act('09:16:30.000001', { patient: 'p1' }), // 43 minutes
    // At one instant by event id: p1 → p2 → p1.
    act('10:00:00', { patient: 'p1', more: { id: 'tie-c' } }),
    act('10:00:00', { patient: 'p2', more: { id: 'tie-b' } }),
    act('10:00:00', { patient: 'p1', more: { id: 'tie-a' } }),
    // d2: two patients at once and then nothing: a change, and no active time.
    act('09:00:00', { user: 'd2', patient: 'p1' }),
    act('09:00:00', { user: 'd2', patient: 'p2' }),
    // d3: another person's rows between are not theirs.
    act('09:00:30', { user: 'd3', patient: 'p5' }),
    act('09:01:30', { user: 'd3', patient: 'p5' }),
    // An account that is no person.
    act('09:00:00', { user: 'room-1', patient: 'p1' }),
    act('09:00:10', { user: 'room-1', patient: 'p2' }),
  ),
};

// d1: 60, 60, 60, 30, then 300, then 29.999999 and 59.999999; of our own rows nothing.
const short = 60 + 60 + 60 + 30 + 29.999999 + 59.999999;

test('changes of patient within the cutoff, and active hours', async () => {
  expect(await switching(files)).toEqual([
    { d1: [6, short + 300], d2: [1, 0], d3: [0, 60] },
    { d1: [5, short], d2: [1, 0], d3: [0, 60] },
    { d1: [3, short], d2: [1, 0], d3: [0, 60] },
  ]);
  expect(await switching(shuffled(files, 7))).toEqual(await switching(files));
});

test('over the month’s edge, where a change belongs to its first row', async () => {
  const edge = {
    ...utc,
    'fhir.ndjson': ndjson(
      // d1: 31 July to 1 August, 121 s; of ours and of nobody between.
      act('2026-07-31T23:59:59Z', { patient: 'p1' }),
      act('2026-08-01T00:00:30Z', { patient: 'p3', observer: 'own' }),
      act('2026-08-01T00:01:00Z', { patient: null }),
      act('2026-08-01T00:02:00Z', { patient: 'p2' }),
      logout('2026-08-01T00:02:10Z'),
      // d2: 300 s; d3: a microsecond more, though the row between fills their hours.
      ...['00', '00.000001'].flatMap((second, i) => [
        act('2026-07-31T23:58:00Z', { user: `d${i + 2}`, patient: 'p1' }),
        act('2026-08-01T00:00:00Z', { user: `d${i + 2}`, patient: null }),
        act(`2026-08-01T00:03:${second}Z`, { user: `d${i + 2}`, patient: 'p2' }),
      ]),
    ),
  };
  const [july] = await switching(edge, { from: '2026-07-01', to: '2026-07-31' });
  expect(july).toEqual({ d1: [1, 31], d2: [1, 120], d3: [0, 120] });
  const [august] = await switching(edge, { from: '2026-08-01', to: '2026-08-31' });
  // d1's 60 s before the row of p2, and its 10.
  expect(august).toEqual({ d1: [0, 70], d2: [0, 180], d3: [0, 180.000001] });
});
