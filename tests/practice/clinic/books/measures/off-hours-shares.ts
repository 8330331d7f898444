import { day, hour, isAfterHours, offsetAt, siteDate, weekday } from '../../site-time.js';
import type { AuditFact } from '../facts.js';
import { type Cell, each, type Figures, whole } from './cells.js';
import { dutyOf } from './duty.js';
import type { Ledger } from './ledger.js';

/** By the clock, as the catalogue's one evening hour; they overlap (decision 103). */
const clocks: Record<string, (at: number, holidays: string[]) => boolean> = {
  'after-hours-share': isAfterHours,
  'night-share': (at) => {
    const sinceMidnight = (((at + offsetAt(at)) % day) + day) % day;
    return sinceMidnight >= 18 * hour || sinceMidnight < 6 * hour;
  },
  'weekend-share': (at) => [0, 6].includes(weekday(siteDate(at))),
  'holiday-share': (at, holidays) => holidays.includes(siteDate(at)),
};

/**
 * Active time after hours ÷ active time, over the period's rows; night, weekend and holiday likewise. `300` is by the
 * clock for everybody; `scheduled-300` only of those with appointments on four days or with shifts.
 */
export function offHoursShares(ledger: Ledger): Figures {
  const duty = dutyOf(ledger);
  return Object.assign(
    {},
    ...Object.entries(clocks).flatMap(([measure, clock]) => {
      const off = (row: AuditFact) => clock(row.at, ledger.books.holidays);
      const judged = (row: AuditFact) => {
        if (!duty.hasShifts(row.user)) return off(row);
        return duty.outsideShift(row) && (measure === 'after-hours-share' || off(row));
      };
      const scheduled = ledger.rows.filter((row) => duty.judged(row.user));
      return [
        share(ledger, `${measure} 300`, { rows: ledger.rows, off }),
        share(ledger, `${measure} scheduled-300`, { rows: scheduled, off: judged }),
      ];
    }),
  );
}

function share(
  ledger: Ledger,
  key: string,
  { rows, off }: { rows: AuditFact[]; off: (row: AuditFact) => boolean },
): Figures {
  const cell = (row: AuditFact): Cell => {
    const hours = ledger.hours(row);
    return { cluster: row.user, numerator: off(row) ? hours : 0, denominator: hours };
  };
  const figures = whole(key, rows.map(cell));
  if (!key.startsWith('after-hours')) return figures;
  return {
    ...figures,
    ...each(key, 'tool', { items: rows, of: ({ tool }) => tool, cell }),
    ...each(key, 'activity', { items: rows, of: ({ activity }) => activity, cell }),
  };
}
