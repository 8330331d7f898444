import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { methodLabel, routeLabel } from './route-label.js';

export interface Metrics {
  registry: Registry;
  /** Measures every request that comes after it. */
  requests: RequestHandler;
  /** Counts how launches end, from the events of smart-launch. */
  launchEvent(event: string, fields: Record<string, unknown>): void;
}

/** For operators: labels are templates and codes, never ids. */
export function createMetrics({ sessions }: { sessions: () => number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the request to the last byte of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const launches = new Counter({
    name: 'mission_audit_launches_total',
    help: 'Launches by how they ended: started, opened, own-tab, logged-out, or the code of the refusal',
    labelNames: ['code'],
    registers: [registry],
  });
  new Gauge({
    name: 'mission_audit_sessions',
    help: 'Launches open now',
    registers: [registry],
    collect() {
      this.set(sessions());
    },
  });
  return {
    registry,
    requests: (req: Request, res: Response, next: NextFunction) => {
      const done = seconds.startTimer();
      res.once('close', () =>
        done({ method: methodLabel(req), route: routeLabel(req), status: res.statusCode }),
      );
      next();
    },
    launchEvent: (event, { code }) => {
      const ended = event === 'launch-refused' ? code : OUTCOMES[event];
      if (typeof ended === 'string') launches.inc({ code: ended });
    },
  };
}

const OUTCOMES: Record<string, string> = {
  'launch-started': 'started',
  'launch-opened': 'opened',
  'own-tab-offered': 'own-tab',
  'logged-out': 'logged-out',
};
