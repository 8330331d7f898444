import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Temporal } from '@js-temporal/polyfill';
import { fileFault } from '../fault.js';
import type { CommonOptions } from './options.js';

/** Instants move by 1 to 52 whole weeks, so that weekday and hour stay. */
const WEEKS = 52;

export interface Pseudonyms {
  id(id: string, kind: 'Encounter' | 'Patient'): string;
  /** `2026-03-01T13:05:00.000Z`, moved by the patient's own number of weeks. */
  instant(written: string, patient: string): string;
}

export const AS_WRITTEN: Pseudonyms = { id: (id) => id, instant: (written) => written };

/** The key of a file or the environment, else a fresh one: two exports then do not join. */
export function pseudonymKey(options: CommonOptions): { key: Buffer; fresh: boolean } {
  if (options.pseudonymKey) {
    try {
      return { key: readFileSync(options.pseudonymKey), fresh: false };
    } catch (error) {
      throw fileFault(error, options.pseudonymKey, 'reading the pseudonym key');
    }
  }
  const given = process.env.MISSION_AUDIT_PSEUDONYM_KEY;
  return given ? { key: Buffer.from(given), fresh: false } : { key: randomBytes(32), fresh: true };
}

/** Keyed HMAC-SHA-256, cut to 128 bits. */
export function keyedPseudonyms(key: Buffer, timeZone: string | null): Pseudonyms {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    id: (id, kind) => (id === '' ? '' : `${kind}/${digest(`${kind} ${id}`).subarray(0, 16).toString('hex')}`),
    instant: (written, patient) => {
      if (written === '') return '';
      const weeks = 1 + (digest(`weeks ${patient}`).readUInt32BE(0) % WEEKS);
      const zoned = Temporal.Instant.from(written)
        .toZonedDateTimeISO(timeZone ?? 'UTC')
        .subtract({ weeks });
      return zoned.toInstant().toString({ fractionalSecondDigits: 3 });
    },
  };
}
