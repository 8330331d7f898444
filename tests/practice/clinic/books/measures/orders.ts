import type { OrderFact } from '../link-facts.js';
import { insidePeriod } from '../window.js';
import type { Ledger } from './ledger.js';

/** Orders placed in the period; accounts that are no people place none (decision 90). */
export function placedOrders({ books, period }: Ledger): OrderFact[] {
  return books.orders.filter(
    ({ what, at, user }) => what === 'placed' && insidePeriod(at, period) && !user.includes('nightly-'),
  );
}
