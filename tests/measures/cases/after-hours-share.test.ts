import { askAll } from './support/ask.js';
import { minute, scaled, TOOLS } from './support/log.js';
import { act, csv, type Files, type Found, ndjson, SITE, shuffled, visit } from './support/measured.js';

/** A minute of July in New York; the 8th is a Wednesday. */
const july = (user: string, ...whens: string[]) =>
  whens.flatMap((when) => minute(user, `2026-07-${when}-04:00`));
const row = (id: string, user: string, day: string, status = 'booked') =>
  `${id},,Practitioner/${user},${day}T09:00:00-04:00,${day}T10:00:00-04:00,${status}`;
const days = (user: string, ...all: string[]) => all.map((day, i) => row(`${user}-${i}`, user, day));
const FOUR = ['2026-07-13', '2026-07-14', '2026-07-15', '2026-07-16'];

// Minutes after hours of minutes in all: by the clock, and against a person's own schedule (absent: not judged).
const CASES: Record<string, { is: string; clock: [number, number]; own: [number, number] | undefined }> = {
  nurse: { is: 'a night in one’s shift is no overtime', clock: [2, 2], own: [0, 2] },
  // 18:25 is 35 min before the shift, 01:40 40 min after it; 18:35 and 01:20 are within 30 min. All are after six.
  margin: { is: 'but more than 30 minutes outside it is', clock: [4, 4], own: [2, 4] },
  noon: { is: 'outside the shift it counts at noon too', clock: [0, 1], own: [1, 1] },
  both: { is: 'a shift goes before appointments', clock: [1, 1], own: [0, 1] },
  four: { is: 'appointments on four days: by the clock', clock: [1, 2], own: [1, 2] },
  three: { is: 'on three days, twice a day: not judged', clock: [1, 1], own: undefined },
  missed: { is: 'a day of cancelled and missed ones is none', clock: [1, 1], own: undefined },
  august: { is: 'nor is one outside the period', clock: [1, 1], own: undefined },
  // Neither says when its people were to work.
  endless: { is: 'a shift of unknown end tells nothing', clock: [1, 1], own: undefined },
  backwards: { is: 'nor one that ends before it begins', clock: [1, 1], own: undefined },
  // One shift to 18:15 and one to 23:00: 20:00 is within the longer, however the two are written.
  twice: { is: 'of two that begin together the longer holds', clock: [1, 1], own: [0, 1] },
  revised: { is: 'unless a later version ends it sooner', clock: [1, 1], own: [1, 1] },
  nobody: { is: 'who has neither is shown only', clock: [1, 1], own: undefined },
};

const SHIFTS = csv(
  'user_id,started,ended,version',
  'Practitioner/nurse,2026-07-08T19:00:00-04:00,2026-07-09T07:00:00-04:00,',
  'Practitioner/margin,2026-07-08T19:00:00-04:00,2026-07-09T01:00:00-04:00,',
  'Practitioner/noon,2026-07-08T19:00:00-04:00,2026-07-09T01:00:00-04:00,',
  'Practitioner/both,2026-07-08T18:00:00-04:00,2026-07-08T22:00:00-04:00,',
  'Practitioner/endless,2026-07-08T09:00:00-04:00,,',
  'Practitioner/backwards,2026-07-08T09:00:00-04:00,2026-07-08T08:00:00-04:00,',
  'Practitioner/twice,2026-07-08T09:00:00-04:00,2026-07-08T18:15:00-04:00,',
  'Practitioner/twice,2026-07-08T09:00:00-04:00,2026-07-09T03:00:00Z,',
  'Practitioner/revised,2026-07-08T09:00:00-04:00,2026-07-08T23:00:00-04:00,1',
  'Practitioner/revised,2026-07-08T09:00:00-04:00,2026-07-08T18:15:00-04:00,2',
);

const files: Files = {
  'site.yaml': SITE,
  'tools.yaml': TOOLS,
  'shift.csv': SHIFTS,
  'appointment.csv': csv(
    'appointment_id,patient_id,user_id,started,ended,status',
    ...days('both', ...FOUR),
    ...days('four', ...FOUR),
    ...days('three', ...FOUR.slice(0, 3), ...FOUR.slice(0, 3)),
    ...days('missed', ...FOUR.slice(0, 3)),
    row('missed-c', 'missed', FOUR[3]!, 'cancelled'),
    row('missed-n', 'missed', FOUR[3]!, 'noshow'),
    row('missed-e', 'missed', FOUR[3]!, 'entered-in-error'),
    ...days('august', ...FOUR.slice(0, 3), '2026-08-03'),
  ),
  'fhir.ndjson': ndjson(
    ...july('nurse', '08T23:00:00', '09T03:00:00'),
    ...july('margin', '08T18:25:00', '08T18:35:00', '09T01:20:00', '09T01:40:00'),
    ...july('noon', '09T12:00:00'),
    ...july('both', '08T20:00:00'),
    ...july('four', '08T12:00:00', '08T20:00:00'),
    ...['three', 'missed', 'august', 'endless', 'backwards', 'twice', 'revised', 'nobody'].flatMap((user) =>
      july(user, '08T20:00:00'),
    ),
  ),
};

const month = { from: '2026-07-01', to: '2026-07-31' };
const share = (variant: string, by?: 'tool' | 'activity' | 'specialty' | 'stratum') => ({
  measure: 'after-hours-share',
  variant,
  ...(by ? { by } : {}),
});
const minutes = ({ clusters }: Found, value = '') => scaled(clusters[value], [60, 60]);

describe('against people’s own schedule', () => {
  const questions = { clock: share('300'), own: share('scheduled-300') };
  let found: Record<keyof typeof questions, Found>;
  beforeAll(async () => {
    found = await askAll(questions, files, month);
  });

  test.each(Object.entries(CASES).map(([user, one]) => ({ user, ...one })))(
    '$user: $is',
    ({ user, clock, own }) => {
      expect([minutes(found.clock)[user], minutes(found.own)[user]]).toEqual([clock, own]);
    },
  );

  test('the order of input does not matter', async () => {
    expect(await askAll(questions, shuffled(files, 6), month)).toEqual(found);
  });

  test('without a schedule it is shown, and nobody can be judged; without a time zone it is missing', async () => {
    const { 'shift.csv': _, 'appointment.csv': __, ...log } = files;
    const { clock, own } = await askAll(questions, log, month);
    expect(minutes(clock).nurse).toEqual([2, 2]);
    expect(own.sums).toEqual({});
    const nowhere = { ...files, 'site.yaml': 'minClinicians: 1\n' };
    expect((await askAll(questions, nowhere, month)).clock.missing).toBe('time-zone');
  });
});

test('by tool, activity, specialty and language: the row’s own time', async () => {
  const evening = (time: string, observer: string, encounter?: string) =>
    act(time, {
      observer,
      patient: encounter ? 'p1' : 'p2',
      ...(encounter ? { encounter } : {}),
    });
  const log: Files = {
    'tools.yaml': TOOLS,
    'fhir.ndjson': ndjson(
      { resourceType: 'Patient', id: 'p1', communication: [{ language: { coding: [{ code: 'es' }] } }] },
      visit('e1', { serviceType: { coding: [{ code: 'surgery' }] } }),
      evening('17:56:00', 'notes', 'e1'), // 2 min by day
      evening('17:58:00', 'inbox', 'e1'), // 3 min by day: its instant counts, not its end
      evening('18:01:00', 'inbox'), // 4 min after hours, of nobody's encounter
      evening('18:05:00', 'own', 'e1'), // our own app: in neither
      evening('18:06:00', 'notes', 'e1'), // 1 min after hours
      evening('18:07:00', 'some', 'e1'), // unmapped, 1 min after hours
      evening('18:08:00', 'notes', 'e1'), // the last
    ),
  };
  const found = await askAll(
    {
      all: share('300'),
      tool: share('300', 'tool'),
      activity: share('300', 'activity'),
      specialty: share('300', 'specialty'),
      language: share('300', 'stratum'),
      short: share('60', 'tool'),
    },
    log,
    month,
  );
  // 4 + 1 + 1 of 2 + 3 + 4 + 1 + 1.
  expect(minutes(found.all)).toEqual({ d1: [6, 11] });
  expect([minutes(found.tool, 'notes'), minutes(found.tool, 'mail')]).toEqual([
    { d1: [1, 3] },
    { d1: [4, 7] },
  ]);
  expect(Object.keys(found.tool.clusters).sort()).toEqual(['mail', 'notes']);
  expect(minutes(found.activity, 'inbox')).toEqual({ d1: [4, 7] });
  expect(minutes(found.specialty, 'surgery')).toEqual({ d1: [2, 7] });
  expect(minutes(found.language, 'language=es')).toEqual({ d1: [2, 7] });
  expect(minutes(found.language, 'language=missing')).toEqual({ d1: [4, 4] });
  // With a cutoff of 60 s only the minute after 18:06 is the notes', and the mail has none.
  expect(Object.keys(found.short.clusters)).toEqual(['notes']);
  expect(minutes(found.short, 'notes')).toEqual({ d1: [1, 1] });
});
