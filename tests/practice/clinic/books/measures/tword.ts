import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';
import { placedOrders } from './orders.js';

/** "orders with a team member's contribution ÷ orders": of somebody else than who placed it, at any time (104). */
export function tword(ledger: Ledger): Figures {
  const contributed = ledger.books.orders.filter(({ what }) => what === 'contributed');
  const cells = placedOrders(ledger).map(({ id, user }) => ({
    cluster: user,
    numerator: contributed.some((one) => one.id === id && one.user !== user) ? 1 : 0,
    denominator: 1,
  }));
  return whole('tword', cells);
}
