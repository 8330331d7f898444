import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** "accepted ÷ all episodes; unanswered is not acted on" */
export function actedOnShare(ledger: Ledger): Figures {
  return alertShare(ledger, 'acted-on-share', ({ answer }) => answer === 'accepted');
}
