import { minute, siteDate } from '../../site-time.js';
import { groupBy } from '../credit.js';
import type { AuditFact } from '../facts.js';
import { insidePeriod } from '../window.js';
import type { Ledger } from './ledger.js';
import { notHeld } from './schedule.js';

const margin = 30 * minute;

/** Who can be judged by their hours, and how: by their shifts, else by the clock (measures.md, "After hours"). */
export interface Duty {
  judged(user: string): boolean;
  hasShifts(user: string): boolean;
  /** Outside each of their shifts by more than 30 minutes. */
  outsideShift(row: AuditFact): boolean;
}

export function dutyOf({ books, period }: Ledger): Duty {
  const shifts = groupBy(books.shifts, ({ user }) => user);
  const days = new Map<string, Set<string>>();
  for (const { user, started, status } of books.appointments) {
    if (notHeld.includes(status) || !insidePeriod(started, period)) continue;
    days.set(user, (days.get(user) ?? new Set()).add(siteDate(started)));
  }
  return {
    judged: (user) => shifts.has(user) || (days.get(user)?.size ?? 0) >= 4,
    hasShifts: (user) => shifts.has(user),
    outsideShift: ({ user, at }) =>
      !(shifts.get(user) ?? []).some(({ started, ended }) => started - margin <= at && at <= ended + margin),
  };
}
