import { endOfDay, HOUR, MINUTE, type Micros, SECOND, startOfDay, writeInstant } from '../../instants.js';
import type { Random } from '../../random/random.js';
import { dayZone, type Scenario, wall } from '../../random/scenario.js';

export { HOUR, MINUTE, SECOND };
export const DAY = 24n * HOUR;

/** Instants at which something turns: midnights of the site, hours that the clock repeats or leaves out. */
export interface Hot {
  instant(): Micros;
  midnight(): Micros;
  /** The same instant in one of the ways in which it may be written; some are of the wall clock. */
  text(at: Micros): string;
}

const TIMES = [
  '00:30',
  '01:30',
  '02:00',
  '02:30',
  '03:00',
  '08:15',
  '09:00',
  '10:40',
  '14:30',
  '18:00',
  '23:50',
];

export function hot(r: Random, of: Scenario): Hot {
  const zone = dayZone(of);
  const midnights = of.days.slice(1).map((day) => startOfDay(day, zone));
  const first = startOfDay(of.days[0]!, zone);
  const last = endOfDay(of.days.at(-1)!, zone) - 1n;
  const clamp = (at: Micros) => (at < first ? first : at > last ? last : at);
  return {
    instant() {
      if (r.chance(0.15)) return clamp(r.pick(midnights) + r.pick([0n, 0n, 1n, -1n]));
      const day = of.turn !== null && r.chance(0.2) ? of.turn : r.pick(of.days);
      return clamp(wall(`${day}T${r.pick(TIMES)}`, of) + BigInt(r.int(0, 59)) * SECOND);
    },
    midnight: () => r.pick(midnights),
    text(at) {
      const utc = writeInstant(at);
      if (r.chance(0.2)) return writeInstant(at - 5n * HOUR).replace('Z', '-05:00');
      return at % SECOND === 0n && r.chance(0.4) ? utc.replace(/\.0+Z/, 'Z') : utc;
    },
  };
}
