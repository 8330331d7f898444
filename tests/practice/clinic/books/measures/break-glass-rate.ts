import { insidePeriod } from '../window.js';
import { accesses } from './accesses.js';
import { type Figures, inUnitsOf, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** "break-the-glass events ÷ 1,000 accesses", counted in thousands (decisions 87, 107). */
export function breakGlassRate(ledger: Ledger): Figures {
  const events = ledger.reckoning.figures.chain.filter(
    (row) => row.breaksGlass && insidePeriod(row.at, ledger.period),
  );
  return inUnitsOf(
    1000,
    whole('break-glass-rate', [
      ...accesses(ledger).map(({ user }) => ({ cluster: user, numerator: 0, denominator: 1 })),
      ...events.map(({ user }) => ({ cluster: user, numerator: 1, denominator: 0 })),
    ]),
  );
}
