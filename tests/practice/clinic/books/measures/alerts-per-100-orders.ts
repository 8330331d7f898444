import type { Episode } from '../episodes.js';
import { insidePeriod } from '../window.js';
import { type Cell, type Figures, inUnitsOf, whole } from './cells.js';
import { common, feedWindows } from './feed-windows.js';
import type { Ledger } from './ledger.js';
import { placedOrders } from './orders.js';

/** By whom placed, and on the days that alerts and orders both cover (decisions 86, 87, 90). */
export function alertsPer100Orders(ledger: Ledger): Figures {
  const windows = feedWindows(ledger);
  const days = common(windows.alerts, windows.orders, ledger.period);
  if (!days) return {};
  const orders = placedOrders(ledger)
    .filter(({ at }) => insidePeriod(at, days))
    .map(({ user }): Cell => ({ cluster: user, numerator: 0, denominator: 1 }));
  const alerts = ledger.episodes.filter(({ first }) => insidePeriod(first.at, days));
  const alertCell = ({ first }: Episode): Cell => ({ cluster: first.user, numerator: 1, denominator: 0 });
  const key = 'alerts-per-100-orders';
  const tools = [...new Set(alerts.map((one) => ledger.toolOf(one)))].filter(Boolean);
  const figures: Figures = Object.assign(
    whole(key, [...orders, ...alerts.map(alertCell)]),
    ...tools.map((tool) =>
      whole(`${key} by tool=${tool}`, [
        ...orders,
        ...alerts.filter((one) => ledger.toolOf(one) === tool).map(alertCell),
      ]),
    ),
  );
  return inUnitsOf(100, figures);
}
