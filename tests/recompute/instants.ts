import { Temporal } from '@js-temporal/polyfill';

/** Microseconds since 1970 UTC: "Gaps are compared and credited in microseconds." */
export type Micros = bigint;

export const SECOND = 1_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;

const SHAPE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?$/;

interface Parts {
  wall: Temporal.PlainDateTime;
  micros: bigint;
  hasTime: boolean;
  offset: string | null;
}

function parts(text: string): Parts | null {
  const found = SHAPE.exec(text);
  if (!found) return null;
  const [, date, time, fraction, offset] = found;
  try {
    const wall = Temporal.PlainDateTime.from(`${date}T${time ?? '00:00'}`, { overflow: 'reject' });
    const micros = BigInt((fraction ?? '').padEnd(6, '0').slice(0, 6));
    return { wall, micros, hasTime: time !== undefined, offset: offset ?? null };
  } catch {
    return null;
  }
}

function offsetMicros(offset: string): bigint {
  if (offset === 'Z') return 0n;
  const sign = offset.startsWith('-') ? -1n : 1n;
  return sign * (BigInt(offset.slice(1, 3)) * HOUR + BigInt(offset.slice(-2)) * MINUTE);
}

function utcMicros(wall: Temporal.PlainDateTime): Micros {
  return BigInt(wall.toZonedDateTime('UTC').epochMilliseconds) * 1000n;
}

/** "A wall-clock instant that occurs twice (DST) is the second, one that does not occur is read with the offset
 * before the change": Temporal calls both `later`. */
export function wallToMicros(wall: Temporal.PlainDateTime, zone: string): Micros {
  return BigInt(wall.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds) * 1000n;
}

/** An instant with an offset; anything else is null. */
export function parseInstant(text: unknown): Micros | null {
  const p = typeof text === 'string' ? parts(text) : null;
  if (!p?.hasTime || p.offset === null) return null;
  return utcMicros(p.wall) + p.micros - offsetMicros(p.offset);
}

/** "without offset it is site time"; "A date without time means 00:00 for a start, 24:00 for an end, site time." */
export function parseDateTime(text: unknown, zone: string, date: 'start' | 'end'): Micros | null {
  const p = typeof text === 'string' ? parts(text) : null;
  if (!p) return null;
  if (p.hasTime && p.offset !== null) return parseInstant(text);
  if (p.hasTime) return wallToMicros(p.wall, zone) + p.micros;
  return wallToMicros(date === 'start' ? p.wall : p.wall.add({ days: 1 }), zone);
}

function local(at: Micros, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Number(at / 1000n)).toZonedDateTimeISO(zone);
}

export function siteDay(at: Micros, zone: string): string {
  return local(at, zone).toPlainDate().toString();
}

export function startOfDay(day: string, zone: string): Micros {
  return wallToMicros(Temporal.PlainDate.from(day).toPlainDateTime(), zone);
}

/** 24:00 of a site day. */
export function endOfDay(day: string, zone: string): Micros {
  return wallToMicros(Temporal.PlainDate.from(day).add({ days: 1 }).toPlainDateTime(), zone);
}

/** "18:00–05:59 on weekdays, all of Saturday, Sunday and holidays. 18:00:00 is after hours, 05:59:59 too, 06:00:00 not." */
export function isAfterHours(at: Micros, zone: string, holidays: string[]): boolean {
  const wall = local(at, zone);
  if (wall.dayOfWeek >= 6 || holidays.includes(wall.toPlainDate().toString())) return true;
  return wall.hour >= 18 || wall.hour < 6;
}

/** "Printed instants are cut to the millisecond". */
export function printInstant(at: Micros | null): string | null {
  return at === null ? null : new Date(Number(at / 1000n)).toISOString();
}

/** An instant in full, for the generator. */
export function writeInstant(at: Micros): string {
  const micros = (at % SECOND).toString().padStart(6, '0');
  return new Date(Number(at / 1000n)).toISOString().replace(/\.\d+Z$/, `.${micros}Z`);
}
