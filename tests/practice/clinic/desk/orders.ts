import type { OrderFact } from '../books/link-facts.js';
import type { Clinic } from '../clinic.js';
import { iso } from '../site-time.js';

/** What happens to an order as the ordering system's own export says it. */
export function noteOrder(
  clinic: Clinic,
  told: Omit<OrderFact, 'feed'>,
  written: Partial<OrderFact> = {},
): void {
  const fact: OrderFact = { ...told, feed: 'order_event' };
  clinic.books.orders.push(fact);
  const { id, patient, encounter, user, code, at, what } = { ...fact, ...written };
  clinic.cells.order_event.push([id, patient, encounter, user, code, iso(at, { digits: 6 }), what]);
}
