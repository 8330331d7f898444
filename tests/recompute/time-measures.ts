import type { Event } from './events.js';
import { type Cluster, estimate } from './interval.js';
import type { By, Measurement, Measures } from './measurement.js';
import { type Rational, rational } from './rational.js';

const MICROS_IN_HOUR = 3_600_000_000n;

function hours(event: Event): Rational {
  return rational(event.credit[300].n, event.credit[300].d * MICROS_IN_HOUR);
}

/** "**Shares …** take all clinician rows … whose instant is in the period, attributed or not, and cluster by their own
 * user." */
function share(events: Event[], by: By, holds: (event: Event) => boolean): Measurement {
  const parts: Cluster[] = events.map((event) => ({
    id: event.row.user,
    numerator: holds(event) ? hours(event) : rational(0n),
    denominator: hours(event),
  }));
  return { by, ...estimate(parts, 'share') };
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}

/** The whole site, then each tool. */
function siteAndTools(events: Event[], by: By, holds: (event: Event) => boolean): Measurement[] {
  const tools = distinct(events.map(({ tool }) => tool));
  return [
    share(events, by, holds),
    ...tools.map((tool) =>
      share(
        events.filter((event) => event.tool === tool),
        { tool, ...by },
        holds,
      ),
    ),
  ];
}

/** Over rows of the period that are neither background nor our own app's. */
export function timeMeasures(events: Event[], timeZone: string | null): Measures {
  const activities = distinct(events.map(({ activity }) => activity));
  return {
    'after-hours-share': timeZone === null ? [] : siteAndTools(events, {}, ({ afterHours }) => afterHours),
    'activity-share': activities.flatMap((activity) =>
      siteAndTools(events, { activity }, (event) => event.activity === activity),
    ),
  };
}
