import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config/log-levels.js';

export type EventLog = (event: string, fields?: Record<string, unknown>) => void;

/** One JSON object a line, on stdout unless said otherwise. No host name and no process id: nobody asked for them. */
export function createLogger(level: LogLevel, to: DestinationStream = pino.destination(1)): Logger {
  const { isoTime } = pino.stdTimeFunctions;
  return pino({ level, base: null, messageKey: 'event', timestamp: isoTime, redact: NEVER }, to);
}

/** A second net below `safeFields`, should a whole request ever be logged by mistake. */
const NEVER = ['req.headers', 'req.url', 'res.headers', '*.token', '*.cookie', '*.authorization'];

/** Events of the app, by code. What does not look like a code is left out, whoever wrote it. */
export function eventLog(logger: Logger, issuers: readonly string[]): EventLog {
  const known = new Set(issuers);
  return (event, fields = {}) => {
    const level = /refused|failed|blocked/.test(event) ? 'warn' : 'info';
    logger[level](safeFields(fields, known), word(event));
  };
}

/** Numbers, truths, code words, the configured issuers, types of FHIR and places in our own source. Nothing else. */
function safeFields(fields: Record<string, unknown>, issuers: Set<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, safe(key, value, issuers)]),
  );
}

function safe(key: string, value: unknown, issuers: Set<string>): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return REDACTED;
  if (key === 'iss') return issuers.has(value) ? value : REDACTED;
  if (key === 'at') return place(value);
  // Of the file system: ENOSPC.
  if (key === 'code' && /^E[A-Z]{3,14}$/.test(value)) return value;
  if (key === 'type') return /^[A-Z][A-Za-z]{2,40}$/.test(value) ? value : REDACTED;
  return word(value);
}

const REDACTED = '[redacted]';

/** Ids have digits or capitals in them; codes have not, but for an HTTP status at their end. */
const word = (value: string): string =>
  /^[a-z]+(-[a-z]+)*(-[1-5]\d\d)?$/.test(value) && value.length <= 60 ? value : REDACTED;

/** `file.js:12:3` of a stack's line, without folders. */
const place = (value: string): string => /[\w.-]+\.[cm]?[jt]s:\d+:\d+/.exec(value)?.[0] ?? REDACTED;

/** Where an error of ours arose. Never its words: they may quote data. */
export function placeOf(error: unknown): string | undefined {
  return error instanceof Error ? /^\s+at (.+)$/m.exec(error.stack ?? '')?.[1] : undefined;
}
