import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** "prevention reminders accepted ÷ prevention reminders": the alert map says which are reminders. */
export function preventionActedOn(ledger: Ledger): Figures {
  return alertShare(ledger, 'prevention-acted-on', ({ first, answer }) =>
    ledger.alertEntry(first.key)?.purpose === 'prevention' ? answer === 'accepted' : null,
  );
}
