import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** "alerts with any response ÷ alerts" */
export function responseCoverage(ledger: Ledger): Figures {
  return alertShare(ledger, 'response-coverage', ({ answer }) => answer !== null);
}
