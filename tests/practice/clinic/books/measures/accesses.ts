import type { AuditFact } from '../facts.js';
import { insidePeriod } from '../window.js';
import type { Ledger } from './ledger.js';

/**
 * A clinician's logged action in the period that names a patient (decision 107). A logged action is a clinician's row
 * that is no background, so what is read through our own app is an access too: this is no burden figure.
 */
export function accesses({ reckoning, period }: Ledger): AuditFact[] {
  return reckoning.figures.chain.filter((row) => row.patient !== '' && insidePeriod(row.at, period));
}
