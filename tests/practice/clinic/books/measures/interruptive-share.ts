import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** Of the episodes of which it is known (decision 52). */
export function interruptiveShare(ledger: Ledger): Figures {
  return alertShare(ledger, 'interruptive-share', ({ interruptive }) => interruptive);
}
