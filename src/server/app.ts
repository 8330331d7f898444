import express, { type Express, Router } from 'express';
import type { DestinationStream } from 'pino';
import { accessLog } from './access-log.js';
import { bodies } from './bodies.js';
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
}

export interface App {
  app: Express;
  metrics: Metrics;
  log: EventLog;
  /** From now on /readyz says no. */
  closing(): void;
  /** Finishes what was accepted and forgets all launches. After the last answer. */
  close(): Promise<void>;
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
  const { launch, sessions } = launching({ config, problem, log: launchLog, now });
  const metrics = createMetrics({ sessions: () => sessions.count() });
  const charts = await chartsOf({ config, launch, log, now, problem });

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
  ours.use(limitOf(rateLimits.general, problem));
  ours.use(['/launch', '/standalone', '/callback'], limitOf(rateLimits.launch, problem));
  ours.use(bodies(problem));
  ours.use(launch.router, charts.router);
  ours.use(notFound([assets, healthy, launch.router, charts.router], problem));

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
    app,
    metrics,
    log,
    closing: () => {
      isClosing = true;
    },
    close: async () => {
      await charts.close();
      await launch.close();
    },
  };
}
