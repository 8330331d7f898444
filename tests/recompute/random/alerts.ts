import { HOUR, MINUTE, type Micros, parseDateTime, SECOND, writeInstant } from '../instants.js';
import { type About, type Cells, cellInstant, encounterCell, NOBODY, USERS } from './cells.js';
import type { Random } from './random.js';
import { dayZone, type Scenario } from './scenario.js';
import { written } from './times.js';

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

/** A firing and its instant. */
interface Firing {
  at: Micros;
  row: Cells;
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

function alertBurst(r: Random, of: Scenario, about: About & { from: number }): Firing[] {
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

export function alerts(r: Random, of: Scenario, about: About): { alert: Cells[]; alert_answer: Cells[] } {
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
