import { Temporal } from '@js-temporal/polyfill';

/** Instants are microseconds since 1970 (UTC), as bigint: what Parquet and DuckDB hold. */
export type Micros = bigint;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?$/;
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

const FIRST = BigInt(Date.UTC(1990, 0, 1)) * 1000n;
const LAST = BigInt(Date.UTC(2101, 0, 1)) * 1000n;

/** Whether an instant can be true of an audit log: from 1990 to 2100. */
export function isPlausible(instant: Micros): boolean {
  return instant >= FIRST && instant < LAST;
}

/** A FHIR instant: date, time and offset (https://hl7.org/fhir/R4/datatypes.html#instant). Past microseconds it is cut. */
export function parseInstant(written: string): Micros | undefined {
  const match = INSTANT.exec(written);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', offset = 'Z'] = match;
  const seconds = epochSeconds([year, month, day, hour, minute, second].map(Number));
  if (seconds === undefined) return undefined;
  const shift = offsetSeconds(offset);
  if (shift === undefined) return undefined;
  return BigInt(seconds - shift) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Second 60 (a leap second) is read as the next minute's first, as POSIX clocks do. */
function epochSeconds(parts: number[]): number | undefined {
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

function offsetSeconds(offset: string): number | undefined {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 14 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/**
 * A wall-clock time of the site. One that occurs twice is the second, one that does not occur is read with the
 * offset before the change ("later" is both, and is what DuckDB does).
 */
export function siteInstant(local: Temporal.PlainDateTime, timeZone: string): Micros {
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  return BigInt(zoned.epochNanoseconds.toString()) / 1000n;
}

/** A wall-clock date and time without offset, or undefined. */
export function parseLocal(written: string): Temporal.PlainDateTime | undefined {
  const match = LOCAL.exec(written);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = ''] = match;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  try {
    return Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
        millisecond: Math.floor(micros / 1000),
        microsecond: micros % 1000,
      },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
}

/** The years that are written with four digits. `9999` and `9999-12-31` are how many systems say "for ever". */
const EARLIEST = BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1000n;
const LATEST = BigInt(Date.parse('9999-12-31T23:59:59.999Z')) * 1000n;

/**
 * A FHIR dateTime as the start or the end of a period: a date without time means 00:00 for a start, 24:00 for an end.
 * What falls before the year 1 or after 9999 is moved to there.
 */
export function parsePeriodEdge(
  written: string,
  options: { edge: 'start' | 'end'; timeZone: string },
): Micros | undefined {
  const found = periodEdge(written, options);
  if (found === undefined) return undefined;
  return found < EARLIEST ? EARLIEST : found > LATEST ? LATEST : found;
}

function periodEdge(
  written: string,
  { edge, timeZone }: { edge: 'start' | 'end'; timeZone: string },
): Micros | undefined {
  const instant = parseInstant(written);
  if (instant !== undefined) return instant;
  const date = DATE.exec(written);
  if (!date) {
    const local = parseLocal(written);
    return local && siteInstant(local, timeZone);
  }
  const [, year, month, day] = date;
  try {
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: 'reject' },
    );
    const unit = day ? { days: 1 } : month ? { months: 1 } : { years: 1 };
    const at = edge === 'start' ? first : first.add(unit);
    return siteInstant(at.toPlainDateTime(), timeZone);
  } catch {
    return undefined;
  }
}
