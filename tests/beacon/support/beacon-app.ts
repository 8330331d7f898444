import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Fault } from '../../../src/fault.js';
import type { ClickLine } from '../../../src/feeds/journal/clicks.js';
import { LaunchTokens } from '../../../src/server/beacon/launch-token.js';
import { OwnClicks } from '../../../src/server/beacon/own-clicks.js';
import { beaconRoutes } from '../../../src/server/beacon/routes.js';
import type { BeaconSite } from '../../../src/server/config/serve-config.js';
import { failed } from '../../../src/server/failed.js';
import { securityHeaders } from '../../../src/server/security-headers.js';
import { problemSender } from '../../../src/server/send-problem.js';

export const PORTAL: BeaconSite = {
  key: 'portal',
  origins: ['https://portal.example.org'],
  scope: 'tool',
  tool: 'patient-portal',
  context: false,
  server: 'main',
};

/** The EHR's own pages, of a server that is not the home server. */
export const WHOLE: BeaconSite = {
  key: 'ehr',
  origins: ['https://ehr.example.org', 'https://ehr2.example.org'],
  scope: 'whole-ehr',
  tool: 'ehr',
  context: true,
  server: 'lab',
};

export interface BeaconAppOptions {
  sites?: BeaconSite[];
  /** What is mounted before the beacon: a page of the test's own. */
  pages?: express.RequestHandler;
  now?: () => number;
}

/** The beacon's routes behind the headers of every answer, on a free port, with what they keep and log at hand. */
export class BeaconApp {
  readonly kept: ClickLine[] = [];
  readonly log: [string, Record<string, unknown> | undefined][] = [];
  readonly own = new OwnClicks();
  launches!: LaunchTokens;
  url = '';
  /** What keeping does besides; a disk that is full, or slow. */
  disk: () => Promise<void> | void = () => {};
  private readonly server: Server = createServer();
  private routes!: ReturnType<typeof beaconRoutes>;

  static async start(options: BeaconAppOptions = {}): Promise<BeaconApp> {
    const { sites = [PORTAL, WHOLE], pages, now = Date.now } = options;
    const started = new BeaconApp();
    await new Promise<void>((ready) => started.server.listen(0, '127.0.0.1', ready));
    started.url = `http://127.0.0.1:${(started.server.address() as AddressInfo).port}`;
    started.launches = new LaunchTokens(now);
    const problem = problemSender({ stylePath: '/style.css' });
    const log = (event: string, fields?: Record<string, unknown>) => void started.log.push([event, fields]);
    started.routes = beaconRoutes({
      sites,
      launches: started.launches,
      own: started.own,
      ownOrigin: started.url,
      keep: async (line) => {
        await started.disk();
        started.kept.push(line);
      },
      problem,
      log,
      now,
    });
    const app = express();
    app.set('etag', false);
    app.use(securityHeaders({ publicUrl: started.url }));
    if (pages) app.use(pages);
    app.use(started.routes.router);
    app.use(failed(problem, log));
    started.server.on('request', app);
    return started;
  }

  close(): Promise<void> {
    return this.routes.close();
  }

  async stop(): Promise<void> {
    await new Promise((stopped) => {
      this.server.close(stopped);
      this.server.closeAllConnections();
    });
  }
}

export const fullDisk = (): never => {
  throw new Fault('disk-full', 'the disk is full');
};
