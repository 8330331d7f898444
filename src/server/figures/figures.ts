import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFINITIONS } from '../../store/derived/kept-months.js';
import { filesOf, sha } from '../../store/layout.js';
import { TABLES } from '../../store/tables.js';
import { FIGURES } from './meta.js';
import { FiguresReader } from './reader.js';
import { type RefreshJob, temporaryOf } from './refresh.js';

export interface FiguresOptions extends Omit<RefreshJob, 'folder'> {
  log: (event: string, fields?: Record<string, unknown>) => void;
  /** How often the store is looked at for new files. */
  everyMs?: number | undefined;
  /** When what failed is tried again though nothing has changed: a full disk or memory may have been the reason. */
  retryMs?: number;
}

/** Stands for the key of a store that could not be looked at. */
const UNREADABLE = 'unreadable';

/** A reader that was replaced is closed when the pages that use it have been made. */
const RETIRE_MS = 60_000;
const EVERY_MS = 15_000;
const RETRY_MS = 10 * 60_000;

/**
 * The figures of a store that others write to: worked out by another process, so that no page waits for it, and read
 * from the folder that it leaves. While new ones are made the old ones serve.
 */
export class Figures {
  private reader: FiguresReader | null = null;
  private current = '';
  private failed = '';
  private failedAt = 0;
  private child: ChildProcess | null = null;
  private running: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;
  private closed = false;
  private readonly retired = new Set<FiguresReader>();

  private constructor(private readonly options: FiguresOptions) {
    this.timer = setInterval(() => this.look(), options.everyMs ?? EVERY_MS);
    this.timer.unref();
  }

  /** Starts at once; what is kept from before serves until newer figures are there. */
  static open(options: FiguresOptions): Figures {
    const figures = new Figures(options);
    figures.look();
    return figures;
  }

  /** Null until the first figures are there. */
  get now(): FiguresReader | null {
    return this.reader;
  }

  /** Whether the store was looked at: its figures are there, or it is known that there are none to be had. */
  get looked(): boolean {
    return this.reader !== null || this.failed !== '';
  }

  /** The refresh under way, if any. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private look(): void {
    if (this.closed || this.running) return;
    let key: string;
    try {
      key = keyOf(this.options);
    } catch (error) {
      // A file of the configuration or a folder of the store is gone, perhaps for a moment: what is there serves on.
      this.fail('', error);
      return;
    }
    if (key === this.current) {
      // Back to what the figures are made from: the next fault is a new one.
      this.failed = '';
      return;
    }
    const { retryMs = RETRY_MS } = this.options;
    if (key === this.failed && Date.now() - this.failedAt < retryMs) return;
    this.running = this.refresh(key).finally(() => {
      this.running = null;
    });
  }

  private fail(key: string, error: unknown): void {
    const known = this.failed === (key || UNREADABLE);
    this.failed = key || UNREADABLE;
    this.failedAt = Date.now();
    if (!known && !this.closed)
      this.options.log('figures-failed', { code: (error as { code?: string }).code ?? 'internal' });
  }

  private async refresh(key: string): Promise<void> {
    const { log, everyMs: _, retryMs: __, ...job } = this.options;
    const root = join(this.options.store, 'derived');
    const folder = join(root, `chart-${key}`);
    try {
      mkdirSync(root, { recursive: true, mode: 0o700 });
      const reader = (await this.kept(folder)) ?? (await this.made({ ...job, folder }));
      this.retire();
      this.reader = reader;
      this.current = key;
      this.failed = '';
      log('figures-ready', { encountersCounted: reader.result.coverage.encounters });
    } catch (error) {
      this.fail(key, error);
    }
  }

  /** What an earlier process left; null where there is nothing, or it cannot be read (a crash of the machine). */
  private async kept(folder: string): Promise<FiguresReader | null> {
    if (!existsSync(join(folder, 'meta.json'))) return null;
    try {
      const reader = await FiguresReader.open(folder);
      // In use again: not the one to be forgotten next.
      utimesSync(folder, new Date(), new Date());
      return reader;
    } catch {
      rmSync(folder, { recursive: true, force: true });
      return null;
    }
  }

  private async made(job: RefreshJob): Promise<FiguresReader> {
    this.child = start();
    try {
      await answerOf(this.child, job);
    } finally {
      if (this.child.pid) rmSync(temporaryOf(job.folder, this.child.pid), { recursive: true, force: true });
      this.child = null;
    }
    return FiguresReader.open(job.folder);
  }

  private retire(): void {
    const old = this.reader;
    if (!old) return;
    this.retired.add(old);
    setTimeout(() => {
      if (this.retired.delete(old)) void old.close();
    }, RETIRE_MS).unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    // Months that are whole are kept; nobody waits for the rest.
    this.child?.kill('SIGKILL');
    await this.settled();
    for (const reader of [...this.retired, ...(this.reader ? [this.reader] : [])]) await reader.close();
    this.retired.clear();
    this.reader = null;
  }
}

/** A hash of all that the figures rest on: the store's files, the configuration, the version of the definitions. */
function keyOf({ store, rules, site, tools, alerts, waivers, version }: FiguresOptions): string {
  const files = [...TABLES.keys()].flatMap((table) =>
    filesOf(store, table).map(({ name }) => `${table} ${name}`),
  );
  const texts = [rules, site, tools, alerts, waivers].map((file) => (file ? readFileSync(file, 'utf8') : ''));
  return sha(JSON.stringify([version, DEFINITIONS, FIGURES, files.sort(), texts])).slice(0, 32);
}

function start(): ChildProcess {
  const written = import.meta.url.endsWith('.ts');
  const script = fileURLToPath(new URL(written ? './worker.ts' : './worker.js', import.meta.url));
  return fork(script, {
    execArgv: written ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function answerOf(child: ChildProcess, job: RefreshJob): Promise<void> {
  const answer = await new Promise<{ code?: string; error?: string }>((resolve) => {
    child.once('message', (message) => resolve(message as { code?: string; error?: string }));
    child.once('exit', () => resolve({ code: 'crashed', error: 'the process that makes the figures ended' }));
    child.on('error', (error) => resolve({ code: 'crashed', error: String(error) }));
    child.send(job, () => {});
  });
  if (answer.error) throw Object.assign(new Error(answer.error), { code: answer.code });
}
