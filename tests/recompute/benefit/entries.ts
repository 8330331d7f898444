import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { matches } from '../tools.js';

/** What alerts.yaml says of a key, beyond its tool. */
export interface EntryFacts {
  key: string;
  tool?: string;
  purpose?: string;
  hardStop?: boolean | string;
  evidence?: { reviewed?: unknown };
}

export function readEntryFacts(path: string | null): EntryFacts[] {
  const file = path === null ? null : (parse(readFileSync(path, 'utf8')) as { alerts?: EntryFacts[] } | null);
  return file?.alerts ?? [];
}

/** "keys may have wildcards"; the first that matches. */
export function factsOf(key: string | null, entries: EntryFacts[]): EntryFacts | null {
  return key === null ? null : (entries.find((entry) => matches(entry.key, key)) ?? null);
}

/** decisions.md 83: only "a whole day" is known. */
export function reviewedDay(entry: EntryFacts | null): string | null {
  const day = entry?.evidence?.reviewed;
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null;
}
