import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** Of the episodes of keys of which the alert map says yes or no (decision 81). */
export function hardStopShare(ledger: Ledger): Figures {
  return alertShare(ledger, 'hard-stop-share', ({ first }) => ledger.alertEntry(first.key)?.hardStop ?? null);
}
