import { logout, scaled, TOOLS } from './support/log.js';
import { act, csv, type Files, measured, measuredAll, ndjson } from './support/measured.js';

/** Of 8 July 2026 in New York. */
const day = { from: '2026-07-08', to: '2026-07-08' };
const APPOINTMENT = 'appointment_id,patient_id,user_id,started,ended,status';
const appointment = (id: string, user: string, from: string, to: string, status = 'fulfilled') =>
  `${id},Patient/p1,Practitioner/${user},${from && `2026-07-08T${from}-04:00`},${to && `2026-07-08T${to}-04:00`},${status}`;

const files: Files = {
  'tools.yaml': TOOLS,
  'appointment.csv': csv(
    APPOINTMENT,
    appointment('a1', 'd1', '09:00:00', '10:00:00'),
    appointment('a2', 'd2', '09:00:00', '10:00:00'),
    // d4: overlapping, one within another, touching: 13:00 to 14:00, one hour.
    appointment('a3', 'd4', '13:00:00', '13:20:00'),
    appointment('a4', 'd4', '13:10:00', '13:30:00'),
    appointment('a5', 'd4', '13:05:00', '13:10:00', 'booked'),
    appointment('a6', 'd4', '13:30:00', '14:00:00', 'proposed'),
    appointment('a7', 'd4', '15:00:00', '16:00:00', 'cancelled'),
    appointment('a8', 'd4', '16:00:00', '17:00:00', 'noshow'),
    appointment('a9', 'd4', '17:00:00', '18:00:00', 'entered-in-error'),
    appointment('b1', 'd4', '18:00:00', ''), // without an end
    appointment('b2', 'd4', '', '20:00:00'), // without a start
    appointment('b3', 'd4', '20:00:00', '20:00:00'), // no time
    appointment('b4', 'd4', '22:00:00', '21:00:00'), // ends before it starts
    // d5: half an hour, and no work.
    appointment('b5', 'd5', '09:00:00', '09:30:00'),
  ),
  'fhir.ndjson': ndjson(
    // d1; seconds to the next row, * inside the appointment.
    act('08:58:00', { user: 'd1' }), // 120
    act('09:00:00', { user: 'd1', observer: 'notes' }), // 60*: at its start
    act('09:01:00', { user: 'd1', observer: 'inbox' }), // 180*: the cutoff exactly
    act('09:04:00', { user: 'd1', observer: 'orders' }), // 300*: the cutoff exactly
    act('09:09:00', { user: 'd1', observer: 'notes' }), // 300.000001: nothing
    act('09:14:00.000001', { user: 'd1', observer: 'orders' }), // 44 minutes: nothing
    act('09:58:00', { user: 'd1', observer: 'notes' }), // 120*
    act('10:00:00', { user: 'd1', observer: 'notes' }), // 60: at its end
    logout('10:01:00', { user: 'd1' }), // a logout: nothing
    act('10:01:30', { user: 'd1' }), // the last: nothing
    // d2: time that runs over the appointment's end goes with its row: 120*.
    act('09:59:00', { user: 'd2', observer: 'notes' }),
    logout('10:01:00', { user: 'd2' }),
    // d3 has no appointment.
    act('09:00:00', { user: 'd3' }),
    logout('09:05:00', { user: 'd3' }),
    // d4: 30* where two appointments touch, 40 at the end of the last, 50 during the cancelled one.
    act('13:30:00', { user: 'd4' }),
    logout('13:30:30', { user: 'd4' }),
    act('14:00:00', { user: 'd4' }),
    logout('14:00:40', { user: 'd4' }),
    act('15:30:00', { user: 'd4' }),
    logout('15:30:50', { user: 'd4' }),
  ),
};

/** Seconds of each clinician, and their scheduled hours. */
const expected: Record<string, Record<string, Record<string, number>>> = {
  'ehr-time8': {
    300: { d1: 120 + 60 + 180 + 300 + 120 + 60, d2: 120, d4: 30 + 40 + 50, d5: 0 },
    180: { d1: 120 + 60 + 180 + 120 + 60, d2: 120, d4: 30 + 40 + 50, d5: 0 },
    60: { d1: 60 + 60, d2: 0, d4: 30 + 40 + 50, d5: 0 },
  },
  wow8: {
    300: { d1: 120 + 60, d2: 0, d4: 40 + 50, d5: 0 },
    180: { d1: 120 + 60, d2: 0, d4: 40 + 50, d5: 0 },
    60: { d1: 60, d2: 0, d4: 40 + 50, d5: 0 },
  },
  'note-time8': {
    300: { d1: 60 + 120 + 60, d2: 120, d4: 0, d5: 0 },
    180: { d1: 60 + 120 + 60, d2: 120, d4: 0, d5: 0 },
    60: { d1: 60 + 60, d2: 0, d4: 0, d5: 0 },
  },
  'inbox-time8': {
    300: { d1: 180, d2: 0, d4: 0, d5: 0 },
    180: { d1: 180, d2: 0, d4: 0, d5: 0 },
    60: { d1: 0, d2: 0, d4: 0, d5: 0 },
  },
  'order-time8': {
    300: { d1: 300, d2: 0, d4: 0, d5: 0 },
    180: { d1: 0, d2: 0, d4: 0, d5: 0 },
    60: { d1: 0, d2: 0, d4: 0, d5: 0 },
  },
};
const hours: Record<string, number> = { d1: 1, d2: 1, d4: 1, d5: 0.5 };

test('hours in the EHR, outside appointments and by activity, and scheduled hours', async () => {
  const asked = Object.entries(expected).flatMap(([measure, variants]) =>
    Object.entries(variants).map(([variant, seconds]) => ({ measure, variant, seconds })),
  );
  const found = await measuredAll(asked, files, day);
  for (const [i, { measure, variant, seconds }] of asked.entries()) {
    const rows = Object.entries(seconds).map(([who, one]) => [who, [one, hours[who]]]);
    expect({ measure, variant, ...scaled(found[i]!.clusters[''], [3600, 8]) }).toEqual({
      measure,
      variant,
      ...Object.fromEntries(rows),
    });
  }
});

test('missing without appointments', async () => {
  const { 'appointment.csv': _, ...without } = files;
  for (const { missing } of await measuredAll(
    Object.keys(expected).map((measure) => ({ measure })),
    without,
    day,
  ))
    expect(missing).toBe('appointment');
  expect((await measured('wow8', { 'appointment.csv': files['appointment.csv']! }, day)).missing).toBe(
    'audit_event',
  );
});

test('rows of an appointment that its latest version has not, have left it', async () => {
  const row = (user: string, status: string, version: string, id = 'a1') =>
    `${id},Patient/p1,${user},2026-07-08T09:00:00-04:00,2026-07-08T11:00:00-04:00,${status},${version}`;
  const files = (...rows: string[]) => ({
    'appointment.csv': csv('appointment_id,patient_id,user_id,started,ended,status,version', ...rows),
    'a.ndjson': ndjson(
      ...['d1', 'd2'].flatMap((user) => [
        act('2026-07-08T09:00:00-04:00', { user }),
        act('2026-07-08T23:00:00-04:00', { user }),
      ]),
      { resourceType: 'PractitionerRole', id: 'r1', practitioner: { reference: 'Practitioner/d1' } },
    ),
  });
  const eighths = async (...rows: string[]) =>
    scaled((await measured('ehr-time8', files(...rows), { variant: '300' })).clusters[''], [0, 8]);
  const [d1, d2, role] = ['Practitioner/d1', 'Practitioner/d2', 'PractitionerRole/r1'] as const;
  // Cancelled, with the person written another way.
  expect(await eighths(row(role, 'booked', '9'), row(d1, 'cancelled', '10'))).toEqual({});
  // Another's now.
  expect(await eighths(row(d1, 'booked', '9'), row(d2, 'booked', '10'))).toEqual({ d2: [0, 2] });
  // Two people's, of one version, and of none.
  expect(await eighths(row(d1, 'booked', '9'), row(d2, 'booked', '9'))).toEqual({ d1: [0, 2], d2: [0, 2] });
  expect(await eighths(row(d1, 'booked', ''), row(d2, 'booked', ''))).toEqual({ d1: [0, 2], d2: [0, 2] });
  // Something known beats something not known.
  expect(await eighths(row(d1, 'booked', ''), row(d2, 'booked', '1'))).toEqual({ d2: [0, 2] });
});
