import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLI, ROOT, type World } from './world.js';

const CLIENT_ID = 'mission-audit-again';

const READY_MS = 120_000;

/** Runs before the app: its clock is ahead by what a file says. */
const CLOCK = `import { readFileSync } from 'node:fs';
const real = Date.now;
Date.now = () => real() + Number(readFileSync(process.env.CLOCK_AHEAD, 'utf8'));
`;

/** A second app process over the same store, which a test may restart, and whose clock it may put forward. */
export class OwnApp {
  readonly clientId = CLIENT_ID;
  private process!: ChildProcess;
  private readonly config: string;
  private readonly ahead: string;
  private readonly clock: string;

  private constructor(
    world: World,
    readonly url: string,
    metricsPort: number,
  ) {
    const at = (name: string) => join(world.clinicDir, name);
    [this.config, this.ahead, this.clock] = [at('again.yaml'), at('clock-ahead'), at('clock.mjs')];
    const { hostname, port } = new URL(url);
    const text = readFileSync(world.opened.config, 'utf8')
      .replace(/^publicUrl: .*$/m, `publicUrl: ${url}`)
      .replace(/^listen: .*$/m, `listen: {host: ${hostname}, port: ${port}}`)
      .replace(/^metrics: .*$/m, `metrics: {host: 127.0.0.1, port: ${metricsPort}}`)
      .replace(/clientId: .*$/m, `clientId: ${CLIENT_ID}`);
    writeFileSync(this.config, text);
    writeFileSync(this.clock, CLOCK);
    this.putForward(0);
  }

  static async start(world: World): Promise<OwnApp> {
    const app = new OwnApp(world, `http://127.0.0.1:${await freePort()}`, await freePort());
    world.opened.ehr.addClient({
      clientId: CLIENT_ID,
      name: 'Mission Audit again',
      auth: 'public',
      redirectUris: [`${app.url}/callback`],
      launchUrl: `${app.url}/launch`,
    });
    await app.run();
    return app;
  }

  /** So many minutes later than it is, for this app alone. */
  putForward(minutes: number): void {
    writeFileSync(this.ahead, String(minutes * 60_000));
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.run();
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    if (this.process.exitCode !== null || !this.process.kill('SIGTERM')) return;
    await ended;
  }

  private async run(): Promise<void> {
    const args = [
      '--import',
      pathToFileURL(this.clock).href,
      ...CLI.slice(1),
      'serve',
      '--config',
      this.config,
    ];
    this.process = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, CLOCK_AHEAD: this.ahead },
      stdio: 'ignore',
    });
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline) {
      if (this.process.exitCode !== null) throw new Error(`the app ended with ${this.process.exitCode}`);
      const ready = await fetch(`${this.url}/readyz`).catch(() => null);
      if (ready?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.process.kill();
    throw new Error('the app was not ready in two minutes');
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
