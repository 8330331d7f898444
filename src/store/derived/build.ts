import type { AlertMap } from '../config/alerts.js';
import { homeAlias, type Site } from '../config/site.js';
import { OWN_TOOL, type ToolMap } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { filesOf, type StoredFile } from '../layout.js';
import { OWN_FEED } from '../own-feed.js';
import { createEpisodes } from './alerts.js';
import { createBenefits } from './benefits.js';
import { createCurrent, scan } from './current.js';
import { createEncounters, joinIds, resolved } from './encounters.js';
import { createFacts } from './facts.js';
import { createFeedTables } from './feed-tables.js';
import { createFigures, createNamed, type Windows } from './figures.js';
import { Identity } from './identity.js';
import { keptMonths } from './kept-months.js';
import { createMeasureTables } from './measure-tables.js';
import { createWork, deriveMonth, MONTH_TABLES } from './month.js';
import { addNames } from './names.js';
import { createSchedules } from './schedules.js';
import { createStrata } from './strata.js';
import { createTelemetry } from './telemetry.js';
import { wallClock } from './time.js';
import { type FeedWindow, hull, insideDeclared, windowsOf } from './windows.js';

export interface DerivedOptions {
  engine: Engine;
  store: string;
  site: Site;
  tools: ToolMap;
  alerts: AlertMap;
  /** Site days, both included; null: the window of the audit feed, else of the alert feed. */
  period: { from?: string | undefined; to?: string | undefined };
  progress?: (what: string) => void;
  /**
   * Keep each month's result in the store's derived/ and use what is kept; `inputs` is the text of site and tools. Not
   * for temporary stores.
   */
  keep?: { inputs: string };
}

export interface Derived {
  /** Null where there is neither an audit nor an alert feed. */
  period: { from: string; to: string } | null;
  windows: FeedWindow[];
  /** The audit feeds that count, by server. */
  counted: { server: string; feed: string }[];
  identity: Identity;
}

/** Works out, in the engine, the tables that measures read: encounter_figures, work, alert_episode, telemetry … */
export async function buildDerived(options: DerivedOptions): Promise<Derived> {
  const { engine, store, site, tools, alerts, progress } = options;
  const clock = wallClock(site);
  await createCurrent(engine, store);
  const identity = await Identity.open(engine);
  await createEncounters(engine, identity, clock);
  await createSpecialties(engine, identity);
  await createSchedules(engine, identity);
  const counted = await chooseBurdenFeeds(options);
  await createFacts(engine);
  await createWork(engine);
  await addNames(engine, 'SELECT encounter_id AS id FROM enc');
  const months = byMonth(filesOf(store, 'audit_event'));
  const condition = countedCondition(
    counted,
    insideDeclared(site, { day: clock.day('recorded'), feed: 'feed' }),
  );
  const kept = options.keep ? await keptMonths(options, counted) : null;
  for (const [index, { month, files }] of months.entries()) {
    progress?.(`working out ${month}`);
    const before = neighbour(months[index - 1], month, -1);
    const after = neighbour(months[index + 1], month, 1);
    const key = kept?.keyOf([files, before, after]);
    if (key !== undefined && (await kept!.load(key))) continue;
    await deriveMonth(
      { engine, identity, tools, site, counted: condition, minutes: kept !== null },
      { month, files, before, after },
    );
    for (const name of Object.keys(MONTH_TABLES)) await engine.run(`INSERT INTO ${name} FROM month_${name}`);
    if (key !== undefined) await kept!.save(key);
  }
  await createNamed(engine, site);
  await createEpisodes({
    engine,
    identity,
    tools,
    alerts,
    inWindow: insideDeclared(site, { day: clock.day('shown'), feed: 'feed' }),
  });
  await createTelemetry({
    engine,
    identity,
    tools,
    inWindow: insideDeclared(site, { day: clock.day('started'), feed: 'feed' }),
  });
  const windows = await findWindows(options, counted);
  const period = choosePeriod(options.period, windows.all);
  await createFigures(engine, { clock, windows: windows.figures, period });
  await createMeasureTables(engine, { site, windows: windows.figures, period });
  await createStrata(engine, identity, { clock, strata: site.strata });
  await createBenefits(engine, {
    identity,
    tools,
    clock,
    period,
    inWindow: insideDeclared(site, { day: clock.day('"at"'), feed: 'feed' }),
  });
  const { audit, alerts: alerting } = windows.figures;
  await createFeedTables({ engine, identity, site, tools, period, audit, alerts: alerting });
  return { period, windows: windows.listed, counted, identity };
}

function byMonth(files: StoredFile[]): { month: string; files: StoredFile[] }[] {
  const months = new Map<string, StoredFile[]>();
  for (const file of files) months.set(file.month, [...(months.get(file.month) ?? []), file]);
  return [...months]
    .map(([month, list]) => ({ month, files: list }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

function neighbour(
  candidate: { month: string; files: StoredFile[] } | undefined,
  month: string,
  step: number,
): StoredFile[] {
  if (!candidate) return [];
  const [year, number] = month.split('-').map(Number) as [number, number];
  const expected = new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
  return candidate.month === expected ? candidate.files : [];
}

/** One burden feed a server: the one site.yaml names, else the one with most clinician rows (measures: "Two feeds, one act"). */
async function chooseBurdenFeeds({ engine, store, site, tools }: DerivedOptions) {
  await engine.run(`CREATE OR REPLACE TEMP TABLE audit_feed AS
    SELECT coalesce(server, '') AS server, feed, count(*) FILTER (user_kind = 'clinician') AS n, min(recorded) AS first_at, max(recorded) AS last_at
    FROM ${scan(store, 'audit_event')} WHERE feed <> ${quote(OWN_FEED)} GROUP BY ALL`);
  const feeds = await engine.json<{ server: string; feed: string; n: string }>(
    'SELECT server, feed, n FROM audit_feed ORDER BY server, n DESC, feed',
  );
  const servers = [...new Set(feeds.map(({ server }) => server))];
  const counted: { server: string; feed: string }[] = [];
  for (const server of servers) {
    const own = feeds.filter((one) => one.server === server);
    const named = site.burdenFeed[server];
    if (named !== undefined) counted.push({ server, feed: named });
    else if (own.length === 1) counted.push({ server, feed: own[0]!.feed });
    else counted.push({ server, feed: await busiestFeed({ engine, store, tools }, server) });
  }
  return counted;
}

/** Exact: current rows only, and no accounts that are no people. */
async function busiestFeed(
  { engine, store, tools }: Pick<DerivedOptions, 'engine' | 'store' | 'tools'>,
  server: string,
): Promise<string> {
  const rows = await engine.json<{ feed: string; user_id: string; n: string }>(`
    SELECT feed, coalesce(m.resolved, user_id) AS user_id, count(*) AS n FROM (
      SELECT feed, user_id, user_kind FROM ${scan(store, 'audit_event')} WHERE coalesce(server, '') = ${quote(server)} AND feed <> ${quote(OWN_FEED)}
      QUALIFY row_number() OVER (PARTITION BY event_id, recorded, server ORDER BY version DESC) = 1)
    LEFT JOIN id_map m ON m.id = user_id WHERE user_kind = 'clinician' GROUP BY ALL`);
  const totals = new Map<string, number>();
  for (const { feed, user_id, n } of rows)
    totals.set(feed, (totals.get(feed) ?? 0) + (tools.isNotPerson(user_id) ? 0 : Number(n)));
  return [...totals].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

function countedCondition(counted: { server: string; feed: string }[], declared: string): string {
  const pairs = counted.map(
    ({ server, feed }) => `(coalesce(server, '') = ${quote(server)} AND feed = ${quote(feed)})`,
  );
  return `(${pairs.join(' OR ') || 'false'}) AND ${declared}`;
}

async function createSpecialties(engine: Engine, identity: Identity): Promise<void> {
  await identity.resolve('current_practitioner_role', ['user_id']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE specialty AS
    SELECT ${resolved('r', 'user_id')} AS user_id, min(specialty) AS specialty
    FROM current_practitioner_role r ${joinIds('r', ['user_id'])} GROUP BY 1`);
}

async function findWindows({ engine, site }: DerivedOptions, counted: { server: string; feed: string }[]) {
  const clock = wallClock(site);
  const audit = await windowsOf(engine, site, 'audit_day');
  for (const feed of new Set(counted.map((one) => one.feed))) {
    // All its rows lie outside the window that the site declares: the window is still the declared one.
    const { from, to } = site.feeds[feed] ?? {};
    if (from && to && !audit.some((one) => one.feed === feed)) audit.push({ feed, from, to });
  }
  const alerts = await windowsOf(
    engine,
    site,
    `(SELECT feed, ${clock.day('shown')} AS site_day FROM current_alert)`,
  );
  const telemetry = await windowsOf(
    engine,
    site,
    // What our own pages count of themselves says nothing of when the EHR's clicks were counted.
    `(SELECT feed, ${clock.day('started')} AS site_day FROM current_ui_interval WHERE coalesce(tool, '') <> ${quote(OWN_TOOL)})`,
  );
  const figures: Windows = {
    audit: hull(audit),
    auditByServer: counted.flatMap(({ server, feed }) => {
      const window = audit.find((one) => one.feed === feed);
      return window ? [{ server: server || homeAlias(site), from: window.from, to: window.to }] : [];
    }),
    alerts: hull(alerts),
    telemetry: hull(telemetry),
  };
  return {
    figures,
    listed: [...audit, ...alerts, ...telemetry],
    all: { audit: figures.audit, alerts: figures.alerts },
  };
}

function choosePeriod(
  asked: DerivedOptions['period'],
  { audit, alerts }: { audit: Windows['audit']; alerts: Windows['alerts'] },
): { from: string; to: string } | null {
  const whole = audit ?? alerts;
  const from = asked.from ?? whole?.from;
  const to = asked.to ?? whole?.to;
  return from && to ? { from, to } : null;
}
