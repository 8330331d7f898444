import type { Micros } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { CLINICIANS, type Crowd, NO_CLINICIAN } from './crowd.js';
import { DAY, HOUR, type Hot, MINUTE, SECOND } from './hot.js';

export const KEYS = [
  'pop-a',
  'pop-b',
  'soft',
  'flu-shot',
  'eye-check',
  'stop-dose',
  'old-news',
  'unknown-key',
  '',
];

const GAPS: Micros[] = [SECOND, 10n * MINUTE, 10n * MINUTE + 1n, DAY, DAY + 1n, 2n * HOUR, 30n * HOUR];
/** From a firing to its answer: both sides of 3 s, at once, and before it. */
const DELAYS: (Micros | null)[] = [
  0n,
  3n * SECOND,
  3n * SECOND - 1n,
  3n * SECOND + 1n,
  -1n,
  2n * SECOND,
  8n * SECOND,
  5n * MINUTE,
  11n * MINUTE,
  null,
];

export interface Alerts {
  alert: Cells[];
  alert_answer: Cells[];
  override_review: Cells[];
}

export const ALERT_HEADER =
  'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,indicator,interruptive,order_ref'.split(
    ',',
  );
export const ANSWER_HEADER = 'alert_id,responded,response,reason'.split(',');
export const REVIEW_HEADER = 'alert_id,appropriate,reviewed'.split(',');

function answer(r: Random, hot: Hot, { id, at }: { id: string; at: Micros }): Cells {
  const delay = r.pick(DELAYS);
  return {
    alert_id: id,
    responded: delay === null ? '' : hot.text(at + delay),
    response: r.pick(['accepted', 'overridden', 'overridden', 'overridden', 'dismissed']),
    reason: '',
  };
}

const SAID = ['true', 'false', 'yes', 'no', 'Yes', 'NO', '1', '0', 'unsure', ''];

function review(r: Random, hot: Hot, { id, at }: { id: string; at: Micros }): Cells[] {
  const one = () => ({
    alert_id: id,
    appropriate: r.pick(SAID),
    // Whenever it was: also long after the period.
    reviewed: r.chance(0.3) ? '' : hot.text(at + r.pick([DAY, 100n * DAY])),
  });
  return r.chance(0.15) ? [one(), one()] : [one()];
}

/** A series of firings of one key to one person, mostly for one patient. */
function burst(r: Random, hot: Hot, { crowd, from }: { crowd: Crowd; from: number }) {
  const visit = r.pick(crowd.visits);
  const user = r.chance(0.08) ? r.pick([...NO_CLINICIAN, '']) : r.pick(CLINICIANS);
  const alert_key = r.pick(KEYS);
  let at = r.chance(0.8) ? visit.start + BigInt(r.int(0, 15)) * MINUTE : hot.instant();
  if (r.chance(0.05)) at -= r.pick([365n * DAY, 365n * DAY + 1n]);
  return Array.from({ length: r.pick([1, 1, 1, 2, 3]) }, (_, i) => {
    if (i > 0) at += r.chance(0.05) ? r.pick([365n * DAY, 365n * DAY + 1n]) : r.pick(GAPS);
    const row: Cells = {
      alert_id: `b-${from + i}`,
      shown: hot.text(at),
      seen: r.pick(['shown', 'shown', 'shown', 'returned']),
      user_id: user,
      patient_id: r.chance(0.05) ? '' : `Patient/${visit.patient}${r.chance(0.1) ? '-old' : ''}`,
      encounter_ref: r.chance(0.4) ? r.pick([`Encounter/${visit.id}`, 'Encounter/ghost-1']) : '',
      alert_key,
      hook_instance: r.pick(['', '', '', 'h1']),
      interruptive: r.pick(['true', 'false', 'unknown', '']),
    };
    return { at, row };
  });
}

export function alerts(r: Random, hot: Hot, crowd: Crowd): Alerts {
  const fired: ReturnType<typeof burst> = [];
  const target = r.int(250, 420);
  while (fired.length < target) fired.push(...burst(r, hot, { crowd, from: fired.length }));
  const each = fired.map(({ at, row }) => ({ at, id: row.alert_id! }));
  const answered = each.filter(() => r.chance(0.7));
  return {
    alert: fired.map(({ row }) => row),
    alert_answer: answered.flatMap((one) =>
      Array.from({ length: r.chance(0.1) ? 2 : 1 }, () => answer(r, hot, one)),
    ),
    override_review: each.filter(() => r.chance(0.5)).flatMap((one) => review(r, hot, one)),
  };
}

/** Days of review on both sides of 24 months before the site days of the scenario. */
export function alertsYaml(r: Random, days: string[]): string {
  const reviewed = () => {
    const day = r.pick(days).replace('2026-', '2024-');
    return r.pick([day, day, '2026-12-30', '2023-01-01', '2024-03', 'soon']);
  };
  const evidence = () => (r.chance(0.2) ? '' : `, evidence: {citation: C, reviewed: "${reviewed()}"}`);
  const stop = () => r.pick(['', ', hardStop: true', ', hardStop: false', ', hardStop: unknown']);
  return `version: 1
alerts:
  - {key: pop-b, tool: order-entry, purpose: safety, interruptive: false${stop()}${evidence()}}
  - {key: "pop-*", tool: order-entry, purpose: safety, interruptive: true, hardStop: false${evidence()}}
  - {key: soft, tool: notes, purpose: documentation${stop()}${evidence()}}
  - {key: flu-shot, tool: notes, purpose: prevention${stop()}${evidence()}}
  - {key: eye-check, purpose: prevention, hardStop: false${evidence()}}
  - {key: stop-dose, tool: order-entry, purpose: safety, hardStop: true${evidence()}}
  - {key: old-news, tool: portal, evidence: {reviewed: "2020-02-29"}}
`;
}
