import { Temporal } from '@js-temporal/polyfill';
import type { Micros } from '../../instants.js';
import type { Random } from '../../random/random.js';
import type { Clock } from '../../random/times.js';
import { CLINICIANS, CROWD, NAMES, type Visit } from './crowd.js';

/** What one audit row tells. */
export interface Deed {
  id: string;
  at: Micros;
  user: string;
  patient: string | null;
  encounter: string | null;
  tool: string;
}

const USUAL = [
  'orders',
  'notes',
  'inbox',
  'portal',
  'orders',
  'notes',
  'inbox',
  'portal',
  'results',
  'own',
  'board',
];

/** Rows of one visit: before, in and after it, some on the very instants at which it starts and ends. */
function deedsOf(visit: Visit, r: Random, clock: Clock): Deed[] {
  const gaps: Micros[] = [];
  const count = r.int(2, 9);
  for (let i = 0; i < count; i++) gaps.push(clock.gap());
  let at = r.pick([visit.start, visit.start, visit.start - 60_000_000n, visit.end, visit.end - 120_000_000n]);
  return gaps.flatMap((gap, i) => {
    at += i === 0 ? 0n : gap;
    if (at <= clock.first || at >= clock.last) return [];
    const user = r.chance(0.12)
      ? r.pick([...NAMES, 'Practitioner/bot-7', 'PractitionerRole/rbot'])
      : visit.user;
    return [
      {
        id: `${r.pick(['z', 'Z'])}${visit.id}-${i}`,
        at,
        user,
        patient: r.chance(0.12) ? r.pick([...CROWD, null]) : visit.patient,
        encounter: r.chance(0.3) ? `Encounter/${visit.id}` : null,
        tool: r.pick(USUAL),
      },
    ];
  });
}

/** Rows of nobody's visit: whoever looked, and perhaps why. */
function strayDeeds(r: Random, clock: Clock): Deed[] {
  return Array.from({ length: r.int(5, 30) }, (_, i) => ({
    id: `stray-${i}`,
    at: clock.instant(),
    user: r.pick(NAMES),
    patient: r.pick([...CROWD, ...CROWD, null]),
    encounter: null,
    tool: r.pick(USUAL),
  }));
}

/** One person at work in several charts while a month ends, here and in UTC: months are worked out apart. */
function overMonths(r: Random, clock: Clock): Deed[] {
  const from = Temporal.Instant.fromEpochMilliseconds(Number(clock.first / 1000n)).toZonedDateTimeISO('UTC');
  const turn = from.with({ day: 1 }).startOfDay().add({ months: 1 });
  const edge = BigInt(turn.epochMilliseconds) * 1000n;
  return NAMES.filter(() => r.chance(0.4))
    .flatMap((user) => {
      const patients = r.shuffle(CROWD).slice(0, r.int(1, 3));
      let at = edge - r.pick([0n, 1n, 60_000_000n, 300_000_000n, 360_000_000n]);
      return Array.from({ length: r.int(2, 7) }, (_, i) => {
        at += i === 0 ? 0n : clock.gap();
        return {
          id: `edge-${user}-${i}`,
          at,
          user,
          patient: r.pick(patients),
          encounter: null,
          tool: r.pick(USUAL),
        };
      });
    })
    .filter(({ at }) => at > clock.first && at < clock.last);
}

export function deeds(planned: Visit[], r: Random, clock: Clock): Deed[] {
  return [
    ...planned.flatMap((visit) => deedsOf(visit, r, clock)),
    ...strayDeeds(r, clock),
    ...overMonths(r, clock),
  ];
}

/** Somebody who had to do with a patient in the log, so that a link may explain it; or a pair who had not. */
export function pair(r: Random, done: Deed[]): { user: string; patient: string; at: Micros } {
  const known = done.filter(({ user, patient }) => patient !== null && user in CLINICIANS);
  const met = r.pick(known);
  const named = { user: met.user, patient: met.patient!, at: met.at };
  return r.chance(0.75) ? named : { ...named, user: r.pick(NAMES), patient: r.pick(CROWD) };
}
