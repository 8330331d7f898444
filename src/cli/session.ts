import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, fileFault } from '../fault.js';
import { loadBenefitCodes } from '../feeds/benefit-codes.js';
import { loadMapping } from '../feeds/delimited/known.js';
import { type ImportOutcome, importPaths } from '../feeds/import.js';
import { type Folded, foldJournal } from '../feeds/journal/fold.js';
import { type AlertMap, loadAlerts } from '../store/config/alerts.js';
import { homeAlias, loadSite, type Site } from '../store/config/site.js';
import { loadTools, type ToolMap } from '../store/config/tools.js';
import { buildDerived, type Derived } from '../store/derived/build.js';
import { keptInputs } from '../store/derived/kept-months.js';
import { Engine, removeLeftovers, temporaryFolder } from '../store/engine.js';
import { sweep } from '../store/layout.js';
import type { CommonOptions } from './options.js';
import { progressBar } from './progress.js';

/** A command's store, engine and configuration; close() removes what was temporary. */
export class Session {
  imported: ImportOutcome | null = null;

  private constructor(
    readonly engine: Engine,
    readonly store: string,
    readonly site: Site,
    readonly tools: ToolMap,
    readonly alerts: AlertMap,
    private readonly temporary: string | null,
  ) {}

  /** Reads the configuration, all of it before any data: a fault there ends the command at once. */
  static async open(options: CommonOptions): Promise<Session> {
    removeLeftovers();
    const site = loadSite({ file: options.site, timeZone: options.timeZone });
    const tools = loadTools(options.tools);
    const alerts = loadAlerts(options.alerts);
    const temporary = options.store ? null : temporaryFolder('store');
    const store = options.store ?? join(temporary!, 'store');
    try {
      mkdirSync(store, { recursive: true, mode: 0o700 });
      sweep(store);
    } catch (error) {
      throw fileFault(error, store, 'opening the store');
    }
    return new Session(await Engine.open(), store, site, tools, alerts, temporary);
  }

  async read(paths: string[], options: CommonOptions): Promise<ImportOutcome> {
    if (
      options.server &&
      this.site.servers.length > 0 &&
      !this.site.servers.some(({ alias }) => alias === options.server)
    )
      throw new Fault(
        'bad-option',
        `--server "${options.server}" is not in site.yaml; there: ${this.site.servers.map(({ alias }) => alias).join(', ')}`,
      );
    const progress = progressBar('reading');
    this.imported = await importPaths(paths, {
      engine: this.engine,
      store: this.store,
      context: {
        server: options.server ?? homeAlias(this.site),
        servers: this.site.servers,
        timeZone: this.site.timeZone,
        feed: options.feed ?? null,
        strata: this.site.strata,
      },
      codes: loadBenefitCodes(),
      mapping: options.mapping ? loadMapping(options.mapping) : null,
      progress: progress.update,
    });
    progress.stop();
    if (this.imported.readable === 0)
      throw new Fault(
        'no-readable-input',
        `none of ${paths.map((path) => `"${path}"`).join(', ')} had a line that could be read${detail(this.imported)}`,
      );
    return this.imported;
  }

  /** Moves what arrived live, and is closed, from the journal into the tables. */
  async fold(): Promise<Folded> {
    const { engine, store, site } = this;
    return foldJournal({ engine, store, site, codes: loadBenefitCodes() });
  }

  async derive(options: CommonOptions): Promise<Derived> {
    return readingStore(this.store, () =>
      buildDerived({
        engine: this.engine,
        store: this.store,
        site: this.site,
        tools: this.tools,
        alerts: this.alerts,
        period: { from: options.from, to: options.to },
        ...(options.store ? { keep: { inputs: keptInputs(options) } } : {}),
      }),
    );
  }

  close(): void {
    this.engine.close();
    if (this.temporary) rmSync(this.temporary, { recursive: true, force: true });
  }
}

function detail({ notices, quarantined }: ImportOutcome): string {
  const lines = [
    ...(quarantined > 0 ? [`${quarantined} lines could not be read`] : []),
    ...notices.slice(0, 5),
  ];
  return lines.length > 0 ? `:\n  ${lines.join('\n  ')}` : '';
}

/** A Parquet file that DuckDB cannot read is told with its name. */
async function readingStore<T>(store: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const file = /(?:file|File) ['"]?([^'":\n]+\.parquet)/.exec(String(error))?.[1];
    if (!file) throw error;
    throw new Fault(
      'store-damaged',
      `"${file}" of the store "${store}" cannot be read: remove it and collect its feed again`,
      { cause: error },
    );
  }
}

/** Runs a command on a session and closes it, whatever happens. */
export async function withSession<T>(
  { paths, options }: { paths: string[]; options: CommonOptions },
  use: (session: Session) => Promise<T>,
): Promise<T> {
  if (options.from && options.to && options.from > options.to)
    throw new Fault('bad-period', `--from ${options.from} is after --to ${options.to}`);
  if (paths.length === 0 && !options.store)
    throw new Fault('bad-option', 'nothing to read: name files or folders, or a store with --store DIR');
  if (paths.length === 0 && !existsSync(options.store!))
    throw new Fault(
      'no-store',
      `there is no store at "${options.store}"; make one with: mission-audit collect <paths…> --store ${options.store}`,
    );
  const session = await Session.open(options);
  try {
    if (paths.length > 0) await session.read(paths, options);
    return await use(session);
  } finally {
    session.close();
  }
}
