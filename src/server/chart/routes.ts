import { performance } from 'node:perf_hooks';
import express, { type Request, type Response, type Router } from 'express';
import type { LaunchSession, SmartLaunch } from '../../../smart-launch/index.js';
import type { ChartView } from '../../chart-view.js';
import { Fault } from '../../fault.js';
import { Ids } from '../../feeds/fhir/reference.js';
import { chartPage } from '../../pages/chart/page.js';
import { ehrStyle } from '../../pages/ehr-style.js';
import { loadAlerts } from '../../store/config/alerts.js';
import { loadSite } from '../../store/config/site.js';
import { loadTools } from '../../store/config/tools.js';
import { Journal } from '../../store/journal/journal.js';
import { version } from '../../version.js';
import type { LaunchTokens } from '../beacon/launch-token.js';
import type { OwnClicks } from '../beacon/own-clicks.js';
import type { ServeConfig } from '../config/serve-config.js';
import { Figures } from '../figures/figures.js';
import { formToken } from '../form-token.js';
import { allowOwnScript } from '../security-headers.js';
import type { ProblemSender } from '../send-problem.js';
import { stylePath } from '../style-sheet.js';
import { ChartProblem } from './chart-problem.js';
import { concernRoutes } from './concern-routes.js';
import { Concerns } from './concerns.js';
import { EhrColours } from './ehr-colours.js';
import { type Opened, openChart, Sites, siteOf } from './open-chart.js';
import { overviewRoutes } from './overview-routes.js';
import { viewEvent } from './view-event.js';

export interface ChartDeps {
  config: ServeConfig;
  launch: SmartLaunch;
  /** Answers with a problem page or problem+json. */
  problem: ProblemSender;
  /** Structured log: codes and counts, never ids, names, words or tokens. */
  log: (event: string, fields?: Record<string, unknown>) => void;
  now: () => number;
  /** What pages count of themselves. */
  beacon: { launches: LaunchTokens; own: OwnClicks };
  /** How long the page waits for the EHR. */
  patienceMs?: number;
  /** How often the store is looked at. */
  everyMs?: number;
}

export interface ChartRoutes {
  /** GET /chart/:session, POST /chart/:session/concerns and GET /overview/:session. */
  router: Router;
  /** False until the site's figures are there (or it is known that there are none). */
  ready(): boolean;
  /** Finishes what it has accepted. */
  close(): Promise<void>;
}

/** What the routes share. */
export interface ChartContext extends ChartDeps {
  figures: Figures;
  journal: Journal;
  concerns: Concerns;
  sites: Sites;
  colours: EhrColours;
}

export async function chartRoutes(deps: ChartDeps): Promise<ChartRoutes> {
  const { config, log, everyMs } = deps;
  const { store, rules, site, tools, alerts, waivers } = config;
  const files = Object.fromEntries(
    Object.entries({ rules, site, tools, alerts, waivers }).filter(([, file]) => file !== undefined),
  );
  const figures = Figures.open({ store, ...files, version: version(), log, everyMs });
  const journal = new Journal(store);
  const context: ChartContext = {
    ...deps,
    figures,
    journal,
    concerns: new Concerns(store, journal),
    sites: new Sites({ site: loadSite({ file: site }), tools: loadTools(tools), alerts: loadAlerts(alerts) }),
    colours: new EhrColours(deps.now),
  };
  const router = express.Router();
  router.get('/chart/:session', guarded(context, showChart));
  router.get('/chart/:session/ehr.css', guarded(context, showColours));
  concernRoutes(router, context);
  overviewRoutes(router, context);
  return {
    router,
    ready: () => figures.looked,
    close: async () => {
      await figures.close();
      journal.close();
    },
  };
}

type Shown = (
  context: ChartContext,
  request: { req: Request; res: Response; session: LaunchSession },
) => Promise<void>;

/** Only the browser of that very launch gets in; what goes wrong is a page, never a stack trace or another chart. */
export function guarded(context: ChartContext, show: Shown) {
  return async (req: Request, res: Response): Promise<void> => {
    res.set('Cache-Control', 'no-store');
    try {
      const session = await context.launch.session(req, String(req.params.session));
      if (!session) throw ChartProblem.sessionOver();
      await show(context, { req, res, session });
    } catch (error) {
      if (!(error instanceof ChartProblem)) throw error;
      const { code, status, title, detail } = error;
      context.problem(req, res, { code, status, title, detail });
    }
  };
}

async function showChart(context: ChartContext, { req, res, session }: Parameters<Shown>[1]): Promise<void> {
  const started = performance.now();
  if (!session.patient) {
    res.redirect(303, `${context.config.basePath}/overview/${session.id}`);
    return;
  }
  const [opened, style] = await Promise.all([
    openChart(context, { session, wanted: textOf(req.query.encounter) }),
    context.colours.of(session.smartStyleUrl, session.issuer),
  ]);
  recordView(context, session, opened);
  const view: ChartView = {
    ...opened.drawn,
    session: session.id,
    banner: opened.banner,
    style,
    concerns: concernsOf(context, { opened, session, justStored: req.query.stored === '1' }),
    own: {
      opened: context.sites.opened(session.id),
      clicks: context.beacon.own.of(session.id),
      serverMs: Math.round(performance.now() - started),
      note: 'Opening this page and reading it is this tool’s own cost, and is in no figure above.',
    },
  };
  const base = `${context.config.basePath}/chart/${session.id}`;
  const encounter = opened.encounter ? `?encounter=${encodeURIComponent(opened.encounter)}` : '';
  const { server } = siteOf(context, session);
  allowOwnScript(res);
  res.type('html').send(
    chartPage(view, {
      beacon: `${context.config.basePath}/beacon.js`,
      beaconLaunch: context.beacon.launches.issue({
        launch: session.id,
        server,
        user: opened.me ?? undefined,
        patient: opened.patient,
        encounter: opened.encounter ?? undefined,
      }),
      stylePath: stylePath(context.config.basePath),
      ehrStylePath: `${base}/ehr.css`,
      paths: {
        chart: `${base}${encounter}`,
        concern: `${base}/concerns${encounter}`,
        choose: base,
        logout: `${context.config.basePath}/logout/${session.id}`,
      },
    }),
  );
}

async function showColours(context: ChartContext, { res, session }: Parameters<Shown>[1]): Promise<void> {
  const style = await context.colours.of(session.smartStyleUrl, session.issuer);
  res.set('Cache-Control', 'private, max-age=600').type('css').send(ehrStyle(style));
}

/** Every view of a chart, or of the site's figures, is on record as an event of our own app. */
export function recordView(
  { journal, now, log, sites, config }: ChartContext,
  session: LaunchSession,
  opened?: Opened,
): void {
  try {
    const { server, servers } = siteOf({ config, sites }, session);
    const event = viewEvent({
      at: new Date(now()),
      user: opened?.me ?? (session.fhirUser && new Ids(server, servers).of(session.fhirUser)),
      patient: opened?.patient,
      encounter: opened?.encounter ?? undefined,
    });
    journal.append('view', { server, resource: event }, { durable: false });
  } catch (error) {
    // A page is not refused because of our own disk; that it is not on record is.
    log('view-not-recorded', { iss: session.issuer, code: (error as { code?: string }).code ?? 'internal' });
  }
}

function concernsOf(
  { concerns, sites, log }: ChartContext,
  { opened, session, justStored }: { opened: Opened; session: LaunchSession; justStored: boolean },
): ChartView['concerns'] {
  let own: ReturnType<Concerns['of']> = [];
  try {
    own = concerns.of(concerns.raiserOf(opened.raiser), opened.encounter ?? '');
  } catch (error) {
    // Whoever raises one now is told so; the chart itself needs no journal.
    if (!(error instanceof Fault)) throw error;
    log('concerns-not-read', { code: error.code });
  }
  return {
    token: formToken(session.id),
    justStored: justStored && own.length > 0,
    raised: own.map(({ raised, tool, alert_key, words, answer }) => ({
      at: sites.clock.full(Date.parse(raised) * 1000),
      about: sites.titleOf({ tool, alert: alert_key }),
      words,
      answer,
    })),
  };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
