import { siteDate } from '../../site-time.js';
import type { Episode } from '../episodes.js';
import { insidePeriod } from '../window.js';
import { type Cell, type Figures, whole } from './cells.js';
import { common } from './feed-windows.js';
import type { Ledger } from './ledger.js';

/** Days with a logged action that both feeds cover (decision 50). */
export function alertsPerClinicianDay(ledger: Ledger): Figures {
  const { audit, alerts: fed } = ledger.reckoning.windows;
  const days = common(audit, fed, ledger.period);
  if (!days) return {};
  const worked = new Map<string, Cell>();
  for (const { user, at } of ledger.rows) {
    if (user === '' || !insidePeriod(at, days)) continue;
    worked.set(`${user} ${siteDate(at)}`, { cluster: user, numerator: 0, denominator: 1 });
  }
  const alerts = ledger.episodes.filter(({ first }) => insidePeriod(first.at, days));
  const cell = ({ first }: Episode): Cell => ({ cluster: first.user, numerator: 1, denominator: 0 });
  const key = 'alerts-per-clinician-day';
  const tools = [...new Set(alerts.map((one) => ledger.toolOf(one)))].filter(Boolean);
  return Object.assign(
    whole(key, [...worked.values(), ...alerts.map(cell)]),
    ...tools.map((tool) =>
      whole(`${key} by tool=${tool}`, [
        ...worked.values(),
        ...alerts.filter((one) => ledger.toolOf(one) === tool).map(cell),
      ]),
    ),
  );
}
