import { hour } from '../../site-time.js';
import { partsPerMicrosecond } from '../credit.js';
import { type Episode, fits } from '../episodes.js';
import type { AlertMap, AuditFact, Books } from '../facts.js';
import type { Reckoning } from '../per-encounter.js';
import { isBurden } from '../row-figures.js';
import { insidePeriod, type Window } from '../window.js';

/** What every measure starts from. */
export interface Ledger {
  books: Books;
  reckoning: Reckoning;
  period: Window;
  /** Clinicians' rows of the period that are neither background nor our own app's. */
  rows: AuditFact[];
  /** Alert episodes that began in the period. */
  episodes: Episode[];
  hours(row: AuditFact): number;
  alertEntry(key: string): AlertMap | undefined;
  toolOf(episode: Episode): string;
  /** `language=es`; `language=missing` where none is recorded. */
  language(patient: string): string;
}

export function openLedger(books: Books, reckoning: Reckoning): Ledger {
  const { figures, windows } = reckoning;
  const alertEntry = (key: string) => books.alertMap.find((entry) => fits(entry.key, key));
  return {
    books,
    reckoning,
    period: windows.audit,
    rows: figures.chain.filter((row) => isBurden(row) && insidePeriod(row.at, windows.audit)),
    episodes: reckoning.episodes.filter(({ first }) => insidePeriod(first.at, windows.audit)),
    hours: (row) => Number(figures.credited.get(row) ?? 0n) / Number(partsPerMicrosecond) / hour,
    alertEntry,
    toolOf: ({ first }) => alertEntry(first.key)?.tool ?? '',
    language: (patient) => `language=${books.languages.get(patient) || 'missing'}`,
  };
}
