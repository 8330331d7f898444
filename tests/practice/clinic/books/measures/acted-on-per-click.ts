import type { TruthRow } from '../truth-row.js';
import { type Cell, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** "alerts accepted ÷ clicks (or logged actions) spent in the same encounters" (decision 97). */
export function actedOnPerClick(ledger: Ledger): Figures {
  const { rows, responsible } = ledger.reckoning;
  const per = (spent: keyof TruthRow) =>
    rows.flatMap((row): Cell[] => {
      const cost = row[spent];
      if (typeof cost !== 'number' || row.alerts_accepted === null) return [];
      return [{ cluster: responsible[row.encounter_id]!, numerator: row.alerts_accepted, denominator: cost }];
    });
  return {
    ...whole('acted-on-per-click clicks', per('clicks')),
    ...whole('acted-on-per-click logged-actions', per('logged_actions')),
  };
}
