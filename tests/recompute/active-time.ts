import type { Micros } from './instants.js';
import { type Rational, rational, ZERO } from './rational.js';

/** A clinician row in its user's chain. */
export interface Link {
  user: string | null;
  recorded: Micros;
  isLogout: boolean;
}

/** Credit in microseconds of each row, in the order given. "Per user, over all workstations, the rows in time order; the gap
 * to the user's next later row is credited in full when at most the cutoff, else not at all". "Rows at one instant that
 * are no logout share the gap equally." A row without a user is in no chain. */
export function creditRows(rows: Link[], cutoff: Micros): Rational[] {
  return rows.map((row) => {
    if (row.user === null || row.isLogout) return ZERO;
    const chain = rows.filter(({ user }) => user === row.user);
    const later = chain.map(({ recorded }) => recorded).filter((at) => at > row.recorded);
    if (later.length === 0) return ZERO;
    const next = later.sort((a, b) => (a < b ? -1 : 1))[0]!;
    const gap = next - row.recorded;
    if (gap > cutoff) return ZERO;
    const sharers = chain.filter(({ recorded, isLogout }) => recorded === row.recorded && !isLogout);
    return rational(gap, BigInt(sharers.length));
  });
}
