import type { Clinic } from '../clinic.js';
import { noteOrder } from '../desk/orders.js';
import { clinicNurses, pharmacist } from '../people/clinicians.js';
import { minute } from '../site-time.js';

/** Nurses and the pharmacist prepare or complete orders; now and then a physician completes their own, which is no team. */
export function teamwork(clinic: Clinic): void {
  const random = clinic.random('teamwork');
  const helpers = [...clinicNurses, pharmacist].map(({ id }) => id);
  for (const order of clinic.books.orders.filter(({ what, user }) => what === 'placed' && user !== '')) {
    const helped = random.chance(clinic.story.contributed);
    const user = helped ? random.pick(helpers) : random.chance(0.03) ? order.user : null;
    const at = order.at + random.int(-10, 240) * minute;
    if (user !== null && clinic.isOpen(at)) noteOrder(clinic, { ...order, user, at, what: 'contributed' });
  }
}
