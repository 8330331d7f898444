import { HOUR, MINUTE, type Micros, SECOND, writeInstant } from '../instants.js';
import type { PlannedEncounter } from './encounters.js';
import { PATIENTS } from './people.js';
import type { Random } from './random.js';
import { dayZone, type Scenario } from './scenario.js';
import { type Clock, written } from './times.js';

export type Cells = Record<string, string>;

export interface Tables {
  alert: Cells[];
  alert_answer: Cells[];
  ui_interval: Cells[];
}

export const HEADERS: Record<keyof Tables, string[]> = {
  alert:
    'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,indicator,interruptive,order_ref,version'.split(
      ',',
    ),
  alert_answer: 'alert_id,responded,response,reason'.split(','),
  ui_interval:
    'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks,keyboard_activations,keystrokes,navigations,active_seconds'.split(
      ',',
    ),
};

const USERS = [
  'Practitioner/d1',
  'PractitionerRole/r1',
  'Practitioner/d2',
  'Practitioner/d3',
  'Practitioner?identifier=urn:npi|11',
  '',
];
const NOBODY = ['Patient/p1', 'Device/ward-tv', 'RelatedPerson/k1', 'Organization/o1', 'Practitioner/bot-1'];
const KEYS = ['pop-a', 'pop-b', 'soft', 'unknown-key', ''];
const ALERT_GAPS: Micros[] = [
  0n,
  SECOND,
  5n * MINUTE,
  10n * MINUTE,
  10n * MINUTE + 1n,
  24n * HOUR,
  24n * HOUR + 1n,
  90n * MINUTE,
];

function encounterCell(r: Random, planned: PlannedEncounter[]): string {
  if (r.chance(0.6)) return '';
  if (r.chance(0.2)) return r.pick(['Encounter/ghost-1', 'Encounter/ghost-9']);
  const { id, server } = r.pick(planned);
  return server === 'lab' ? `https://lab.example.org/r4/Encounter/${id}` : `Encounter/${id}`;
}

/** Answers to one firing: none, at once, later, twice, without an instant. */
function answers(r: Random, id: string, shown: Micros): Cells[] {
  const answer = (delay: Micros | null, response: string) => ({
    alert_id: id,
    responded: delay === null ? '' : written(shown + delay, r),
    response,
    reason: r.pick(['', 'will monitor']),
  });
  const delay = () => r.pick([0n, 1n, 2n * SECOND, 3n * SECOND, 5n * MINUTE, 20n * MINUTE, null]);
  const response = () => r.pick(['accepted', 'overridden', 'overridden']);
  if (r.chance(0.5)) return [];
  const first = answer(delay(), response());
  if (r.chance(0.1)) return [first, { ...first }];
  if (r.chance(0.1))
    return [first, { ...first, response: first.response === 'accepted' ? 'overridden' : 'accepted' }];
  return r.chance(0.15) ? [first, answer(delay(), response())] : [first];
}

/** A firing and its instant. */
interface Firing {
  at: Micros;
  row: Cells;
}

/** "without offset it is site time": also hours that occur twice or not at all. */
function cellInstant(at: Micros, r: Random, of: Scenario): string {
  if (!of.hasZone || !r.chance(0.15)) return written(at, r);
  const time = r.pick(['01:30:00', '02:30:00', '02:00:00.000001', '03:00:00', '23:59:59.999999']);
  return `${r.pick(of.days.slice(1, -1))}T${time}`;
}

function alertBurst(
  r: Random,
  of: Scenario,
  about: { clock: Clock; planned: PlannedEncounter[]; from: number },
): Firing[] {
  const { clock, planned } = about;
  const user = r.chance(0.1) ? r.pick(NOBODY) : r.pick(USERS);
  const focus = r.pick(planned);
  const patient = r.chance(0.1) ? '' : `Patient/${r.pick([focus.patient, focus.patient, 'p1', 'p2-old'])}`;
  const base = {
    seen: r.pick(['shown', 'shown', 'returned']),
    user_id: user,
    patient_id: patient,
    encounter_ref: encounterCell(r, planned),
    alert_key: r.pick(KEYS),
    indicator: 'warning',
    order_ref: '',
  };
  let at = clock.near(focus);
  return Array.from({ length: r.int(1, 6) }, (_, i) => {
    if (i > 0) at += r.pick(ALERT_GAPS);
    if (at > clock.last - HOUR) at = clock.near(focus);
    const shown = cellInstant(at, r, of);
    const row: Cells = {
      ...base,
      alert_id: `${r.pick(['al', 'AL'])}-${about.from + i}`,
      shown,
      hook_instance: r.pick(['', '', 'h1', 'h2']),
      interruptive: r.pick(['true', 'false', 'unknown', 'unknown', '']),
      version: '',
      ...(r.chance(0.1) ? { encounter_ref: encounterCell(r, planned) } : {}),
    };
    return { at: parseDateTime(shown, dayZone(of), 'start')!, row };
  });
}

/** The same alert again: both returned and shown, a later version, another without a version. */
function again(r: Random, row: Cells): Cells[] {
  if (r.chance(0.08)) {
    // As shown, also where the other row is the later version.
    const [returned, shown] = r.pick([
      ['', ''],
      ['2', '1'],
    ]);
    return [
      { ...row, seen: 'returned', version: returned! },
      { ...row, seen: 'shown', version: shown!, interruptive: 'true' },
    ];
  }
  if (r.chance(0.06))
    return [
      { ...row, version: '9' },
      { ...row, version: '10', patient_id: 'Patient/p3' },
    ];
  if (r.chance(0.06)) return [row, { ...row, alert_key: r.pick(KEYS) }];
  if (r.chance(0.04))
    return [row, { ...row, alert_id: '' }, { ...row, alert_id: `${row.alert_id}-x`, shown: '' }];
  return [row];
}

function edge(at: Micros, id: string): Cells {
  return { alert_id: id, shown: writeInstant(at), seen: 'shown', alert_key: 'soft', interruptive: 'false' };
}

function alerts(
  r: Random,
  of: Scenario,
  about: { clock: Clock; planned: PlannedEncounter[] },
): Pick<Tables, 'alert' | 'alert_answer'> {
  const fired: Firing[] = [];
  const target = r.int(5, 60);
  while (fired.length < target) fired.push(...alertBurst(r, of, { ...about, from: fired.length }));
  const { clock } = about;
  return {
    alert: r.shuffle([
      ...fired.flatMap(({ row }) => again(r, row)),
      edge(clock.first, 'edge-0'),
      edge(clock.last, 'edge-1'),
    ]),
    alert_answer: r.shuffle(fired.flatMap(({ at, row }) => answers(r, row.alert_id!, at))),
  };
}

function intervals(
  r: Random,
  of: Scenario,
  { clock, planned }: { clock: Clock; planned: PlannedEncounter[] },
): Cells[] {
  const rows = Array.from({ length: r.int(3, 25) }, (_, i) => {
    const focus = r.pick(planned);
    const at = clock.near(focus);
    return {
      interval_id: `u${i}`,
      scope: r.pick(['whole-ehr', 'whole-ehr', 'tool']),
      started: cellInstant(at, r, of),
      ended: written(at + 5n * MINUTE, r),
      user_id: r.chance(0.15) ? r.pick(NOBODY) : r.pick(USERS),
      patient_id: r.chance(0.2) ? '' : `Patient/${r.pick([focus.patient, r.pick(PATIENTS)])}`,
      encounter_ref: encounterCell(r, planned),
      clicks: String(r.int(0, 40)),
      keyboard_activations: String(r.int(0, 5)),
    };
  });
  const edges = [clock.first, clock.last].map((at, i) => ({
    interval_id: `edge-${i}`,
    scope: 'tool',
    started: writeInstant(at),
  }));
  return r.shuffle([...rows, ...edges, ...(r.chance(0.3) ? [{ ...rows[0]!, clicks: '999' }] : [])]);
}

export function tables(
  r: Random,
  of: Scenario,
  about: { clock: Clock; planned: PlannedEncounter[] },
): Tables {
  return {
    ...(of.withAlerts ? alerts(r, of, about) : { alert: [], alert_answer: [] }),
    ui_interval: of.withTelemetry ? intervals(r, of, about) : [],
  };
}
