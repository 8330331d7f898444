import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** "overridden ÷ (accepted + overridden); judged also as (overridden + unanswered) ÷ all" */
export function overrideRate(ledger: Ledger): Figures {
  return {
    ...alertShare(ledger, 'override-rate answered', ({ answer }) =>
      answer === null ? null : answer === 'overridden',
    ),
    ...alertShare(ledger, 'override-rate all', ({ answer }) => answer !== 'accepted'),
  };
}
