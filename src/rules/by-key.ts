import type { By } from '../result.js';

/** One text for one cell, whatever the order of its keys. */
export const byKey = (by: By): string =>
  JSON.stringify(Object.entries(by).sort(([a], [b]) => compareBytes(a, b)));

/** Names are compared as UTF-8 bytes (measures.md, "Small print"). */
export const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
