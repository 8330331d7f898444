import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { chartRoutes } from '../../../src/server/chart/routes.js';
import { loadServeConfig } from '../../../src/server/config/serve-config.js';
import { type RunningServer, startServer } from '../../../src/server/start-server.js';
import {
  type FaultHook,
  type LaunchContext,
  type PracticeClient,
  type PracticeEhr,
  startPracticeEhr,
} from '../../practice/ehr/index.js';
import { Browser } from '../../smart-launch/practice/browser.js';

export const SCOPES =
  'launch openid fhirUser online_access user/Patient.rs user/Encounter.rs user/AuditEvent.rs user/DetectedIssue.rs';

export interface TestApp {
  ehr: PracticeEhr;
  url: string;
  log: string[];
  /** What the EHR answers to each FHIR request; to be set by a test, and unset. */
  faults: { hook: FaultHook | undefined };
  launch(context: LaunchContext, clientId?: string): Promise<Opened>;
  /** A standalone launch: the page that this person gets. */
  signIn(user: string): Promise<Opened>;
  readyz(): Promise<number>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Holds main/, site.yaml and tools.yaml. */
  dir: string;
  store: string;
  settings?: Record<string, unknown>;
  issuer?: Record<string, unknown>;
  client?: Partial<PracticeClient>;
  auditEvents?: 'all' | 'none';
  patienceMs?: number;
  everyMs?: number;
}

const HTML = { accept: 'text/html' };

/** A launch's page as its browser has it. */
export class Opened {
  constructor(
    readonly browser: Browser,
    /** Of the page, with its query. */
    readonly address: string,
    readonly status: number,
    readonly text: string,
  ) {}

  get document() {
    return parseHTML(this.text).document;
  }

  /** All that a person reads, in one line. */
  get words(): string {
    return (this.document.querySelector('body')?.textContent ?? '').replace(/\s+/g, ' ');
  }

  get path(): string {
    return new URL(this.address).pathname;
  }

  get token(): string {
    return this.document.querySelector('input[name=token]')?.getAttribute('value') ?? '';
  }

  /** The page at another address of the same launch. */
  async go(address: string): Promise<Opened> {
    return open(this.browser, new URL(address, this.address).href);
  }

  async post(address: string, fields: Record<string, string>): Promise<Opened> {
    const target = new URL(address, this.address).href;
    const response = await this.browser.request(target, {
      method: 'POST',
      headers: { ...HTML, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    const location = response.headers.get('location');
    if (location) return this.go(new URL(location, target).href);
    return new Opened(this.browser, target, response.status, await response.text());
  }
}

export async function open(browser: Browser, address: string): Promise<Opened> {
  for (let next = address, hops = 0; ; hops += 1) {
    if (hops > 15) throw new Error('redirects without end');
    const response = await browser.request(next, { headers: HTML });
    const location = response.headers.get('location');
    if (!location) return new Opened(browser, next, response.status, await response.text());
    next = new URL(location, next).href;
  }
}

/** The practice EHR and the app beside it, both in this process; the figures are there when it returns. */
export async function startApp(options: TestAppOptions): Promise<TestApp> {
  const {
    dir,
    store,
    settings = {},
    issuer = {},
    client = {},
    auditEvents,
    patienceMs = 2_000,
    everyMs,
  } = options;
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const faults: TestApp['faults'] = { hook: undefined };
  const ehr = await startPracticeEhr({
    clinicDir: dir,
    clients: [{ ...clientAt(url), ...client }],
    faults: (request) => faults.hook?.(request),
    ...(auditEvents ? { auditEvents } : {}),
  });
  const file = writeConfig({ dir, store, url, ehr, settings, issuer });
  const log: string[] = [];
  let running: RunningServer;
  try {
    running = await startServer(loadServeConfig(file), {
      server,
      logTo: { write: (line: string) => void log.push(line) },
      charts: (deps) => chartRoutes({ ...deps, patienceMs, ...(everyMs ? { everyMs } : {}) }),
    });
  } catch (error) {
    await ehr.close();
    throw error;
  }
  const app: TestApp = {
    ehr,
    url,
    log,
    faults,
    launch: (context, clientId = 'app') => open(new Browser(), ehr.launch(clientId, context).url),
    signIn: async (user) => {
      const form = await open(new Browser(), `${url}/standalone?iss=${encodeURIComponent(ehr.iss)}`);
      return form.post(form.address, { user });
    },
    readyz: async () => (await fetch(`${url}/readyz`)).status,
    close: async () => {
      await running.close();
      await ehr.close();
    },
  };
  await until(async () => (await app.readyz()) === 200);
  return app;
}

interface ConfigFacts {
  dir: string;
  store: string;
  /** Of the app. */
  url: string;
  ehr: PracticeEhr;
  settings?: Record<string, unknown>;
  issuer?: Record<string, unknown>;
}

/** Writes what `serve --config` reads. */
export function writeConfig({ dir, store, url, ehr, settings = {}, issuer = {} }: ConfigFacts): string {
  const { port } = new URL(url);
  const file = join(dir, `serve-${port}.yaml`);
  const written = {
    publicUrl: url,
    listen: { host: '127.0.0.1', port: Number(port) },
    metrics: { port: 0 },
    store,
    site: join(dir, 'site.yaml'),
    tools: join(dir, 'tools.yaml'),
    issuers: [
      {
        iss: ehr.iss,
        server: 'main',
        clientId: 'app',
        auth: 'public',
        scopes: SCOPES,
        frameAncestors: [ehr.origin],
        access: { informatics: ['Practitioner/inf-*'] },
        ...issuer,
      },
    ],
    ...settings,
  };
  writeFileSync(file, JSON.stringify(written));
  return file;
}

/** The app as the practice EHR's administrator registers it. */
export const clientAt = (url: string): PracticeClient => ({
  clientId: 'app',
  name: 'Mission Audit',
  auth: 'public',
  redirectUris: [`${url}/callback`],
  launchUrl: `${url}/launch`,
});

/** Polls until something is so; a test that waits in vain ends in its own timeout. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 50));
}
