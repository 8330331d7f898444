import type { Charts } from '../result.js';
import { type Engine, quote } from '../store/engine.js';
import { SMALLEST } from './smallest.js';

/** Active hours of all clinicians by weekday and hour of the site's clock; hidden ones are null. Days `from` to `to`. */
export async function hourOfWeek(
  engine: Engine,
  { minClinicians, period }: { minClinicians: number; period: { from: string; to: string } },
): Promise<Charts['hourOfWeek']> {
  const rows = await engine.json<{
    weekday: string;
    hour: string;
    active: string;
    clinicians: string[];
    encounters: string;
  }>(`
    SELECT isodow(site_hour) AS weekday, hour(site_hour) AS hour, CAST(sum(credit_300) AS VARCHAR) AS active,
      list(DISTINCT CAST(u AS VARCHAR)) AS clinicians, count(DISTINCT nullif(e, 0)) AS encounters
    FROM cell WHERE NOT own AND u <> 0 AND CAST(site_hour AS DATE) BETWEEN DATE ${quote(period.from)} AND DATE ${quote(period.to)}
    GROUP BY ALL`);
  const cells = Array.from({ length: 7 * 24 }, (_, index): Hour => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const row = rows.find((one) => Number(one.weekday) === weekday && Number(one.hour) === hour);
    const small =
      row &&
      (row.clinicians.length < minClinicians ||
        (Number(row.encounters) > 0 && Number(row.encounters) < SMALLEST));
    const hours = row ? Number(row.active) / 3.6e15 : 0;
    return { weekday, hour, hours, clinicians: row?.clinicians ?? [], hidden: Boolean(small) };
  });
  hideOthers(cells, minClinicians);
  return cells.map(({ weekday, hour, hours, hidden }) => ({
    weekday,
    hour,
    activeHours: hidden ? null : hours,
  }));
}

/** What is hidden must not follow from the total: several cells of enough people together, else the next smallest too. */
function hideOthers(cells: Hour[], minClinicians: number): void {
  const hidden = cells.filter((cell) => cell.hidden);
  const shown = cells.filter((cell) => !cell.hidden && cell.hours > 0).sort((a, b) => b.hours - a.hours);
  const givesAway = () =>
    hidden.length > 0 &&
    (hidden.length < 2 || new Set(hidden.flatMap(({ clinicians }) => clinicians)).size < minClinicians);
  while (givesAway() && shown.length > 0) {
    const next = shown.pop()!;
    next.hidden = true;
    hidden.push(next);
  }
}

interface Hour {
  weekday: number;
  hour: number;
  hours: number;
  clinicians: string[];
  hidden: boolean;
}
