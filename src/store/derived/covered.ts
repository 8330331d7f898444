import type { Site } from '../config/site.js';
import { type Engine, quote } from '../engine.js';
import type { WallClock } from './time.js';
import { type FeedWindow, hull, overlap, windowsOf } from './windows.js';

/** Tables whose feeds' windows decide what a measure may count, with the instant of their rows. */
const INSTANTS = { silent_change: '"at"', benefit: '"at"', order_event: '"at"', concern: 'raised' } as const;

/** Tables of what happened, which show that their feed was there. Appointments and encounters may lie long before or after. */
const HAPPENED = { ...INSTANTS, alert: 'shown', ui_interval: 'started' } as const;

export interface CoveredContext {
  engine: Engine;
  site: Site;
  clock: WallClock;
  period: { from: string; to: string } | null;
  /** The hull of the audit feeds' windows, and of the alert feeds'. */
  audit: { from: string; to: string } | null;
  alerts: { from: string; to: string } | null;
}

/**
 * Tables `covered_day` (what, site_day): the days of the period that the feeds of a table cover; and `encounter_covered`
 * (what, h): the encounters of the period whose start and effective end (if any) lie in that window.
 */
export async function createCovered({
  engine,
  site,
  clock,
  period,
  audit,
  alerts,
}: CoveredContext): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE covered_day (what VARCHAR, site_day DATE)');
  await engine.run('CREATE OR REPLACE TEMP TABLE encounter_covered (what VARCHAR, h UBIGINT)');
  if (!period) return;
  const days = (what: string, window: { from: string; to: string } | null) => {
    const both = overlap(window, period);
    if (!both) return undefined;
    return engine.run(`INSERT INTO covered_day
      SELECT ${quote(what)}, CAST(d AS DATE) FROM (SELECT unnest(generate_series(DATE ${quote(both.from)}, DATE ${quote(both.to)}, INTERVAL 1 DAY)) AS d)`);
  };
  await days('audit_event', audit);
  await days('alert', alerts);
  for (const table of Object.keys(INSTANTS)) {
    const window = hull(await windowsOfTable({ engine, site, clock }, table));
    if (!window) continue;
    await days(table, window);
    const [from, to] = [clock.startOf(quote(window.from)), clock.endOf(quote(window.to))];
    await engine.run(`INSERT INTO encounter_covered SELECT ${quote(table)}, h FROM encounter_figures
      WHERE begins >= ${from} AND begins <= ${to} AND (effective_end IS NULL OR (effective_end >= ${from} AND effective_end <= ${to}))`);
  }
}

/**
 * A feed covers the days from its first to its last row (measures: "Coverage window"), whichever table the row is of: a
 * gateway that saw an alert was there, also where it saw no silent change.
 */
async function windowsOfTable(
  { engine, site, clock }: Pick<CoveredContext, 'engine' | 'site' | 'clock'>,
  table: string,
): Promise<FeedWindow[]> {
  if ((await engine.json(`SELECT 1 FROM current_${table} LIMIT 1`)).length === 0) return [];
  const own = `feed IN (SELECT feed FROM current_${table})`;
  const days = [
    ...Object.entries(HAPPENED).map(([name, instant]) => [`current_${name}`, instant] as const),
    // Also of logs that are not counted as burden.
    ...['first_at', 'last_at'].map((instant) => ['audit_feed', instant] as const),
  ].map(
    ([from, instant]) =>
      `SELECT feed, ${clock.day(instant)} AS site_day FROM ${from} WHERE ${own} AND ${instant} IS NOT NULL`,
  );
  return windowsOf(engine, site, `(${days.join(' UNION ALL ')})`);
}
