import { second } from '../site-time.js';
import type { AuditFact } from './facts.js';

/** Shares of a microsecond are kept exactly: every group of up to ten rows at one instant divides this. */
export const partsPerMicrosecond = 2520n;
const cutoff = 300 * second;

/**
 * Active time (measures.md): per user, the gap to the user's next later row is credited in full when at most the
 * cutoff; rows at one instant share it equally; a logout row gets none. Rows without a user are in no chain.
 */
export function credit(rows: AuditFact[]): Map<AuditFact, bigint> {
  const credited = new Map<AuditFact, bigint>();
  for (const chain of groupBy(
    rows.filter((row) => row.user !== ''),
    (row) => row.user,
  ).values()) {
    const instants = [...groupBy(chain, (row) => String(row.at)).values()].sort(
      (a, b) => a[0]!.at - b[0]!.at,
    );
    instants.forEach((group, index) => {
      const next = instants[index + 1]?.[0]?.at;
      const gap = next === undefined ? 0 : next - group[0]!.at;
      const sharing = group.filter((row) => !row.logout);
      if (gap > cutoff || gap === 0 || sharing.length === 0) return;
      const whole = BigInt(gap) * partsPerMicrosecond;
      const share = whole / BigInt(sharing.length);
      if (share * BigInt(sharing.length) !== whole) throw new Error(`${sharing.length} rows at one instant`);
      for (const row of sharing) credited.set(row, share);
    });
  }
  return credited;
}

/** Seconds with six decimals, half a microsecond rounded up. */
export function seconds(parts: bigint): number {
  const micros = (parts * 2n + partsPerMicrosecond) / (partsPerMicrosecond * 2n);
  return Number(micros) / 1e6;
}

export function groupBy<T>(list: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
