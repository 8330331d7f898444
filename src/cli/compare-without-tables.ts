import type { Derived } from '../store/derived/build.js';
import { wallClock } from '../store/derived/time.js';
import { type FeedWindow, hull, insideDeclared, windowsOf } from '../store/derived/windows.js';
import { quote } from '../store/engine.js';
import type { Choice } from './compare-without-choice.js';
import type { Session } from './session.js';

/**
 * The tables that src/rules/without reads besides the derived ones: `without_tool` and `without_key` (what is imagined
 * away), `without_interval` and `without_hazard` (its telemetry and hazards of the period, with their site day), and
 * `without_day` (which days of the period the feeds of a table cover).
 */
export async function createWithoutTables(
  session: Session,
  { choice, derived }: { choice: Choice; derived: Derived },
): Promise<void> {
  const { engine } = session;
  const clock = wallClock(session.site);
  const { period } = derived;
  const inPeriod = (day: string) =>
    period ? `${day} >= DATE ${quote(period.from)} AND ${day} <= DATE ${quote(period.to)}` : 'false';
  const tool = 'tool' in choice.without ? [choice.without.tool] : [];
  await engine.run(`CREATE OR REPLACE TEMP TABLE without_tool AS ${list('tool', tool)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE without_key AS ${list('alert_key', choice.keys)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE without_interval AS
    SELECT user_id, patient_id, encounter_id, clicks, ${clock.day('occurred')} AS site_day FROM telemetry
    WHERE scope = 'tool' AND tool IN (SELECT tool FROM without_tool)
      AND (${inPeriod(clock.day('occurred'))} OR encounter_id IN (SELECT encounter_id FROM encounter_figures))`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE without_hazard AS
    SELECT benefit_id, kind, cluster_id, encounter_id, patient_id, ${clock.day('occurred')} AS site_day FROM benefit_of_period
    WHERE kind IN ('hazard', 'hazard-mitigated') AND tool IN (SELECT tool FROM without_tool)`);
  await createDays(session, derived);
}

const list = (column: string, values: readonly string[]): string =>
  `SELECT CAST(unnest([${values.map(quote).join(', ')}]::VARCHAR[]) AS VARCHAR) AS ${column}`;

/** Alerts and benefits have theirs among the derived tables; those of the audit log and of telemetry are found here. */
async function createDays({ engine, site }: Session, { period, counted }: Derived): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE without_day AS
    SELECT what, site_day FROM covered_day WHERE what IN ('alert', 'benefit')`);
  if (!period) return;
  const clock = wallClock(site);
  const feeds = new Set(counted.map(({ feed }) => feed));
  const audit = (await windowsOf(engine, site, 'audit_day')).filter(({ feed }) => feeds.has(feed));
  const telemetry = await windowsOf(
    engine,
    site,
    `(SELECT feed, ${clock.day('started')} AS site_day FROM current_ui_interval
      WHERE coalesce(tool, '') <> 'mission-audit' AND ${insideDeclared(site, { day: clock.day('started'), feed: 'feed' })})`,
  );
  const add = async (what: string, windows: FeedWindow[]): Promise<void> => {
    const window = hull(windows);
    if (!window) return;
    await engine.run(`INSERT INTO without_day
      SELECT ${quote(what)}, CAST(d AS DATE) FROM (SELECT unnest(generate_series(DATE ${quote(window.from)}, DATE ${quote(window.to)}, INTERVAL 1 DAY)) AS d)
      WHERE CAST(d AS DATE) BETWEEN DATE ${quote(period.from)} AND DATE ${quote(period.to)}`);
  };
  await add('audit_event', audit);
  await add('ui_interval', telemetry);
}
