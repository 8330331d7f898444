import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFINITIONS } from '../../store/derived/kept-months.js';
import { filesOf, sha } from '../../store/layout.js';
import { TABLES } from '../../store/tables.js';
import { FiguresReader } from './reader.js';
import type { RefreshJob } from './refresh.js';

export interface FiguresOptions extends Omit<RefreshJob, 'folder'> {
  log: (event: string, fields?: Record<string, unknown>) => void;
  /** How often the store is looked at for new files. */
  everyMs?: number;
}

/** A reader that was replaced is closed when the pages that use it have been made. */
const RETIRE_MS = 60_000;
const EVERY_MS = 15_000;

/**
 * The figures of a store that others write to: worked out by another process, so that no page waits for it, and read
 * from the folder that it leaves. While new ones are made the old ones serve.
 */
export class Figures {
  private reader: FiguresReader | null = null;
  private current = '';
  private failed = '';
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
    const key = keyOf(this.options);
    // What failed is not tried again until something has changed.
    if (key === this.current || key === this.failed) return;
    this.running = this.refresh(key).finally(() => {
      this.running = null;
    });
  }

  private async refresh(key: string): Promise<void> {
    const { log, everyMs: _, ...job } = this.options;
    const root = join(this.options.store, 'derived');
    const folder = join(root, `chart-${key}`);
    try {
      mkdirSync(root, { recursive: true, mode: 0o700 });
      if (!existsSync(join(folder, 'meta.json'))) await inChild({ ...job, folder });
      const reader = await FiguresReader.open(folder);
      this.retire();
      this.reader = reader;
      this.current = key;
      log('figures-ready', { encountersCounted: reader.result.coverage.encounters });
    } catch (error) {
      this.failed = key;
      log('figures-failed', { code: (error as { code?: string }).code ?? 'internal' });
    }
  }

  private retire(): void {
    const old = this.reader;
    if (!old) return;
    this.retired.add(old);
    setTimeout(() => {
      if (this.retired.delete(old)) old.close();
    }, RETIRE_MS).unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.settled();
    for (const reader of [...this.retired, ...(this.reader ? [this.reader] : [])]) reader.close();
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
  return sha(JSON.stringify([version, DEFINITIONS, files.sort(), texts])).slice(0, 32);
}

async function inChild(job: RefreshJob): Promise<void> {
  const written = import.meta.url.endsWith('.ts');
  const script = fileURLToPath(new URL(written ? './worker.ts' : './worker.js', import.meta.url));
  const child = fork(script, {
    execArgv: written ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = await new Promise<{ code?: string; error?: string }>((resolve) => {
    child.once('message', (message) => resolve(message as { code?: string; error?: string }));
    child.once('exit', () => resolve({ code: 'crashed', error: 'the process that makes the figures ended' }));
    child.on('error', (error) => resolve({ code: 'crashed', error: String(error) }));
    child.send(job, () => {});
  });
  if (answer.error) throw Object.assign(new Error(answer.error), { code: answer.code });
}
