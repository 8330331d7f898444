import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const main = join(root, 'dist', 'src', 'cli', 'main.js');

/** What was started and not yet ended. */
const running = new Set<ChildProcess>();

function kept(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends whatever still runs, when the benchmark ends otherwise than it should. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode);
    child.once('exit', resolve);
    if (signal) child.kill(signal);
  });
}

/** The one message that a script of this folder has for us. */
export async function told<T>(script: string, args: unknown[]): Promise<{ message: T; child: ChildProcess }> {
  const child = kept(fork(join(import.meta.dirname, script), args.map(String), { execArgv: [] }));
  const message = await new Promise<T>((resolve, reject) => {
    child.once('message', (value) => resolve(value as T));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return { message, child };
}

/** A server of this folder, and its port. */
export async function server(
  script: string,
  args: unknown[] = [],
): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const { message, child } = await told<{ port: number }>(script, args);
  return { port: message.port, stop: () => ended(child, 'SIGTERM') };
}

export interface GatewayProcess {
  port: number;
  store: string;
  /** MiB that it holds of the machine's memory. */
  memory(): number;
  /** A figure of /metrics. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

export interface GatewaySettings {
  clients: Record<string, unknown>[];
  upstreams: Record<string, unknown>[];
}

function port(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

/** Of what the app says, for when it ends badly. */
const WORDS = 10_000;

/** The app as it is built, by its command line, over an empty store in `folder`. */
export async function gateway(folder: string, cds: GatewaySettings): Promise<GatewayProcess> {
  const [listen, metrics] = [await port(), await port()];
  const store = join(folder, 'store');
  mkdirSync(store, { recursive: true });
  const config = join(folder, 'mission-audit.yaml');
  // JSON is YAML.
  const settings = {
    publicUrl: `http://127.0.0.1:${listen}`,
    listen: { host: '127.0.0.1', port: listen },
    metrics: { host: '127.0.0.1', port: metrics },
    store: './store',
    log: { level: 'error' },
    issuers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'bench', auth: 'public' }],
    cds,
  };
  writeFileSync(config, JSON.stringify(settings, null, 1));
  const app = kept(
    spawn(process.execPath, [main, 'serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  let words = '';
  app.stderr!.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-WORDS);
  });
  for (;;) {
    if (app.exitCode !== null) throw new Error(`the app ended with ${app.exitCode}: ${words}`);
    if ((await fetch(`http://127.0.0.1:${listen}/healthz`).catch(() => null))?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port: listen,
    store,
    memory: () => {
      const status = readFileSync(`/proc/${app.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    },
    metric: async (name) => {
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    },
    stop: async () => {
      const code = await ended(app, 'SIGTERM');
      if (code !== 0) throw new Error(`the app ended with ${code}: ${words}`);
    },
  };
}
