import { rmSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, fileFault } from '../fault.js';
import type { Engine } from '../store/engine.js';
import { StoreWriter } from '../store/writer.js';
import { chooseMapping } from './delimited/choose.js';
import { shippedMappings } from './delimited/known.js';
import type { Mapping } from './delimited/mapping.js';
import { recordReader } from './delimited/read.js';
import { delimiterOf, headerCells, records } from './delimited/records.js';
import type { BenefitCodes } from './fhir/benefit.js';
import { FAST_FROM, tryFast } from './fhir/fast/fast.js';
import type { FastOutcome } from './fhir/fast/import-file.js';
import { tiedRows } from './fhir/fast/ties.js';
import { resourceReader } from './fhir/resource.js';
import { Malformed } from './fhir/shape.js';
import { layoutOf, readFhirFile, readNdjson, type Sink } from './input/fhir-file.js';
import { findFiles } from './input/files.js';
import { HEAD, headerLine, isLargeLog, isUtf16 } from './input/kind.js';
import { head, isGzipError, openBytes } from './input/open.js';
import { spoolStandardInput } from './input/stdin.js';
import type { FeedContext, FeedRow } from './rows.js';

/** Files from this size on are filed on their own, so that reading one again gives the same files of the store. */
const OWN_BATCH = 256 * 1024;

export interface ImportOptions {
  engine: Engine;
  store: string;
  context: FeedContext;
  codes: BenefitCodes;
  /** A mapping the person gave; it serves every file whose header it fits. */
  mapping: Mapping | null;
  /** Logs of this many bytes and more are read by DuckDB. */
  fastFrom?: number;
  progress?: (file: string, done: number, of: number) => void;
}

export interface ImportOutcome {
  files: number;
  /** Rows and resources read, whatever became of them. */
  readable: number;
  quarantined: number;
  /** What was not read at all, in the person's words. */
  notices: string[];
}

/** Reads files and folders into a store. What cannot be read is quarantined with file, line and reason. */
export async function importPaths(paths: string[], options: ImportOptions): Promise<ImportOutcome> {
  const found = findFiles(paths);
  const run = new Import(options);
  run.outcome.notices.push(...found.faults.map((fault) => fault.message));
  try {
    for (const [done, file] of found.files.entries()) {
      options.progress?.(file, done, found.files.length);
      await run.file(file);
    }
    await run.finish();
  } finally {
    run.close();
  }
  return run.outcome;
}

class Import {
  readonly outcome: ImportOutcome = { files: 0, readable: 0, quarantined: 0, notices: [] };
  private readonly writer: StoreWriter;
  private readonly shipped: Mapping[];
  private readonly fhir;
  /** Files that the fast path read, by the name that their rows' sources have. */
  private readonly fastFiles = new Map<string, string>();
  /** A log that another process reads, and what is left to do when it has. */
  private beside: Promise<() => Promise<void>> | null = null;
  private readonly spooled: string[] = [];

  constructor(private readonly options: ImportOptions) {
    this.writer = new StoreWriter(options.engine, options.store);
    this.shipped = shippedMappings();
    this.fhir = resourceReader(options.context, options.codes);
  }

  private get fhirFeed(): string {
    return this.options.context.feed ?? 'fhir';
  }

  async file(path: string): Promise<void> {
    if (path !== '-') return this.guarded(path, () => this.read(path, path));
    const file = await spoolStandardInput();
    this.spooled.push(file);
    return this.guarded(path, () => this.read(file, path));
  }

  /** A file that cannot be read costs itself only. */
  private async guarded(path: string, reading: () => Promise<void>): Promise<void> {
    try {
      await reading();
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (!isFileError(error)) throw error;
      const fault = fileFault(error, path, 'reading it');
      if (fault.code === 'disk-full') throw fault;
      this.outcome.notices.push(fault.message);
    }
  }

  async finish(): Promise<void> {
    await this.settle();
    await this.writer.flush();
    await this.breakTies();
    await this.writer.flush();
  }

  /** Removes what was kept of standard input: until then its rows may be read again. */
  close(): void {
    for (const file of this.spooled) rmSync(dirname(file), { recursive: true, force: true });
  }

  /** Rows that the fast path read without a content hash, where only that can say which is current, are read again. */
  private async breakTies(): Promise<void> {
    if (this.fastFiles.size === 0) return;
    for (const [name, rows] of await tiedRows(this.options.engine, this.options.store)) {
      const path = this.fastFiles.get(name);
      const sink = this.fhirSink(name);
      const { readable } = this.outcome;
      if (path !== undefined) await readNdjson(openBytes(path), sink, rows);
      this.outcome.readable = readable;
    }
  }

  private async read(path: string, name: string): Promise<void> {
    const before = statSync(path);
    if (before.size === 0) {
      this.outcome.notices.push(`"${name}" is empty`);
      return;
    }
    this.outcome.files += 1;
    const { store, context, fastFrom = FAST_FROM } = this.options;
    const filed = (reading: () => Promise<void>) => this.filed({ path, name, before }, reading);
    if (before.size < fastFrom || !(await isLargeLog(path))) return filed(() => this.readAny(path, name));
    await this.settle();
    const job = tryFast({ file: path, name, store, context });
    this.beside = job.then(
      (outcome) => () => this.guarded(path, () => filed(() => this.readRest({ path, name, outcome }))),
    );
    // It is awaited by settle(), perhaps after other files: until then a rejection is nobody's.
    this.beside.catch(() => {});
  }

  /** One log at a time is read in a process of its own, while this one goes on with the files after it. */
  private async settle(): Promise<void> {
    const { beside } = this;
    this.beside = null;
    if (beside) await (await beside)();
  }

  /** What the other process left: the rows that it took for odd, or all of them. */
  private async readRest({
    path,
    name,
    outcome,
  }: {
    path: string;
    name: string;
    outcome: FastOutcome | undefined;
  }) {
    const sink = this.fhirSink(name);
    if (!outcome) return readFhirFile(path, 'ndjson', sink);
    this.outcome.readable += outcome.rows - outcome.odd.length;
    this.fastFiles.set(name, path);
    if (outcome.odd.length > 0) await readNdjson(openBytes(path), sink, new Set(outcome.odd));
  }

  /** A truncated gzip gives the lines before its end; its end is quarantined. */
  private async filed(
    { path, name, before }: { path: string; name: string; before: Stats },
    reading: () => Promise<void>,
  ): Promise<void> {
    const own = before.size >= OWN_BATCH;
    if (own) await this.writer.flush();
    try {
      await reading();
    } catch (error) {
      if (!isGzipError(error)) throw error;
      this.bad({
        name,
        line: (error as { line?: number }).line ?? 0,
        code: 'bad-gzip',
        why: 'a damaged or truncated gzip file: the whole lines before the damage were read',
        table: '',
      });
    }
    if (own) await this.writer.flush();
    const after = statSync(path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      this.outcome.notices.push(
        `"${name}" changed while it was read: import it again when it is written whole`,
      );
  }

  private async readAny(path: string, name: string): Promise<void> {
    const start = await head(path, HEAD);
    const first = start
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()[0];
    if (isUtf16(start)) this.outcome.notices.push(`"${name}" was not read: it is UTF-16; save it as UTF-8`);
    else if (first === undefined && start.length < HEAD)
      this.outcome.notices.push(`"${name}" holds nothing but white space`);
    else if (first === undefined || first === '{' || first === '[')
      await readFhirFile(path, layoutOf(start), this.fhirSink(name));
    else await this.readDelimited(path, name, start);
  }

  private fhirSink(name: string): Sink {
    return {
      resource: async (resource, line, where) => {
        let rows: FeedRow[];
        try {
          rows = this.fhir(resource);
        } catch (error) {
          if (!(error instanceof Malformed)) throw error;
          const table = resource.resourceType === 'AuditEvent' ? 'audit_event' : '';
          this.bad({ name, line, code: error.code, why: error.message + where, table });
          return;
        }
        this.outcome.readable += 1;
        await this.add(rows, { name, line, feed: this.fhirFeed });
      },
      bad: (line, code, why) => this.bad({ name, line, code, why, table: '' }),
    };
  }

  private async readDelimited(path: string, name: string, start: Buffer): Promise<void> {
    const line = headerLine(start);
    const delimiter = delimiterOf(line);
    const header = headerCells(line, delimiter);
    const choice = chooseMapping(
      { name, header, delimiter },
      { given: this.options.mapping, shipped: this.shipped },
    );
    if ('why' in choice) {
      this.outcome.notices.push(`"${name}" was not read: ${choice.why}`);
      return;
    }
    const { mapping } = choice;
    const reader = recordReader(header, mapping, this.options.context);
    const table = mapping.rows[0]!.table;
    const bad = (fault: { line: number; code: string; why: string }) =>
      this.bad({ name, ...fault, table, ...named(undefined) });
    // A record's own `feed` comes before --feed, and that before the mapping's.
    const named = (feed: string | undefined) => ({ feed: feed ?? this.options.context.feed ?? mapping.feed });
    for await (const record of records(path, {
      delimiter,
      quotes: mapping.quotes ?? true,
      width: header.length,
      bad,
    })) {
      let rows: FeedRow[];
      try {
        rows = reader.rows(record.cells);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        const feed = reader.feed(record.cells);
        this.bad({ name, line: record.line, code: error.code, why: error.message, table, ...named(feed) });
        continue;
      }
      this.outcome.readable += 1;
      await this.add(rows, { name, line: record.line, ...named(reader.feed(record.cells)) });
    }
  }

  private async add(
    rows: FeedRow[],
    { name, line, feed }: { name: string; line: number; feed: string },
  ): Promise<void> {
    const common = {
      feed,
      source: `${name}:${line}`,
      server: this.options.context.server,
    };
    for (const { table, values, version } of rows)
      await this.writer.add(table, { ...values, ...common, version });
  }

  private bad({
    name,
    feed = this.fhirFeed,
    ...fault
  }: {
    name: string;
    line: number;
    code: string;
    why: string;
    table: string;
    feed?: string;
  }): void {
    this.outcome.quarantined += 1;
    const { context } = this.options;
    this.writer.quarantine({ ...fault, file: name, feed, server: context.server });
  }
}

function isFileError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).code === 'string';
}
