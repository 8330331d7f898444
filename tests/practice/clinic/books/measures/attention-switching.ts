import { second } from '../../site-time.js';
import { groupBy } from '../credit.js';
import { compareIds } from '../facts.js';
import { isBurden } from '../row-figures.js';
import { insidePeriod } from '../window.js';
import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "changes of patient ÷ active hours": of two of a clinician's rows that name patients, one after the other, the
 * second names another and comes at most the cutoff later; the change belongs to the first (decision 102).
 */
export function attentionSwitching(ledger: Ledger): Figures {
  const named = ledger.reckoning.figures.chain.filter(
    (row) => isBurden(row) && row.user !== '' && row.patient !== '',
  );
  const cells = ledger.rows.map((row) => ({
    cluster: row.user,
    numerator: 0,
    denominator: ledger.hours(row),
  }));
  for (const rows of groupBy(named, ({ user }) => user).values()) {
    rows.sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      if (!next || next.patient === row.patient || next.at - row.at > 300 * second) return;
      if (insidePeriod(row.at, ledger.period))
        cells.push({ cluster: row.user, numerator: 1, denominator: 0 });
    });
  }
  return whole('attention-switching', cells);
}
