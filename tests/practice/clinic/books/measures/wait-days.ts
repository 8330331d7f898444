import { day } from '../../site-time.js';
import { groupBy } from '../credit.js';
import { insidePeriod } from '../window.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';
import { median } from './median.js';
import { notHeld } from './schedule.js';

/**
 * "days from booking to visit", of 24 hours: one value an appointment, whoever is in it; not of those cancelled,
 * missed or entered in error, nor booked after their start (decision 93).
 */
export function waitDays(ledger: Ledger): Figures {
  const { appointments } = ledger.books;
  const held = [...groupBy(appointments, ({ id }) => id).values()]
    .map(([first]) => first!)
    .filter(
      ({ status, booked, started }) =>
        !notHeld.includes(status) && booked <= started && insidePeriod(started, ledger.period),
    );
  const middle = (list: typeof held) => ({
    value: median(list.map(({ booked, started }) => (started - booked) / day)),
  });
  const figures: Figures = { 'wait-days': middle(held) };
  for (const [language, own] of groupBy(held, ({ patient }) => ledger.language(patient)))
    if (language !== 'language=missing') figures[`wait-days by stratum=${language}`] = middle(own);
  return figures;
}
