import type { WeekPoint } from '../../comparison.js';
import type { MeasureCell, MeasureDefinition } from '../../measures/measure.js';
import { figures } from '../figures.js';
import { tableCell } from '../hidden-cells.js';
import { suppress } from '../statistics/suppress.js';

interface Days {
  from: string;
  to: string;
}

interface Week {
  monday: string;
  cell: MeasureCell;
}

interface Case {
  definition: MeasureDefinition;
  period: 'before' | 'after';
  days: Days;
  minClinicians: number;
  /** The period as a whole is hidden: then every week of it is. */
  hidden: boolean;
  /** Weeks that another figure of the same alerts hides, and this one would give away. */
  alsoHidden: ReadonlySet<string>;
}

/** A point for every ISO week of a period. The weeks are a table beside the period's total, and are hidden as one is. */
export function weekPoints(weeks: readonly Week[] | null, given: Case): WeekPoint[] {
  if (weeks === null) return [];
  const { definition, period, days, minClinicians, alsoHidden } = given;
  const mondays = mondaysOf(days);
  const held = new Map(weeks.map(({ monday, cell }) => [monday, cell]));
  const hidden = hiddenWeeks(weeks, minClinicians);
  return mondays.map((monday) => {
    const sunday = addDays(monday, 6);
    // Days as text sort as days.
    const [from, to] = [[monday, days.from].sort()[1]!, [sunday, days.to].sort()[0]!];
    const cell = held.get(monday);
    const suppressed = given.hidden || hidden.has(monday) || (held.has(monday) && alsoHidden.has(monday));
    const found = cell && !suppressed ? figures(cell, definition) : null;
    return {
      period,
      week: isoWeek(monday),
      from,
      to,
      partial: from !== monday || to !== sunday,
      value: found?.value ?? null,
      // Outside its feed's window a figure is empty, never 0.
      n: found?.denominator ?? null,
      suppressed,
    };
  });
}

/** Mondays of the weeks that must not be shown. */
export const hiddenWeeks = (weeks: readonly Week[], minClinicians: number): ReadonlySet<string> =>
  suppress(
    weeks.map(({ monday, cell }) => ({ ...tableCell(cell), key: monday })),
    minClinicians,
  );

const DAY_MS = 24 * 3600 * 1000;
const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const addDays = (day: string, days: number): string => dayOf(instant(day) + days * DAY_MS);
/** 0 on a Monday. */
const sinceMonday = (day: string): number => (new Date(instant(day)).getUTCDay() + 6) % 7;

function mondaysOf({ from, to }: Days): string[] {
  const mondays: string[] = [];
  for (let monday = addDays(from, -sinceMonday(from)); monday <= to; monday = addDays(monday, 7))
    mondays.push(monday);
  return mondays;
}

/** A week belongs to the year of its Thursday; week 1 has the year's first Thursday. */
function isoWeek(monday: string): string {
  const thursday = addDays(monday, 3);
  const year = thursday.slice(0, 4);
  const number = Math.floor((instant(thursday) - instant(`${year}-01-01`)) / DAY_MS / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}
