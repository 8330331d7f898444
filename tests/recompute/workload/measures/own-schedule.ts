import type { Event } from '../../events.js';
import { endOfDay, MINUTE, siteDay, startOfDay } from '../../instants.js';
import { inPeriod } from '../../windows.js';
import { isKept, type Shift } from '../schedule.js';
import type { Workload } from '../workload-world.js';

/** "clinicians with appointments on at least 4 days of the period" */
function withAppointments({ appointments, period, world }: Workload): Set<string> {
  const days = new Map<string, Set<string>>();
  for (const each of appointments) {
    const { user, started } = each;
    if (user === null || started === null || !isKept(each) || !inPeriod(started, period, world.site))
      continue;
    days.set(user, (days.get(user) ?? new Set()).add(siteDay(started, world.site.dayZone)));
  }
  return new Set([...days].filter(([, found]) => found.size >= 4).map(([user]) => user));
}

/** "outside their shift ± 30 min": by more than 30 minutes */
function isOffShift({ row }: Event, { shifts }: Workload): boolean {
  return !shifts.some(
    ({ user, started, ended }) =>
      user === row.user && started - 30n * MINUTE <= row.recorded && row.recorded <= ended + 30n * MINUTE,
  );
}

/** decisions.md 141: "who has a shift on a day of the period" */
function touchesPeriod({ started, ended }: Shift, { period, world: { site } }: Workload): boolean {
  if (period === null) return false;
  return started < endOfDay(period.to, site.dayZone) && ended >= startOfDay(period.from, site.dayZone);
}

/** Whether a row is outside its person's own schedule; null where nothing is known of that. */
export function judged(
  of: Workload,
  clock: (event: Event) => boolean,
  measure: string,
): (event: Event) => boolean | null {
  const booked = withAppointments(of);
  const onShifts = new Set(of.shifts.filter((shift) => touchesPeriod(shift, of)).map(({ user }) => user));
  return (event) => {
    const { user } = event.row;
    if (user === null) return null;
    if (onShifts.has(user)) {
      const off = isOffShift(event, of);
      return measure === 'after-hours-share' ? off : off && clock(event);
    }
    return booked.has(user) ? clock(event) : null;
  };
}
