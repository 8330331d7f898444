import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { ROOT } from '../../docs/support/markdown.js';
import { scratch } from '../../rules/support/files.js';
import { ISSUERS } from '../../server/support/serving.js';
import { closed, listening, type TestClient } from './client.js';
import { pause } from './gateway.js';

export interface ChildApp {
  url: string;
  metricsUrl: string;
  child: ChildProcess;
  /** Its log so far. */
  log(): string;
  /** Without a chance to write anything. */
  kill(): Promise<void>;
  /** With SIGTERM; its exit code. */
  end(): Promise<number | null>;
}

export interface ChildOptions {
  client: TestClient;
  upstreams: Record<string, unknown>[];
  store: string;
  settings?: Record<string, unknown>;
  /** A shell script that ends in `exec "$@"`, run in a mount name space of its own. */
  around?: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listening(server));
  await closed(server);
  return Number(port);
}

/** The app in a process of its own, as `serve --config` starts it. */
export async function childApp({
  client,
  upstreams,
  store,
  settings,
  around,
}: ChildOptions): Promise<ChildApp> {
  const files = scratch();
  const [port, metrics] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const written = {
    publicUrl: url,
    listen: { port },
    metrics: { port: metrics },
    store,
    issuers: ISSUERS,
    cds: { clients: [{ iss: client.iss, jwks: client.jwks }], upstreams },
    ...settings,
  };
  const config = files.write('mission-audit.yaml', JSON.stringify(written, null, 1));
  const main = join(ROOT, 'src', 'cli', 'main.ts');
  const command = [process.execPath, '--import', 'tsx', main, 'serve', '--config', config];
  const [program, ...words] = around ? ['unshare', '-rm', 'bash', '-c', around, 'bash', ...command] : command;
  const child = spawn(program!, words, { cwd: ROOT, env: { ...process.env, STORE: store } });
  let [log, told] = ['', ''];
  child.stdout.on('data', (part) => {
    log += part;
  });
  child.stderr.on('data', (part) => {
    told += part;
  });
  let over = false;
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (status) => {
      over = true;
      files.remove();
      resolve(status);
    }),
  );
  while (!told.includes('framed by')) {
    if (over) throw new Error(`the app ended:\n${told}${log}`);
    await pause(20);
  }
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    child,
    log: () => log,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
