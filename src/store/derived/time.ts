import { Temporal } from '@js-temporal/polyfill';
import type { Site } from '../config/site.js';
import { quote } from '../engine.js';

/** SQL of the site's wall clock. Without a time zone days are UTC days, and what needs the wall clock is left empty. */
export function wallClock(site: Site) {
  const zone = quote(site.timeZone ?? 'UTC');
  const local = (instant: string) =>
    site.timeZone === null || site.timeZone === 'UTC'
      ? instant
      : `timezone(${zone}, ${instant}::TIMESTAMPTZ)`;
  const instant = (localTime: string) =>
    site.timeZone === null || site.timeZone === 'UTC'
      ? `(${localTime})`
      : `CAST(timezone(${zone}, ${localTime}) AS TIMESTAMP)`;
  const known = (test: string) => (site.timeZone === null ? 'CAST(NULL AS BOOLEAN)' : test);
  const night = (at: string) => `(hour(${at}) >= 18 OR hour(${at}) < 6)`;
  const weekend = (at: string) => `(isodow(${at}) >= 6)`;
  const holidays = site.holidays.map((day) => `DATE ${quote(day)}`).join(', ');
  const holiday = (at: string) => (holidays === '' ? 'false' : `(CAST(${at} AS DATE) IN (${holidays}))`);
  return {
    local,
    /** The site day of an instant, as DATE. */
    day: (at: string) => `CAST(${local(at)} AS DATE)`,
    /** 00:00 of a site day (a DATE or 'YYYY-MM-DD') as an instant. */
    startOf: (day: string) => instant(`CAST(CAST(${day} AS DATE) AS TIMESTAMP)`),
    /** 24:00 of a site day as an instant. */
    endOf: (day: string) => instant(`CAST(CAST(${day} AS DATE) + 1 AS TIMESTAMP)`),
    /** 18:00-05:59 on weekdays, all of Saturday, Sunday and holidays; of a local time. NULL without a time zone. */
    afterHours: (at: string) => known(`(${night(at)} OR ${weekend(at)} OR ${holiday(at)})`),
    /** 18:00-05:59 of any day. */
    night: (at: string) => known(night(at)),
    /** Saturday and Sunday. */
    weekend: (at: string) => known(weekend(at)),
    /** The site's holidays. */
    holiday: (at: string) => known(holiday(at)),
  };
}

export type WallClock = ReturnType<typeof wallClock>;

/**
 * The wall clock of instants of one month (and a day around it) by its few changes of offset: the same as
 * wallClock().local, at a tenth of its cost for many rows.
 */
export function monthClock(site: Site, month: string): (instant: string) => string {
  if (site.timeZone === null || site.timeZone === 'UTC') return (instant) => instant;
  const start = Temporal.PlainDate.from(`${month}-01`);
  const from = start.subtract({ days: 2 }).toZonedDateTime(site.timeZone);
  const to = start.add({ months: 1, days: 2 }).toZonedDateTime(site.timeZone);
  const shift = (zoned: Temporal.ZonedDateTime) => `INTERVAL (${zoned.offsetNanoseconds / 1e9}) SECOND`;
  const cases: string[] = [];
  let current = from;
  let next = current.getTimeZoneTransition('next');
  while (next && Temporal.ZonedDateTime.compare(next, to) < 0) {
    cases.push(
      `{} < TIMESTAMP '${next.toInstant().toString().replace('T', ' ').replace('Z', '')}' THEN {} + ${shift(current)}`,
    );
    current = next;
    next = current.getTimeZoneTransition('next');
  }
  if (cases.length === 0) return (instant) => `(${instant} + ${shift(current)})`;
  const sql = `CASE ${cases.map((one) => `WHEN ${one}`).join(' ')} ELSE {} + ${shift(current)} END`;
  return (instant) => sql.replaceAll('{}', instant);
}
