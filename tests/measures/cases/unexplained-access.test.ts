import { scaled, TOOLS } from './support/log.js';
import { act, csv, type Files, measured, measuredAll, ndjson, visit } from './support/measured.js';

const ORDER = 'order_id,patient_id,encounter_ref,user_id,code,at,what';
const APPOINTMENT = 'appointment_id,patient_id,user_id,started,ended,status';
const TEAM = 'patient_id,user_id,started,ended';
const NEW_YEAR = '2026-01-01T09:00:00-05:00';
const order = (user: string, what: string, patient = 'p2') =>
  `${user}-${what},Patient/${patient},,Practitioner/${user},cbc,${NEW_YEAR},${what}`;
const appointment = (user: string, status: string, patient = 'p2', start = NEW_YEAR) =>
  `${user},Patient/${patient},Practitioner/${user},${start},,${status}`;
const team = (user: string, started: string, ended: string, patient = 'p2') =>
  `Patient/${patient},Practitioner/${user},${started && `${started}-04:00`},${ended && `${ended}-04:00`}`;

/** Of each clinician, who looks at p2 at noon of 8 July 2026: [accesses that nothing explains, accesses]. */
const LINKS: [user: string, expected: [number, number]][] = [
  ['none', [1, 1]],
  // An encounter: p1's visit is open at 09:30, for everybody; one named, also one that was not read.
  ['visit', [0, 1]],
  ['named', [0, 1]],
  // An appointment with that patient, whenever and whatever came of it.
  ['kept', [0, 1]],
  ['later', [0, 1]],
  ['cancelled', [0, 1]],
  ['missed', [0, 1]],
  ['mistaken', [1, 1]], // entered in error
  ['other-appointment', [1, 1]], // with p3
  // An order for that patient, placed or contributed to, whenever.
  ['placed', [0, 1]],
  ['contributed', [0, 1]],
  ['only-cancelled', [1, 1]],
  ['other-order', [1, 1]], // for p3
  // A care team of that patient's on that site day.
  ['open', [0, 1]],
  ['from-today', [0, 1]], // from 23:00: the day counts
  ['until-today', [0, 1]], // to 01:00
  ['until-yesterday', [1, 1]],
  ['from-tomorrow', [1, 1]],
  ['two-roles', [0, 1]], // one of two that began together has ended
  ['left-before', [1, 1]], // ends that morning, before it begins at noon: never on it
  ['other-team', [1, 1]], // p3's
  // Three accesses, one by a link of another patient's.
  ['several', [3, 4]],
];

const files: Files = {
  'tools.yaml': TOOLS,
  'appointment.csv': csv(
    APPOINTMENT,
    appointment('kept', 'fulfilled'),
    appointment('later', 'booked', 'p2', '2027-07-01T09:00:00-04:00'),
    appointment('cancelled', 'cancelled'),
    appointment('missed', 'noshow'),
    appointment('mistaken', 'entered-in-error'),
    appointment('other-appointment', 'fulfilled', 'p3'),
  ),
  'order_event.csv': csv(
    ORDER,
    order('placed', 'placed'),
    order('contributed', 'contributed'),
    order('only-cancelled', 'cancelled'),
    order('other-order', 'placed', 'p3'),
    order('several', 'placed', 'p5'),
  ),
  'care_team.csv': csv(
    TEAM,
    team('open', '', ''),
    team('from-today', '2026-07-08T23:00:00', ''),
    team('until-today', '2026-07-01T09:00:00', '2026-07-08T01:00:00'),
    team('until-yesterday', '2026-07-01T09:00:00', '2026-07-07T23:59:59'),
    team('two-roles', '2026-07-01T09:00:00', ''),
    team('two-roles', '2026-07-01T09:00:00', '2026-07-05T09:00:00'),
    team('left-before', '2026-07-08T12:00:00', '2026-07-08T09:00:00'),
    team('from-tomorrow', '2026-07-09T00:00:00', ''),
    team('other-team', '', '', 'p3'),
  ),
  'fhir.ndjson': ndjson(
    visit('v1'), // p1, 09:00 to 10:00
    act('09:30:00', { user: 'visit', patient: 'p1' }),
    act('12:00:00', { user: 'named', patient: 'p2', encounter: 'unread' }),
    ...LINKS.filter(([user]) => !['visit', 'named', 'several'].includes(user)).map(([user]) =>
      act('12:00:00', { user, patient: 'p2' }),
    ),
    act('12:00:00', { user: 'several', patient: 'p4', observer: 'notes' }),
    act('12:00:00', { user: 'several', patient: 'p4', observer: 'inbox' }),
    act('12:00:00', { user: 'several', patient: 'p5', observer: 'notes' }),
    // Our own app opens records too.
    act('12:01:00', { user: 'several', patient: 'p2', observer: 'own' }),
    // In neither: no patient; background; no person; the day after.
    act('12:01:00', { user: 'several', patient: null }),
    act('12:01:00', { user: 'several', patient: 'p2', observer: 'board' }),
    act('12:01:00', { user: 'room-1', patient: 'p2' }),
    act('2026-07-09T12:00:00-04:00', { user: 'none', patient: 'p2' }),
  ),
};
const day = { from: '2026-07-08', to: '2026-07-08' };

test('accesses without an encounter, appointment, order or care team ÷ accesses', async () => {
  const [site, tools] = await measuredAll(
    [{ measure: 'unexplained-access' }, { measure: 'unexplained-access', by: 'tool' }],
    files,
    day,
  );
  expect(scaled(site!.clusters[''], [1, 1])).toEqual(Object.fromEntries(LINKS));
  expect(tools!.sums).toEqual({ mail: [1, 1], notes: [1, 2], 'mission-audit': [1, 1] });
});

test('without any such table nothing is explained but by encounters; without encounters it is missing', async () => {
  const log = { 'tools.yaml': TOOLS, 'fhir.ndjson': files['fhir.ndjson']! };
  // 25 accesses; the visit's and the named one are explained.
  expect((await measured('unexplained-access', log, day)).sums['']).toEqual([23, 25]);
  const rows = { 'a.ndjson': ndjson(act('12:00:00')) };
  expect((await measured('unexplained-access', rows, day)).missing).toBe('encounter');
});
