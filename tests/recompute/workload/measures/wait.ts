import { compareBytes } from '../../bytes.js';
import { groupBy } from '../../group.js';
import { HOUR, siteDay } from '../../instants.js';
import { inPeriod } from '../../windows.js';
import type { Line } from '../line.js';
import { type Appointment, isKept } from '../schedule.js';
import type { Workload } from '../workload-world.js';

/** "Rows outside their feed's declared window are kept and count nowhere", by their start; of waits only (decisions.md,
 * "Not settled"). */
function isInFeed({ feed, started }: Appointment, { world: { site } }: Workload): boolean {
  const { from, to } = site.feeds[feed] ?? {};
  const day = siteDay(started!, site.dayZone);
  return (!from || from <= day) && (!to || day <= to);
}

export function waits(of: Workload): Appointment[] {
  const { appointments, period, world } = of;
  const found = appointments.filter(
    (each) =>
      isKept(each) &&
      each.booked !== null &&
      each.started !== null &&
      each.booked <= each.started &&
      isInFeed(each, of) &&
      inPeriod(each.started, period, world.site),
  );
  // "one value, of the practitioner with the smallest id"
  return [...groupBy(found, ({ id }) => id).values()].map(
    (same) => [...same].sort((a, b) => compareBytes(a.user ?? '', b.user ?? ''))[0]!,
  );
}

/** "days from booking to visit", in days of 24 hours: the exact median. Its interval is a seeded bootstrap: only looked at. */
export function waitDays(of: Workload): Line[] {
  const found = waits(of);
  const days = found
    .map(({ booked, started }) => Number(started! - booked!) / Number(24n * HOUR))
    .sort((a, b) => a - b);
  const middle = days.length / 2;
  const value =
    days.length === 0
      ? null
      : Number.isInteger(middle)
        ? (days[middle - 1]! + days[middle]!) / 2
        : days[Math.floor(middle)]!;
  const users = new Set(found.flatMap(({ user }) => user ?? []));
  return [
    {
      measure: 'wait-days',
      by: {},
      variant: null,
      numerator: Number.NaN,
      denominator: days.length,
      value,
      k: 0,
      clinicians: users.size,
      interval: null,
      patients: new Set(found.flatMap(({ patient }) => patient ?? [])).size,
      encounters: null,
    },
  ];
}
