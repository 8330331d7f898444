import { HOUR, MINUTE, type Micros } from '../../instants.js';
import type { Random } from '../../random/random.js';
import { type Scenario, wall } from '../../random/scenario.js';
import { CROWD } from './crowd.js';
import type { Deed } from './deeds.js';

export interface Slot {
  id: string;
  user: string;
  patient: string;
  booked: Micros | null;
  start: Micros;
  end: Micros | null;
  status: string;
}

const STATUSES = [
  'booked',
  'arrived',
  'fulfilled',
  'fulfilled',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
];

const LENGTHS: (Micros | null)[] = [20n * MINUTE, HOUR, 4n * HOUR, 0n, -HOUR, null, 1n, 26n * HOUR];

const EARLIER: Micros[] = [9n * 24n * HOUR, 500n * HOUR, 24n * HOUR];

/** Starts and ends on the very instants of rows, before the period, over midnight, on the day on which the clock turns. */
export function slotsOf(
  user: string,
  r: Random,
  of: Scenario,
  about: { deeds: Deed[]; from: number },
): Slot[] {
  const own = about.deeds.filter((deed) => deed.user === user);
  const days = r.shuffle(of.days).slice(0, r.int(0, of.days.length));
  const day = (text: string): Micros =>
    wall(`${text}T${r.pick(['08:00', '13:00', '01:30', '23:00', '00:00'])}`, of);
  const starts = [
    ...days.map(day),
    ...(own.length > 0 ? Array.from({ length: r.int(2, 6) }, () => r.pick(own).at) : []),
    ...(r.chance(0.3) ? [day(of.days[0]!) - BigInt(r.int(1, 40)) * 24n * HOUR] : []),
  ];
  return starts.map((at, i) => {
    const toRow = own.length > 0 && r.chance(0.2) ? r.pick(own).at : null;
    const length = r.pick(LENGTHS);
    const booked = r.pick([at, at + 1n, at - 1n, ...EARLIER.map((before) => at - before), null]);
    return {
      id: `${user}-${about.from + i}`,
      user,
      patient: r.pick(CROWD),
      booked,
      start: at,
      end: toRow ?? (length === null ? null : at + length),
      status: r.pick(STATUSES),
    };
  });
}
