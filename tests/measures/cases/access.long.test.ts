import { act, csv, type Files, measured, ndjson, shuffled, visit } from './support/measured.js';

const period = { from: '2026-07-01', to: '2026-07-31' };

describe('virtual-visit-share', () => {
  const patient = {
    resourceType: 'Patient',
    id: 'p1',
    communication: [{ language: { coding: [{ code: 'es' }] } }],
  };
  const files: Files = {
    'fhir.ndjson': ndjson(
      patient,
      visit('v1', { class: { code: 'VR' } }),
      visit('v2', { virtualService: [{ addressUrl: 'https://x.example' }], participant: [] }),
      visit('a1'),
      visit('a1'), // there twice
      visit('c1', { class: { code: 'VR' }, status: 'cancelled' }), // does not count
      visit('j1', { class: { code: 'VR' }, period: { start: '2026-06-30T23:59:59-04:00' } }), // June
      visit('p2', { class: { code: 'AMB' }, subject: { reference: 'Patient/p2' } }),
      act('09:00:00', { encounter: 'unread' }), // only named by a row: not known
    ),
    'lab/fhir.ndjson': ndjson(visit('a1')),
  };

  test('virtual ÷ encounters that count and were read', async () => {
    // v1, v2 of v1, v2, a1, p2 and the lab's a1.
    const found = await measured('virtual-visit-share', files, period);
    expect(found.clusters['']).toEqual({
      '': [1, 1],
      'Practitioner/d1': [1, 3],
      'lab:Practitioner/d1': [0, 1],
    });
  });

  test('by language: who is not known is a stratum of their own', async () => {
    expect((await measured('virtual-visit-share', files, { ...period, by: 'stratum' })).sums).toEqual({
      'language=es': [2, 3],
      'language=missing': [0, 2],
    });
  });

  test('of class VR in a delimited file, whatever its column says', async () => {
    const row = (id: string, kind: string, virtual: string) =>
      `Encounter/${id},Patient/p1,finished,${kind},${virtual},2026-07-08T09:00:00-04:00`;
    const found = await measured(
      'virtual-visit-share',
      {
        'encounter.csv': csv(
          'encounter_id,patient_id,status,class,virtual,started',
          row('v1', 'VR', ''),
          row('v2', 'VR', 'false'),
          row('v3', 'AMB', 'true'),
          row('a1', 'AMB', ''),
        ),
        'a.ndjson': ndjson(act('09:00:00')),
      },
      period,
    );
    expect(found.sums['']).toEqual([3, 4]);
  });

  test('missing where no encounter was read', async () => {
    const found = await measured('virtual-visit-share', {
      'a.ndjson': ndjson(act('09:00:00', { encounter: 'e' })),
    });
    expect(found.missing).toBe('encounter');
  });
});

describe('wait-days', () => {
  const HEADER = 'appointment_id,patient_id,user_id,booked,started,ended,status';
  const row = (id: string, booked: string, started: string, more: { user?: string; status?: string } = {}) =>
    `${id},Patient/p1,Practitioner/${more.user ?? 'd1'},${booked},${started},,${more.status ?? 'fulfilled'}`;
  const files: Files = {
    'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/a-room"]\n',
    'appointment.csv': csv(
      HEADER,
      row('w1', '2026-07-07T09:00:00-04:00', '2026-07-08T21:00:00-04:00', { user: 'd2' }), // 1.5 days
      row('w1', '2026-07-07T09:00:00-04:00', '2026-07-08T21:00:00-04:00', { user: 'd1' }), // the same, of two people
      row('w1', '2026-07-07T09:00:00-04:00', '2026-07-08T21:00:00-04:00', { user: 'a-room' }),
      row('w2', '2026-07-08T09:00:00-04:00', '2026-07-08T09:00:00-04:00'), // at once: 0
      row('w3', '2026-05-10T09:00:00-04:00', '2026-07-09T09:00:00-04:00', { status: 'booked' }), // 60 days
      row('w4', '2026-07-08T09:00:01-04:00', '2026-07-08T09:00:00-04:00'), // booked after its start
      row('w5', '', '2026-07-08T09:00:00-04:00'), // nobody says when
      row('w6', '2026-07-01T09:00:00-04:00', '2026-07-08T09:00:00-04:00', { status: 'cancelled' }),
      row('w7', '2026-07-01T09:00:00-04:00', '2026-07-08T09:00:00-04:00', { status: 'noshow' }),
      row('w8', '2026-07-01T09:00:00-04:00', '2026-08-01T00:00:00-04:00'), // August
    ),
  };

  test('one value an appointment, in days of 24 hours', async () => {
    expect((await measured('wait-days', files, period)).values['']).toEqual([0, 1.5, 60]);
  });

  test('elapsed time, also over a change of the clock', async () => {
    // From noon to noon over the 25 hours of 1 November.
    const autumn = csv(HEADER, row('w', '2026-10-31T12:00:00-04:00', '2026-11-01T12:00:00-05:00'));
    const asked = { from: '2026-11-01', to: '2026-11-01' };
    expect((await measured('wait-days', { 'appointment.csv': autumn }, asked)).values['']).toEqual([25 / 24]);
  });

  test('FHIR: created to start, one value though two people take part; another server’s is another', async () => {
    const actor = (reference: string) => ({ actor: { reference } });
    const appointment = ndjson({
      resourceType: 'Appointment',
      id: 'x',
      status: 'booked',
      created: '2026-07-01T09:00:00-04:00',
      start: '2026-07-08T09:00:00-04:00',
      participant: [actor('Patient/p1'), actor('Practitioner/d1'), actor('Practitioner/d2')],
    });
    const both = { 'a.ndjson': appointment, 'lab/a.ndjson': appointment };
    expect((await measured('wait-days', both, period)).values['']).toEqual([7, 7]);
  });

  test('by language, also of a patient with nothing but the appointment; one not known is in a stratum of their own', async () => {
    const strata = csv('patient_id,stratifier,value', 'Patient/p1,language,es');
    const other = row('w9', '2026-07-05T09:00:00-04:00', '2026-07-08T09:00:00-04:00').replace('/p1', '/p2');
    const two = {
      ...files,
      'patient_stratum.csv': strata,
      'appointment.csv': `${files['appointment.csv']}${other}\n`,
    };
    expect((await measured('wait-days', two, { ...period, by: 'stratum' })).values).toEqual({
      'language=es': [0, 1.5, 60],
      'language=missing': [3],
    });
  });

  test('missing without appointments; the order of input does not matter', async () => {
    expect((await measured('wait-days', { 'f.ndjson': ndjson(visit('e')) }, period)).missing).toBe(
      'appointment',
    );
    expect(await measured('wait-days', shuffled(files, 2), period)).toEqual(
      await measured('wait-days', files, period),
    );
  });
});
