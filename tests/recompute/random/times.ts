import { endOfDay, HOUR, MINUTE, type Micros, SECOND, startOfDay, writeInstant } from '../instants.js';
import type { PlannedEncounter } from './encounters.js';
import type { Random } from './random.js';
import { dayZone, type Scenario, wall } from './scenario.js';

/** Gaps on both sides of every limit of the specification. */
export const GAPS: Micros[] = [
  0n,
  0n,
  1n,
  SECOND,
  2n * SECOND,
  2n * SECOND,
  2n * SECOND + 1n,
  2n * SECOND - 1n,
  7n * SECOND,
  MINUTE,
  MINUTE + 1n,
  3n * MINUTE,
  3n * MINUTE + 1n,
  5n * MINUTE - 1n,
  5n * MINUTE,
  5n * MINUTE,
  5n * MINUTE + 1n,
  10n * MINUTE,
  10n * MINUTE + 1n,
];

const JITTER: Micros[] = [0n, 0n, 0n, 1n, -1n, SECOND, -MINUTE];

/** Instants at which something turns: encounters' ends and margins, the hours of the clock, the clock itself. */
function hotInstants(of: Scenario, planned: PlannedEncounter[]): Micros[] {
  const edges = planned.flatMap(({ start, end }) => [
    start,
    end,
    start - 24n * HOUR,
    start + 24n * HOUR,
    end + 72n * HOUR,
    start + 96n * HOUR,
    start + 24n * HOUR + 72n * HOUR,
  ]);
  const clock = of.days.flatMap((day) =>
    ['00:00', '01:00', '01:30', '02:00', '02:30', '03:00', '06:00', '18:00', '12:00'].map((time) =>
      wall(`${day}T${time}`, of),
    ),
  );
  return [...edges, ...edges, ...clock];
}

export interface Clock {
  first: Micros;
  last: Micros;
  /** An instant near one at which something turns, inside the scenario's days. */
  instant(): Micros;
  /** Such an instant of one encounter. */
  near(encounter: PlannedEncounter): Micros;
  gap(): Micros;
}

export function clock(r: Random, of: Scenario, planned: PlannedEncounter[]): Clock {
  const first = startOfDay(of.days[0]!, dayZone(of));
  const last = endOfDay(of.days.at(-1)!, dayZone(of)) - 1n;
  const inside = (at: Micros) => at > first + HOUR && at < last - 2n * HOUR;
  const hot = hotInstants(of, planned).filter(inside);
  const instant = () => r.pick(hot) + r.pick(JITTER);
  return {
    first,
    last,
    instant,
    near({ start, end }) {
      const edges = [start, start, start + 5n * MINUTE, end, start - 24n * HOUR, end + 72n * HOUR].filter(
        inside,
      );
      return edges.length > 0 && r.chance(0.7) ? r.pick(edges) + r.pick(JITTER) : instant();
    },
    gap: () => r.pick(GAPS),
  };
}

/** The same instant in one of the ways in which it may be written. */
export function written(at: Micros, r: Random): string {
  const utc = writeInstant(at);
  if (r.chance(0.25)) return writeInstant(at + 5n * HOUR + 30n * MINUTE).replace('Z', '+05:30');
  if (r.chance(0.25)) return writeInstant(at - 5n * HOUR).replace('Z', '-05:00');
  return at % SECOND === 0n && r.chance(0.5) ? utc.replace(/\.0+Z/, 'Z') : utc;
}
