import { act, mini, visit } from './mini.js';

describe('a visit of one clinician', () => {
  // 09:00:00 → 09:00:02 is a gap of 2 s: one interaction; → 09:05:02 is 300 s exactly, credited; → 09:10:02.000001 is one
  // microsecond too much; the last row has no later one. 2 + 300 = 302 s.
  const found = mini({
    fhir: [visit('e1'), act('09:00:00'), act('09:00:02'), act('09:05:02'), act('09:10:02.000001')],
  });

  test('actions, interactions and active seconds', () => {
    expect(found.row('Encounter/e1')).toMatchObject({
      logged_actions: 4,
      interactions: 3,
      ehr_active_seconds: 302,
      after_hours_seconds: 0,
      period: 4,
      explicit: 0,
      clinicians: 1,
      alerts: null,
      clicks: null,
    });
  });

  test('minutes at each cutoff: 60 and 180 s credit only the 2 s', () => {
    const minutes = found.measures['ehr-time-per-encounter']!;
    expect(minutes.map(({ by, numerator }) => [by.cutoff, numerator])).toEqual([
      [60, 2 / 60],
      [180, 2 / 60],
      [300, 302 / 60],
    ]);
  });
});

test('rows at one instant share the gap; a logout gets none but ends a gap', () => {
  // 09:00:00 twice and a logout; next 09:00:10: 5 s for each of the two. 09:00:10 → logout 09:00:20: 10 s. Sum 20 s; e2,
  // named by one of the two, has 5 s of them.
  const logout = { subtype: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110123' }] };
  const found = mini({
    fhir: [
      visit('e1'),
      visit('e2', { period: { start: '2026-07-08T07:00:00-04:00', end: '2026-07-08T08:00:00-04:00' } }),
      act('09:00:00'),
      act('09:00:00', { encounter: 'e2' }),
      act('09:00:00', logout),
      act('09:00:10'),
      act('09:00:20', logout),
    ],
  });
  expect(found.row('Encounter/e1').ehr_active_seconds).toBe(15);
  expect(found.row('Encounter/e2').ehr_active_seconds).toBe(5);
});

test('an entity names an encounter from 24 h before its start to 72 h after its end, to the microsecond', () => {
  // e1 is 09:00–10:00 on 8 July. One microsecond outside, the row falls to its patient's encounters: the user takes part in
  // none, so it is `none`.
  const found = mini({
    fhir: [
      visit('e1'),
      act('2026-07-07T09:00:00-04:00', { encounter: 'e1' }),
      act('2026-07-07T08:59:59.999999-04:00', { encounter: 'e1' }),
      act('2026-07-11T10:00:00-04:00', { encounter: 'e1' }),
      act('2026-07-11T10:00:00.000001-04:00', { encounter: 'e1' }),
    ],
  });
  expect(found.row('Encounter/e1')).toMatchObject({ explicit: 2, logged_actions: 2 });
  expect(found.coverage.attribution).toEqual({ explicit: 2, period: 0, nearby: 0, none: 2 });
});

test('of several open encounters the one the user takes part in, then the latest start, then the smallest id', () => {
  // d1 takes part in e1 only. For d2: e2 and e10 start later than e1, at one instant; "Encounter/e10" < "Encounter/e2".
  const later = { period: { start: '2026-07-08T09:30:00-04:00', end: '2026-07-08T10:00:00-04:00' } };
  const found = mini({
    fhir: [
      visit('e1', { participant: [{ individual: { reference: 'Practitioner/d1' } }] }),
      visit('e2', later),
      visit('e10', later),
      act('09:45:00', { user: 'd1' }),
      act('09:45:00', { user: 'd2' }),
    ],
  });
  expect(['e1', 'e2', 'e10'].map((id) => found.row(`Encounter/${id}`).period)).toEqual([1, 0, 1]);
});

test('nearby: the smallest difference before the start or after the end, for those who take part', () => {
  // 10:30 is 30 min after e1 and 1 h before e2: e1. 11:00 is 1 h after e1 and 30 min before e2: e2. 72 h after e2's end is
  // 11 July 12:00; a microsecond later is none.
  const part = { participant: [{ individual: { reference: 'Practitioner/d1' } }] };
  const found = mini({
    fhir: [
      visit('e1', part),
      visit('e2', {
        ...part,
        period: { start: '2026-07-08T11:30:00-04:00', end: '2026-07-08T12:00:00-04:00' },
      }),
      act('10:30:00'),
      act('11:00:00'),
      act('2026-07-11T12:00:00-04:00'),
      act('2026-07-11T12:00:00.000001-04:00'),
    ],
  });
  expect(found.row('Encounter/e1').nearby).toBe(1);
  expect(found.row('Encounter/e2').nearby).toBe(2);
  expect(found.coverage.attribution.none).toBe(1);
});

test('an encounter that was not read has a row; one that does not count has none', () => {
  const found = mini({
    fhir: [
      visit('gone', { status: 'cancelled' }),
      act('09:00:00', { encounter: 'gone' }),
      act('09:00:05.123456', { encounter: 'ghost', patient: 'p9' }),
      act('09:00:09', { encounter: 'ghost', patient: 'p10' }),
    ],
  });
  // 09:00:05.123456 in New York is 13:00:05.123Z, cut; "Patient/p10" < "Patient/p9".
  expect(found.encounters).toHaveLength(1);
  expect(found.row('Encounter/ghost')).toMatchObject({
    class: null,
    patient_id: 'Patient/p10',
    started: '2026-07-08T13:00:05.123Z',
    ended: '2026-07-08T13:00:09.000Z',
    explicit: 2,
  });
  expect(found.coverage.toUncounted).toBe(1);
});

test('versions: lastUpdated before version id, version id as a number, another instant is another row', () => {
  const row = (meta: object, user: string) => ({ ...act('09:00:00', { user }), id: 'same', meta });
  const found = mini({
    fhir: [
      visit('e1'),
      row({ versionId: '9' }, 'd1'),
      row({ versionId: '10' }, 'd2'),
      row({ lastUpdated: '2026-01-01T00:00:00Z', versionId: '1' }, 'd3'),
      { ...act('09:01:00', { user: 'd4' }), id: 'same' },
    ],
  });
  // d3's row has the only lastUpdated; d4's stands beside it.
  expect(found.row('Encounter/e1')).toMatchObject({ logged_actions: 2, clinicians: 2 });
  expect(found.coverage.feeds[0]).toMatchObject({ read: 4, kept: 2, duplicates: 2, quarantined: 0 });
});

test('after hours: 18:00:00 and 05:59:59 are, 06:00:00 is not; holidays and Saturdays are', () => {
  // Each row has 10 s until the next. 8 July 2026 is a Wednesday, 3 July a holiday, 11 July a Saturday.
  const pairs = ['2026-07-08T05:59:50', '2026-07-08T17:59:50', '2026-07-03T12:00:00', '2026-07-11T12:00:00'];
  const found = mini({
    fhir: pairs.flatMap((start) => {
      const at = (more: number) => new Date(Date.parse(`${start}Z`) + more * 1000).toISOString().slice(0, 19);
      return [0, 10, 20].map((more) => act(`${at(more)}-04:00`, { encounter: 'x' }));
    }),
  });
  // 05:59:50 (10 s) yes, 06:00:00 (10 s) no; 17:59:50 no, 18:00:00 (10 s) yes; the other two days 20 s each.
  expect(found.row('Encounter/x')).toMatchObject({ ehr_active_seconds: 80, after_hours_seconds: 60 });
  expect(found.measures['after-hours-share']![0]).toMatchObject({ value: 0.75, k: 1, interval: null });
});
