import { inside } from '../per-encounter.js';
import type { Figures } from './cells.js';
import { encounterShare } from './encounter-shares.js';
import { feedWindows } from './feed-windows.js';
import type { Ledger } from './ledger.js';

/** "encounters with a teach-back record ÷ encounters" */
export function teachBackRecorded(ledger: Ledger): Figures {
  const window = feedWindows(ledger).benefits;
  const recorded = new Set(
    ledger.books.benefits.filter(({ kind }) => kind === 'teach-back').map(({ encounter }) => encounter),
  );
  return encounterShare(ledger, 'teach-back-recorded', (place) =>
    inside(place, window) ? recorded.has(place.id) : null,
  );
}
