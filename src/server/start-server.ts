import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Fault } from '../fault.js';
import { type AppOptions, createApp } from './app.js';
import type { Address, ServeConfig } from './config/serve-config.js';
import { drained } from './drained.js';
import type { EventLog } from './log.js';
import { metricsListener } from './metrics-listener.js';

export interface StartOptions extends AppOptions {
  /** One that listens already, in place of `listen`. */
  server?: Server;
  /** How long requests in flight may take once the server ends. */
  graceMs?: number;
}

export interface RunningServer {
  /** Where it really listens. */
  address: Address;
  metricsAddress: Address;
  log: EventLog;
  /** Stops accepting, finishes what is in flight, then everything behind it. False when time ran out. */
  close(): Promise<boolean>;
}

const GRACE_MS = 10_000;
/** For what stands behind the pages, also when slow requests have used up the rest. */
const LEAST_MS = 1000;

/** Slow senders are not waited for; a proxy's idle connections live a little longer than it keeps them (60 s). */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

export async function startServer(config: ServeConfig, options: StartOptions = {}): Promise<RunningServer> {
  const { server = createServer(), graceMs = GRACE_MS } = options;
  Object.assign(server, TIMEOUTS);
  const app = await createApp(config, options);
  const metrics = createServer(metricsListener(app.metrics.registry));
  server.on('request', app.listener);
  try {
    if (!server.listening) await listen(server, config.listen, 'listen');
    await listen(metrics, config.metrics, 'metrics');
  } catch (error) {
    server.close();
    await app.close();
    throw error;
  }
  const drain = drained(server);
  let ending: Promise<boolean> | undefined;
  const end = async () => {
    app.closing();
    app.log('server-ending');
    const started = performance.now();
    const answered = await inTime(graceMs, drain());
    // What was accepted is worth more than the wait: it is finished also when somebody's slow connection was cut.
    if (!answered) server.closeAllConnections();
    const left = graceMs - (performance.now() - started);
    const stored = await inTime(Math.max(left, LEAST_MS), app.close());
    metrics.close();
    metrics.closeAllConnections();
    app.log(answered && stored ? 'server-ended' : 'server-cut-short');
    return answered && stored;
  };
  return {
    address: addressOf(server),
    metricsAddress: addressOf(metrics),
    log: app.log,
    close: () => {
      ending ??= end();
      return ending;
    },
  };
}

async function listen(server: Server, { host, port }: Address, setting: string): Promise<void> {
  try {
    await new Promise<void>((listening, refused) => {
      server.once('error', refused);
      server.listen(port, host, () => {
        server.off('error', refused);
        listening();
      });
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Fault(
      'cannot-listen',
      `${setting}: cannot listen on ${host}:${port} (${code}); ${NEXT[code ?? ''] ?? OTHER}`,
      {
        cause: error,
      },
    );
  }
}

const NEXT: Record<string, string> = {
  EADDRINUSE: 'another program has this port: stop it, or set another port',
  EACCES: 'this port is not allowed here: set one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address: set host to one of its own',
  ENOTFOUND: 'this host name leads nowhere: set host to an address of this machine',
};
const OTHER = 'set another host or port';

function addressOf(server: Server): Address {
  const { address, port } = server.address() as AddressInfo;
  return { host: address, port };
}

/** Whether it came to its end in time. */
async function inTime(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = await Promise.race([work.then(() => true as const), over]);
  clearTimeout(timer);
  return done;
}
