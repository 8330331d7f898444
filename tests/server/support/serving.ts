import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { loadServeConfig, type ServeConfig } from '../../../src/server/config/serve-config.js';
import { type RunningServer, type StartOptions, startServer } from '../../../src/server/start-server.js';
import { scratch } from '../../rules/support/files.js';

export const EHR = 'https://ehr.example.org/fhir';
export const OTHER_EHR = 'https://other.example.org/fhir';

/** Two EHRs that nobody calls: each with an origin that may frame the app. */
export const ISSUERS = [
  { iss: EHR, clientId: 'app', auth: 'public', frameAncestors: ['https://ehr.example.org'] },
  { iss: OTHER_EHR, clientId: 'app', auth: 'public', frameAncestors: ['https://other.example.org'] },
];

export interface Serving {
  /** As the browser sees it. */
  url: string;
  /** Where it listens, without a prefix. */
  origin: string;
  metricsUrl: string;
  config: ServeConfig;
  /** Lines of its log so far. */
  log: string[];
  running: RunningServer;
  /** Ends the server and removes its files. */
  stop(): Promise<boolean>;
}

export interface ServingOptions extends StartOptions {
  /** Settings over the ordinary ones. */
  settings?: Record<string, unknown>;
  prefix?: string;
  env?: NodeJS.ProcessEnv;
}

/** A server as `serve --config` starts it, on a free port, with its log at hand. */
export async function serving(options: ServingOptions = {}): Promise<Serving> {
  const { settings = {}, prefix = '', env = {}, ...start } = options;
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const files = scratch();
  const written = {
    publicUrl: origin + prefix,
    metrics: { port: 0 },
    store: './store',
    issuers: ISSUERS,
    ...settings,
  };
  // JSON is YAML.
  const file = files.write('mission-audit.yaml', JSON.stringify(written, null, 1));
  mkdirSync(`${dirname(file)}/store`);
  const config = loadServeConfig(file, env);
  const log: string[] = [];
  const logTo = { write: (line: string) => void log.push(line) };
  const running = await startServer(config, { server, logTo, ...start });
  const { host, port } = running.metricsAddress;
  return {
    url: config.publicUrl,
    origin,
    metricsUrl: `http://${host}:${port}/metrics`,
    config,
    log,
    running,
    stop: async () => {
      const clean = await running.close();
      files.remove();
      return clean;
    },
  };
}

export const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** One request, whose redirect is looked at and not followed. */
export async function ask(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The sources of one directive of an answer's policy. */
export function directive(headers: Headers, name: string): string | undefined {
  const policy = headers.get('content-security-policy') ?? '';
  const found = policy.split(';').find((one) => one.trim().startsWith(`${name} `));
  return found?.trim().slice(name.length + 1);
}
