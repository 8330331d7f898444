import { minute } from '../../site-time.js';
import type { OrderFact } from '../link-facts.js';
import { type Figures, inUnitsOf, whole } from './cells.js';
import type { Ledger } from './ledger.js';
import { placedOrders } from './orders.js';

const soon = (from: number, to: number) => to - from >= 0 && to - from <= 10 * minute;

/**
 * "orders placed, cancelled by the same user within 10 min, and the same order placed by that user for another patient
 * within 10 min more ÷ 1,000 orders"; both ends included (decision 105), the denominator in thousands (87).
 */
export function wrongPatientRetractReorder(ledger: Ledger): Figures {
  const { orders } = ledger.books;
  const again = (first: OrderFact, cancelled: OrderFact) =>
    orders.some(
      (other) =>
        other.what === 'placed' &&
        other.code === first.code &&
        other.user === first.user &&
        other.patient !== '' &&
        other.patient !== first.patient &&
        soon(cancelled.at, other.at),
    );
  const slipped = (first: OrderFact) =>
    [first.code, first.user, first.patient].every((known) => known !== '') &&
    orders.some(
      (cancelled) =>
        cancelled.what === 'cancelled' &&
        cancelled.id === first.id &&
        cancelled.user === first.user &&
        soon(first.at, cancelled.at) &&
        again(first, cancelled),
    );
  const cells = placedOrders(ledger).map((order) => ({
    cluster: order.user,
    numerator: slipped(order) ? 1 : 0,
    denominator: 1,
  }));
  return inUnitsOf(1000, whole('wrong-patient-retract-reorder', cells));
}
