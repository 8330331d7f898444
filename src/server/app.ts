import type { RequestListener } from 'node:http';
import express, { Router } from 'express';
import type { DestinationStream } from 'pino';
import { JournalStream } from '../store/journal/stream.js';
import { accessLog } from './access-log.js';
import { LaunchTokens } from './beacon/launch-token.js';
import { OwnClicks } from './beacon/own-clicks.js';
import { beaconRoutes } from './beacon/routes.js';
import { bodies } from './bodies.js';
import { createGateway, type Gateway, type GatewayOptions } from './cds/gateway.js';
import { chartRoutes } from './chart/routes.js';
import type { ServeConfig } from './config/serve-config.js';
import { failed } from './failed.js';
import { forwardedNotice } from './forwarded-notice.js';
import { frameAncestors } from './frame-ancestors.js';
import { health } from './health.js';
import { launching } from './launch.js';
import { createLogger, type EventLog, eventLog } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';
import { notFound } from './not-found.js';
import { limitOf } from './rate-limits.js';
import { requestId } from './request-id.js';
import { securityHeaders } from './security-headers.js';
import { problemSender } from './send-problem.js';
import { stylePath, styleSheet } from './style-sheet.js';

export interface AppOptions {
  /** Where log lines go (default: stdout). */
  logTo?: DestinationStream;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The pages of a launch; another may stand in for them in a test. */
  charts?: typeof chartRoutes;
  /** For tests of the gateway. */
  gateway?: GatewayTuning;
}

type GatewayTuning = Pick<GatewayOptions, 'callers' | 'upstream' | 'discovery' | 'journal'>;

export interface App {
  /** Answers every request. */
  listener: RequestListener;
  metrics: Metrics;
  log: EventLog;
  /** From now on /readyz says no. */
  closing(): void;
  /** Finishes what was accepted and forgets all launches. After the last answer. */
  close(): Promise<void>;
}

function gatewayOf(
  { cds, store, publicUrl, basePath, journal }: ServeConfig,
  {
    metrics,
    log,
    now,
    options,
  }: { metrics: Metrics; log: EventLog; now: () => number; options?: GatewayTuning },
): Gateway | null {
  if (!cds) return null;
  const { registry } = metrics;
  return createGateway({ cds, store, publicUrl, basePath, registry, log, now, journal, ...options });
}

/** Every part of the server, put together; it does not listen yet. */
export async function createApp(config: ServeConfig, options: AppOptions = {}): Promise<App> {
  const { logTo, now = Date.now, charts: chartsOf = chartRoutes } = options;
  const { basePath, rateLimits } = config;
  const logger = createLogger(config.log.level, logTo);
  const issuers = config.issuers.map(({ iss }) => iss);
  const log = eventLog(logger, issuers);
  const problem = problemSender({ stylePath: stylePath(basePath) });
  const launchLog: EventLog = (event, fields = {}) => {
    metrics.launchEvent(event, fields);
    log(event, fields);
  };
  const metrics: Metrics = createMetrics({ sessions: () => sessions.count() });
  const gateway = gatewayOf(config, {
    metrics,
    log,
    now,
    ...(options.gateway ? { options: options.gateway } : {}),
  });
  const { launch, sessions } = launching({
    config,
    problem,
    log: launchLog,
    now,
    otherKeys: gateway?.keys ?? [],
  });
  const clicks = new JournalStream(config.store, 'click', config.journal);
  const launches = new LaunchTokens(now);
  const own = new OwnClicks();
  const beacon = beaconRoutes({
    sites: config.beacon.sites,
    launches,
    own,
    ownOrigin: new URL(config.publicUrl).origin,
    keep: (line) => clicks.durable(line),
    problem,
    log,
    now,
  });
  const charts = await chartsOf({ config, launch, log, now, problem, beacon: { launches, own } });

  let isClosing = false;
  const healthy = health({
    store: config.store,
    figures: () => charts.ready(),
    closing: () => isClosing,
    problem,
  });
  const assets = styleSheet();
  const ours = Router();
  ours.use(assets, healthy);
  // Pages that count clicks send some each minute: what they may is not taken from what people may.
  ours.use(['/beacon.js', '/beacon'], limitOf(rateLimits.general, problem));
  ours.use(beacon.router);
  ours.use(limitOf(rateLimits.general, problem));
  ours.use(['/launch', '/standalone', '/callback'], limitOf(rateLimits.launch, problem));
  ours.use(bodies(problem));
  ours.use(launch.router, charts.router);
  ours.use(notFound([assets, healthy, beacon.router, launch.router, charts.router], problem));

  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(requestId, accessLog(logger), metrics.requests, forwardedNotice(config, log));
  app.use(frameAncestors({ config, launch }), securityHeaders(config));
  // For the machine that looks after this one, which does not know publicUrl.
  if (basePath) app.use(healthy);
  app.use(basePath || '/', ours);
  app.use(notFound([healthy], problem));
  app.use(failed(problem, log));

  return {
    // The gateway goes first, with nothing of the app before it: what waits there is a prescriber.
    listener: (req, res) => (gateway?.handles(req) ? gateway.listener(req, res) : app(req, res)),
    metrics,
    log,
    closing: () => {
      isClosing = true;
    },
    close: async () => {
      await charts.close();
      await launch.close();
      await gateway?.close();
      await beacon.close();
      await clicks.close();
    },
  };
}
