import { compareBytes, contentHash } from './bytes.js';
import { type Micros, parseInstant } from './instants.js';

export interface Versioned {
  lastUpdated: Micros | null;
  versionId: bigint | null;
  hash: string;
}

export function versionNumber(text: unknown): bigint | null {
  return typeof text === 'string' && /^\d+$/.test(text) ? BigInt(text) : null;
}

export function versionOf(resource: object): Versioned {
  const meta = (resource as { meta?: { lastUpdated?: unknown; versionId?: unknown } }).meta;
  return {
    lastUpdated: parseInstant(meta?.lastUpdated),
    versionId: versionNumber(meta?.versionId),
    hash: contentHash(resource),
  };
}

function compareNullable(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null || (b !== null && a < b)) return -1;
  return 1;
}

/** "the current one has the greatest `meta.lastUpdated`, then version id (as a number), then content hash"; one that is
 * missing is the least. */
export function compareVersions(a: Versioned, b: Versioned): number {
  return (
    compareNullable(a.lastUpdated, b.lastUpdated) ||
    compareNullable(a.versionId, b.versionId) ||
    compareBytes(a.hash, b.hash)
  );
}

/** Of each identity the current row; the others are duplicates. */
export function currentOf<T>(
  rows: T[],
  identity: (row: T) => string,
  compare: (a: T, b: T) => number,
): { current: T[]; duplicates: T[] } {
  const best = new Map<string, T>();
  for (const row of rows) {
    const rival = best.get(identity(row));
    if (rival === undefined || compare(row, rival) > 0) best.set(identity(row), row);
  }
  const current = [...best.values()];
  return { current, duplicates: rows.filter((row) => !current.includes(row)) };
}
