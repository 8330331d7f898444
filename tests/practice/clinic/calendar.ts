import { addDays, instantOf, weekday } from './site-time.js';

/** Four weeks; every calendar has a clock change and a holiday inside. */
export interface Calendar {
  first: string;
  last: string;
  dates: string[];
  holidays: string[];
  /** The Sunday on which the clock changes. */
  change: string;
  from: number;
  to: number;
}

const calendars = [
  { first: '2026-10-26', change: '2026-11-01', holidays: ['2026-11-11'] },
  { first: '2026-03-02', change: '2026-03-08', holidays: ['2026-03-20'] },
  { first: '2025-10-27', change: '2025-11-02', holidays: ['2025-11-11'] },
  { first: '2026-02-23', change: '2026-03-08', holidays: ['2026-03-13'] },
];

export function calendarFor(seed: number): Calendar {
  const { first, change, holidays } = calendars[Math.abs(seed) % calendars.length]!;
  const dates = Array.from({ length: 28 }, (_, index) => addDays(first, index));
  const last = dates[27]!;
  return { first, last, dates, holidays, change, from: instantOf(first), to: instantOf(addDays(last, 1)) };
}

export function isWorkday(date: string, { holidays }: Calendar): boolean {
  return weekday(date) !== 0 && weekday(date) !== 6 && !holidays.includes(date);
}
