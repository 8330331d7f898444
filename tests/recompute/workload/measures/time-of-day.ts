import { Temporal } from '@js-temporal/polyfill';
import type { Event } from '../../events.js';
import { type Micros, siteDay } from '../../instants.js';
import type { Workload } from '../workload-world.js';

function local(at: Micros, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Number(at / 1000n)).toZonedDateTimeISO(zone);
}

/** "18:00–05:59 of any day; Saturday and Sunday; the site's holidays. They overlap." */
export const CLOCKS: Record<string, (event: Event, of: Workload) => boolean> = {
  'after-hours-share': (event) => event.afterHours,
  'night-share': (event, { world }) => {
    const { hour } = local(event.row.recorded, world.site.timeZone!);
    return hour >= 18 || hour < 6;
  },
  'weekend-share': (event, { world }) => local(event.row.recorded, world.site.timeZone!).dayOfWeek >= 6,
  'holiday-share': (event, { world }) =>
    world.site.holidays.includes(siteDay(event.row.recorded, world.site.timeZone!)),
};

/** "A period without a holiday, or without a weekend": the share lacks it. A day outside the log's window is none of them: there "a
 * figure is empty, never 0". */
export function hasSuchDay(measure: string, { period, covered, world }: Workload): boolean {
  if (period === null || covered === null) return false;
  const day = Temporal.PlainDate.from(period.from);
  const days = Array.from({ length: day.until(period.to).days + 1 }, (_, i) => day.add({ days: i })).filter(
    (each) => covered.from <= each.toString() && each.toString() <= covered.to,
  );
  if (measure === 'weekend-share') return days.some(({ dayOfWeek }) => dayOfWeek >= 6);
  if (measure === 'holiday-share') return days.some((each) => world.site.holidays.includes(each.toString()));
  return true;
}
