import { logout, scaled, TOOLS } from './support/log.js';
import { act, csv, measured, measuredAll, ndjson, SITE, shuffled } from './support/measured.js';

const HEADER = 'appointment_id,patient_id,user_id,started,ended,status';
const row = (id: string, user: string, from: string, to: string) =>
  `${id},Patient/p1,${user.includes('/') ? user : `Practitioner/${user}`},${from},${to},fulfilled`;
const on = (time: string) => `2026-07-08T${time}-04:00`;
const seconds = async (measure: string, files: Record<string, string>, asked: object = {}) =>
  scaled(
    (await measured(measure, { 'tools.yaml': TOOLS, ...files }, { variant: '300', ...asked })).clusters[''],
    [3600, 8],
  );

describe('at the edge of the period', () => {
  const files = {
    'tools.yaml': TOOLS,
    'appointment.csv': csv(
      HEADER,
      row('a1', 'd1', '2026-07-07T23:00:00-04:00', '2026-07-08T00:30:00-04:00'), // half an hour of the 8th
      row('a2', 'd1', '2026-07-08T23:15:00-04:00', '2026-07-09T02:00:00-04:00'), // three quarters of it
      row('a3', 'd2', '2026-07-07T23:00:00-04:00', '2026-07-08T00:00:00-04:00'), // ends as it begins
      row('a4', 'd3', '2026-07-09T00:00:00-04:00', '2026-07-09T01:00:00-04:00'), // begins as it ends
    ),
    'fhir.ndjson': ndjson(
      act('2026-07-07T23:59:00-04:00'), // 120*, of the 7th though it runs into the 8th
      logout('2026-07-08T00:01:00-04:00'),
      act('2026-07-08T00:30:00-04:00'), // 60: at the end
      logout('2026-07-08T00:31:00-04:00'),
      act('2026-07-08T23:59:30-04:00'), // 60*, of the 8th though it runs into the 9th
      logout('2026-07-09T00:00:30-04:00'),
      ...['d2', 'd3'].flatMap((user) => [
        act(on('12:00:00'), { user }), // 30 of who have no scheduled time on the 8th
        logout(on('12:00:30'), { user }),
      ]),
    ),
  };

  test('appointments are cut to its days; clinicians without any left have no time in it', async () => {
    const day = { from: '2026-07-08', to: '2026-07-08' };
    expect(await seconds('ehr-time8', files, day)).toEqual({ d1: [120, 1.25] });
    expect(await seconds('wow8', files, day)).toEqual({ d1: [60, 1.25] });
  });

  test('and to the days that the log covers, 7 to 9 July', async () => {
    const july = { from: '2026-07-01', to: '2026-07-31' };
    // d1 1.5 + 2.75; 120 + 60 + 60.
    expect(await seconds('ehr-time8', files, july)).toEqual({ d1: [240, 4.25], d2: [30, 1], d3: [30, 1] });
    const declared = `${SITE}feeds: {fhir: {from: 2026-07-08, to: 2026-07-08}}\n`;
    expect(await seconds('ehr-time8', { ...files, 'site.yaml': declared }, july)).toEqual({
      // The row of 23:59:30 has nothing after it: the logout lies outside the window (decision 5).
      d1: [60, 1.25],
    });
  });

  test('no day of the log in the period: nobody', async () => {
    expect(await seconds('ehr-time8', files, { from: '2026-08-01', to: '2026-08-31' })).toEqual({});
  });
});

test('hours are elapsed hours where the clock changes', async () => {
  // 1 November: from 00:30 to 02:30 by the clock are three hours.
  const files = {
    'appointment.csv': csv(HEADER, row('a', 'd1', '2026-11-01T00:30:00-04:00', '2026-11-01T02:30:00-05:00')),
    'fhir.ndjson': ndjson(act('2026-11-01T01:30:00-05:00'), logout('2026-11-01T01:31:00-05:00')),
  };
  expect(await seconds('ehr-time8', files)).toEqual({ d1: [60, 3] });
});

describe('whose rows, and which', () => {
  const files = {
    'tools.yaml': TOOLS,
    'appointment.csv': csv(HEADER, row('a', 'd1', on('09:00:00'), on('10:00:00'))),
    'fhir.ndjson': ndjson(
      act('08:50:00', { observer: 'own' }), // ours: its 60 are in no figure
      // At one instant three share 60; of ours the 20 are left out.
      act('08:51:00', { observer: 'notes' }),
      act('08:51:00', { observer: 'inbox' }),
      act('08:51:00', { observer: 'own' }),
      act('08:51:30', { observer: 'board' }), // background: in no gap
      // At one instant two share 60 with a logout that has no share: 30 and 30.
      act('08:52:00', { observer: 'notes' }),
      act('08:52:00', { observer: 'inbox' }),
      logout('08:52:00'),
      // Our row stands in the chain: 120 before it, its own 240 in no figure.
      act('08:53:00', { observer: 'notes' }),
      act('08:55:00', { observer: 'own' }),
      act('08:59:00', { observer: 'inbox' }), // 60, up to the appointment
      act('09:00:00', { observer: 'own' }), // the last
      // No clinicians.
      act('09:00:00', { user: 'room-1' }),
      act('09:01:00', { user: 'room-1' }),
    ),
  };

  test('ties, background, our own app', async () => {
    const [all, out, notes, inbox] = (
      await measuredAll(
        ['ehr-time8', 'wow8', 'note-time8', 'inbox-time8'].map((measure) => ({ measure, variant: '300' })),
        files,
      )
    ).map(({ clusters }) => scaled(clusters[''], [3600, 8]));
    expect(notes).toEqual({ d1: [20 + 30 + 120, 1] });
    expect(inbox).toEqual({ d1: [20 + 30 + 60, 1] });
    expect(all).toEqual({ d1: [280, 1] });
    expect(out).toEqual({ d1: [280, 1] }); // all of it before nine
  });

  test('the order of input does not matter', async () => {
    for (const turn of [1, 5])
      expect(await seconds('ehr-time8', shuffled(files, turn))).toEqual({ d1: [280, 1] });
  });

  test('appointments of an account that is no person are nobody’s scheduled hours', async () => {
    const room = row('b', 'room-1', on('09:00:00'), on('17:00:00'));
    const appointments = { 'appointment.csv': `${files['appointment.csv']}${room}\n` };
    expect(await seconds('ehr-time8', { ...files, ...appointments })).toEqual({ d1: [280, 1] });
  });

  test('nor are those of a device or a patient', async () => {
    const others = ['Device/scanner', 'Patient/p1'].map((user, i) =>
      row(`b${i}`, user, on('09:00:00'), on('17:00:00')),
    );
    const appointments = { 'appointment.csv': `${files['appointment.csv']}${others.join('\n')}\n` };
    expect(await seconds('ehr-time8', { ...files, ...appointments })).toEqual({ d1: [280, 1] });
  });
});

test('FHIR: an appointment of a role is its practitioner’s; two people’s is each one’s; another server’s is others’', async () => {
  const actor = (reference: string) => ({ actor: { reference } });
  const role = {
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: { reference: 'Practitioner/d1' },
  };
  const booked = {
    resourceType: 'Appointment',
    id: 'x',
    status: 'arrived',
    start: on('09:00:00'),
    end: on('09:30:00'),
    participant: [actor('Patient/p1'), actor('PractitionerRole/r1'), actor('Practitioner/d2')],
  };
  const files = {
    'a.ndjson': ndjson(role, booked, act('09:00:00'), logout('09:01:00')),
    'lab/a.ndjson': ndjson({ ...booked, participant: [actor('Practitioner/d2')] }),
  };
  expect(await seconds('wow8', files)).toEqual({ d1: [0, 0.5], d2: [0, 0.5], 'lab:d2': [0, 0.5] });
});
