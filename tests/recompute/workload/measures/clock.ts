import { CUTOFFS, type Cutoff, type Event } from '../../events.js';
import { cut, type Line, line, type Measured } from '../line.js';
import type { Workload } from '../workload-world.js';
import { judged } from './own-schedule.js';
import { ofEncounter } from './per-encounter.js';
import { CLOCKS, hasSuchDay } from './time-of-day.js';
import { hours, whoOf, workOf, ZERO } from './work.js';

function linesOf(
  measured: Measured,
  events: Event[],
  about: {
    of: Workload;
    cutoff: Cutoff;
    variant: string;
    holds: (event: Event) => boolean | null;
    by: Record<string, (event: Event) => string>;
  },
): Line[] {
  const { cutoff, variant, holds, by } = about;
  const known = events.filter((event) => holds(event) !== null);
  const parts = (some: Event[]) =>
    some.map((event) => ({
      ...whoOf(event, about.of),
      numerator: holds(event) ? hours(event, cutoff) : ZERO,
      denominator: hours(event, cutoff),
    }));
  const dimensions = { tool: (event: Event) => event.tool, activity: (event: Event) => event.activity };
  return cut(known, { ...dimensions, ...by }).map(({ by: found, some }) =>
    line(measured, parts(some), found, variant),
  );
}

/** By the clock for everybody, and by their own schedule for those of whom one is known. */
export function clockMeasures(of: Workload): Line[] {
  if (of.world.site.timeZone === null) return [];
  const events = workOf(of);
  return Object.entries(CLOCKS).flatMap(([measure, holds]) => {
    if (!hasSuchDay(measure, of)) return [];
    const clock = (event: Event) => holds(event, of);
    const by: Record<string, (event: Event) => string> =
      measure === 'after-hours-share' ? { specialty: ofEncounter('specialty', of) } : {};
    const measured: Measured = { measure, family: 'share', counts: ['encounters', 'patients'] };
    return CUTOFFS.flatMap((cutoff) => [
      ...linesOf(measured, events, { of, cutoff, variant: String(cutoff), holds: clock, by }),
      ...linesOf(measured, events, {
        of,
        cutoff,
        variant: `scheduled-${cutoff}`,
        holds: judged(of, clock, measure),
        by,
      }),
    ]);
  });
}
