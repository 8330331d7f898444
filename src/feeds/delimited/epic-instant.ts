import { Malformed } from '../fhir/shape.js';
import type { Micros } from '../instant.js';

/** The `format` of an instant that is a number: seconds since 1840-12-31, 00:00 UTC. */
export const EPIC_INSTANT = 'epic-instant';

const FIRST_DAY = BigInt(Date.UTC(1840, 11, 31)) * 1000n;
const SECONDS = /^(\d{1,12})(?:\.(\d+))?$/;

/** Past microseconds it is cut. Throws Malformed. */
export function epicInstant(written: string, column: string): Micros {
  const match = SECONDS.exec(written);
  if (!match)
    throw new Malformed('bad-instant', `"${column}": expected a number of seconds since 1840-12-31`);
  const [, whole, fraction = ''] = match;
  return FIRST_DAY + BigInt(whole!) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}
