import { act, mini, visit } from './mini.js';

function ends(more: object, instant: string): number | null {
  return mini({ fhir: [visit('e1', more), act(instant)] }).row('Encounter/e1').period;
}

test('effective ends', () => {
  const start = { period: { start: '2026-07-08T09:00:00-04:00' } };
  // finished: to the end of the start's site day
  expect(ends(start, '2026-07-09T00:00:00-04:00')).toBe(1);
  expect(ends(start, '2026-07-09T00:00:00.000001-04:00')).toBe(0);
  // an outpatient in progress: 24 h
  expect(ends({ ...start, status: 'in-progress' }, '2026-07-09T09:00:00-04:00')).toBe(1);
  expect(ends({ ...start, status: 'in-progress' }, '2026-07-09T09:00:00.000001-04:00')).toBe(0);
  // an inpatient in progress: still open
  const ward = { ...start, status: 'in-progress', class: { code: 'IMP' } };
  expect(ends(ward, '2026-12-01T00:00:00Z')).toBe(1);
  // a date is 00:00 of a start and 24:00 of an end; R5's class and period
  const days = {
    period: undefined,
    class: [{ coding: [{ code: 'AMB' }] }],
    actualPeriod: { start: '2026-07-08', end: '2026-07-08' },
  };
  expect(ends(days, '2026-07-08T00:00:00-04:00')).toBe(1);
  expect(ends(days, '2026-07-09T00:00:00-04:00')).toBe(1);
  expect(ends(days, '2026-07-07T23:59:59-04:00')).toBe(0);
});

test('the clock changes: 1 November has 25 hours, and 01:30 without offset is the second', () => {
  // e1 is 1 November, given as dates: 04:00Z to 05:00Z of the 2nd, printed so. The alert at 01:30 is 06:30Z, so that its
  // answer at 06:30:02Z is 2 s later.
  const found = mini({
    fhir: [visit('e1', { period: { start: '2026-11-01', end: '2026-11-01' } }), act('2026-11-01T12:00:00Z')],
    alert: 'alert_id,shown,seen,patient_id,alert_key\na,2026-11-01T01:30:00,shown,Patient/p1,k\n',
    alert_answer: 'alert_id,responded,response\na,2026-11-01T06:30:02Z,accepted\n',
  });
  expect(found.row('Encounter/e1')).toMatchObject({
    started: '2026-11-01T04:00:00.000Z',
    ended: '2026-11-02T05:00:00.000Z',
    alerts: 1,
  });
  expect(found.measures['dwell-time']![0]!.value).toBe(2);
});

test('the responsible clinician', () => {
  const part = (user: string, ...codes: string[]) => ({
    individual: { reference: user },
    type: codes.map((code) => ({ coding: [{ code }] })),
  });
  const clusters = (...participant: object[]) =>
    mini({
      fhir: [
        visit('e1', { participant }),
        visit('e2', { participant: [part('Practitioner/d2')] }),
        act('09:00:00', { user: 'd1', encounter: 'e1' }),
      ],
    }).measures['logged-actions-per-encounter']![0]!;
  // e2's is d2. A relative cannot be it; only the first type code is the role; ATND before PPRF before the list's order.
  const d2 = part('Practitioner/d2', 'ATND');
  expect(clusters(part('RelatedPerson/k', 'ATND'), d2).clinicians).toBe(1);
  expect(clusters(part('Practitioner/d3', 'PPRF'), d2).clinicians).toBe(1);
  expect(clusters(part('Practitioner/d3', 'SPRF', 'ATND'), part('Practitioner/d2', 'PPRF')).clinicians).toBe(
    1,
  );
  expect(clusters(part('Practitioner/d3', 'CON'), part('Practitioner/d2')).clinicians).toBe(2);
  // nobody listed: the clinician with most rows, d1
  expect(clusters().clinicians).toBe(2);
});

test('an encounter without a start begins with its first row; without one it has no row', () => {
  const noStart = (id: string) => visit(id, { period: { end: '2026-07-08T10:00:00-04:00' } });
  const found = mini({
    fhir: [noStart('e1'), noStart('e2'), act('2026-09-01T09:00:00Z', { encounter: 'e1' })],
  });
  expect(found.encounters.map((row) => [row.encounter_id, row.started, row.explicit])).toEqual([
    ['Encounter/e1', null, 1],
  ]);
});

test('telemetry: only whole-ehr intervals cover; a relative’s count nowhere', () => {
  const row = (id: string, scope: string, user: string, clicks: number) =>
    `${id},${scope},2026-07-08T09:00:00-04:00,${user},Patient/p1,,${clicks},1`;
  const found = mini({
    fhir: [visit('e1'), act('09:00:00')],
    ui_interval: `interval_id,scope,started,user_id,patient_id,encounter_ref,clicks,keyboard_activations\n${[
      row('u1', 'whole-ehr', '', 5),
      row('u2', 'whole-ehr', 'Practitioner/d1', 7),
      row('u3', 'tool', 'Practitioner/d1', 90),
      row('u4', 'whole-ehr', 'RelatedPerson/k', 90),
    ].join('\n')}\n`,
  });
  expect(found.row('Encounter/e1').clicks).toBe(14);
});
