import { addDays, siteDate } from '../../site-time.js';
import type { Place } from '../places.js';
import { type Cell, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** Alerts of stays in hospital ÷ the site days on which these were open, both ends included (decision 91). */
export function alertsPerInpatientDay(ledger: Ledger): Figures {
  const { rows, places, responsible, episodesOf, windows } = ledger.reckoning;
  const stays = rows.filter(
    (row) => row.alerts !== null && ['IMP', 'ACUTE', 'NONAC'].includes(row.class ?? ''),
  );
  const cells = (tool?: string) =>
    stays.map((row): Cell => {
      const own = (episodesOf.get(row.encounter_id) ?? []).filter(
        (one) => tool === undefined || ledger.toolOf(one) === tool,
      );
      return {
        cluster: responsible[row.encounter_id]!,
        numerator: own.length,
        denominator: days(places.get(row.encounter_id)!, windows.alerts!.last),
      };
    });
  return whole('alerts-per-inpatient-day', cells());
}

/** An end at 24:00 has no next day; while open, up to the last day of the alert feeds' window. */
function days({ start, end }: Place, lastDay: string): number {
  if (end !== null && end < start) return 0;
  const last = end === null ? lastDay : siteDate(end === start ? end : end - 1);
  let count = 0;
  for (let date = siteDate(start); date <= last; date = addDays(date, 1)) count++;
  return count;
}
