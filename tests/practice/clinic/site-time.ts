/** Instants are whole microseconds since 1970 as plain numbers: they stay exact until the year 2255. */
export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const timeZone = 'America/New_York';

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});
const offsets = new Map<number, number>();

/** Offset of the site in microseconds. The zone only changes on whole hours of UTC, so one look-up an hour will do. */
export function offsetAt(at: number): number {
  const hourOf = Math.floor(at / hour);
  const known = offsets.get(hourOf);
  if (known !== undefined) return known;
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(new Date((hourOf * hour) / 1000)))
    part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  const offset = wall * 1000 - hourOf * hour;
  offsets.set(hourOf, offset);
  return offset;
}

/**
 * The instant of a wall-clock time: of one that occurs twice the second, one that does not occur is read with the
 * offset before the change (measures.md, "Site").
 */
export function instantOf(date: string, time = '00:00:00'): number {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`) * 1000;
  const before = offsetAt(wall - day);
  const after = offsetAt(wall + day);
  const fitting = [wall - before, wall - after].filter((at) => at + offsetAt(at) === wall);
  return fitting.length > 0 ? Math.max(...fitting) : wall - before;
}

export function siteDate(at: number): string {
  return new Date((at + offsetAt(at)) / 1000).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** measures.md, "After hours": 18:00–05:59 on weekdays, all of Saturday, Sunday and holidays. */
export function isAfterHours(at: number, holidays: readonly string[]): boolean {
  const date = siteDate(at);
  if (weekday(date) === 0 || weekday(date) === 6 || holidays.includes(date)) return true;
  const sinceMidnight = (((at + offsetAt(at)) % day) + day) % day;
  return sinceMidnight >= 18 * hour || sinceMidnight < 6 * hour;
}

/** ISO 8601 with a given offset in minutes; as many fraction digits as the instant needs, at least `digits`. */
export function iso(
  at: number,
  { offset = 0, digits = 0 }: { offset?: number; digits?: number } = {},
): string {
  const local = at + offset * minute;
  const whole = Math.floor(local / second);
  const micros = local - whole * second;
  const needed = micros === 0 ? 0 : micros % 1000 === 0 ? 3 : 6;
  const places = Math.max(digits, needed);
  const fraction = places === 0 ? '' : `.${String(micros).padStart(6, '0').slice(0, places)}`;
  const sign = offset < 0 ? '-' : '+';
  const [h, m] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = offset === 0 ? 'Z' : `${sign}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}${fraction}${zone}`;
}

/** The site's own offset in minutes at an instant, for `iso`. */
export function siteOffset(at: number): number {
  return offsetAt(at) / minute;
}

/** As the product prints instants: cut to the millisecond. */
export function printed(at: number): string {
  return new Date(Math.floor(at / 1000)).toISOString();
}
