import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileFault } from '../fault.js';
import { finish, unfinished } from './layout.js';
import { isAlive } from './process.js';

/** What arrives live, by kind: `view` and `concern`. */
export type JournalKind = 'view' | 'concern';

const OPEN = '.open.ndjson';
const CLOSED = '.ndjson';
const NAME = /^(view|concern)-(\d+)-([0-9a-f]{8})-(\d+)-[0-9a-f]+(?:\.open)?\.ndjson$/;

const HOUR = 60 * 60_000;
/** An open segment this old is nobody's: its process would have closed it hours ago. */
const ABANDONED_MS = 24 * HOUR;
const LARGEST = 16 * 1024 * 1024;

/** Process numbers mean something on one host only; in containers even the first process of each is number 1. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Segments that this process writes to: one of its own number that is not here was left by an earlier process. */
const writing = new Set<string>();

interface Segment {
  path: string;
  file: number;
  /** Milliseconds since 1970. */
  since: number;
  bytes: number;
}

export interface JournalOptions {
  /** How long one segment is written to. */
  segmentMs?: number;
  now?: () => number;
}

/**
 * One process's journal of a store: `journal/<kind>-<time>-<host>-<pid>-<random>.open.ndjson`, a JSON text a line. A
 * segment is closed (renamed to .ndjson) after an hour and when the journal is; `collect` then folds it into the tables.
 */
export class Journal {
  private readonly segments = new Map<JournalKind, Segment>();
  private readonly timer: NodeJS.Timeout;
  private readonly segmentMs: number;
  private readonly now: () => number;

  constructor(
    private readonly store: string,
    { segmentMs = HOUR, now = Date.now }: JournalOptions = {},
  ) {
    this.segmentMs = segmentMs;
    this.now = now;
    // Also where nothing more is written: what is in an open segment would never be folded.
    this.timer = setInterval(() => this.closeOld(), Math.max(1000, segmentMs / 4));
    this.timer.unref();
  }

  /**
   * Appends a line; on disk when this returns where `durable`, since what was acknowledged must not be lost.
   * Throws Fault where it cannot be written: then nothing of the line is left.
   */
  append(kind: JournalKind, line: unknown, { durable }: { durable: boolean }): void {
    const path = join(this.store, 'journal');
    try {
      this.closeOld();
      const segment = this.segment(kind);
      const text = Buffer.from(`${JSON.stringify(line)}\n`);
      // A full disk takes a part and says so only the next time.
      for (let done = 0; done < text.length; ) done += writeSync(segment.file, text, done);
      if (durable) fsyncSync(segment.file);
      segment.bytes += text.length;
    } catch (error) {
      this.giveUp(kind);
      throw fileFault(error, path, 'writing to the journal');
    }
  }

  private segment(kind: JournalKind): Segment {
    const open = this.segments.get(kind);
    // One that was moved or removed under us takes lines that nobody will ever read.
    if (open && existsSync(open.path) && fstatSync(open.file).nlink > 0) return open;
    if (open) this.giveUp(kind);
    const folder = join(this.store, 'journal');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const since = this.now();
    const random = randomBytes(4).toString('hex');
    const path = join(folder, `${kind}-${since}-${HOST}-${process.pid}-${random}${OPEN}`);
    const made = { path, file: openSync(path, 'ax', 0o600), since, bytes: 0 };
    writing.add(path);
    this.segments.set(kind, made);
    // A file is on disk only when its name is.
    syncFolder(folder);
    return made;
  }

  private closeOld(): void {
    for (const [kind, { since, bytes }] of this.segments)
      if (this.now() - since >= this.segmentMs || bytes >= LARGEST) this.closeSegment(kind);
  }

  /** After a failure: the segment keeps its whole lines, and the next line begins another. */
  private giveUp(kind: JournalKind): void {
    const segment = this.segments.get(kind);
    if (!segment) return;
    try {
      ftruncateSync(segment.file, segment.bytes);
    } catch {
      // A line cut short at the end is left out by who reads.
    }
    this.closeSegment(kind);
  }

  private closeSegment(kind: JournalKind): void {
    const segment = this.segments.get(kind);
    if (!segment) return;
    this.segments.delete(kind);
    writing.delete(segment.path);
    try {
      fsyncSync(segment.file);
    } catch {
      // Durable lines were synced one by one.
    }
    closeSync(segment.file);
    closed(segment.path);
  }

  /** Closes its segments, so that they can be folded into the tables. */
  close(): void {
    clearInterval(this.timer);
    for (const kind of [...this.segments.keys()]) this.closeSegment(kind);
  }
}

/** Gives an open segment its closed name; another process may have been first. */
function closed(path: string): void {
  try {
    renameSync(path, path.replace(OPEN, CLOSED));
  } catch {
    // Gone with its folder, or closed by another: what it holds is where it is.
  }
}

/** Whether the process that wrote an open segment is gone. */
function isAbandoned(path: string, { since, host, pid }: { since: number; host: string; pid: number }) {
  if (writing.has(path)) return false;
  if (Date.now() - since > ABANDONED_MS) return true;
  return host === HOST && (pid === process.pid || !isAlive(pid));
}

export interface ClosedSegment {
  kind: JournalKind;
  path: string;
}

/** Segments that nobody writes to any more; those that a dead process left open are closed first. */
export function closedSegments(store: string): ClosedSegment[] {
  const folder = join(store, 'journal');
  for (const name of namesIn(folder)) {
    const [, , since, host, pid] = NAME.exec(name) ?? [];
    const path = join(folder, name);
    if (
      pid &&
      name.endsWith(OPEN) &&
      isAbandoned(path, { since: Number(since), host: host!, pid: Number(pid) })
    )
      closed(path);
  }
  return namesIn(folder).flatMap((name) => {
    const kind = NAME.exec(name)?.[1] as JournalKind | undefined;
    return kind && !name.endsWith(OPEN) ? [{ kind, path: join(folder, name) }] : [];
  });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The lines of all segments of a kind, open ones too. A last line that was cut short is left out. */
export function journalLines(store: string, kind: JournalKind): unknown[] {
  const folder = join(store, 'journal');
  return namesIn(folder)
    .filter((name) => NAME.exec(name)?.[1] === kind)
    .flatMap((name) => linesOf(join(folder, name)));
}

/** The lines of one segment; none where it has been closed or folded meanwhile. */
export function linesOf(path: string): unknown[] {
  return numberedLines(path).flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The lines of one segment with their numbers from 1; without `value` where a line is no JSON. */
export function numberedLines(path: string): { line: number; value?: unknown }[] {
  return textOf(path)
    .split('\n')
    .flatMap((text, index) => {
      if (text === '') return [];
      try {
        return [{ line: index + 1, value: JSON.parse(text) as unknown }];
      } catch {
        return [{ line: index + 1 }];
      }
    });
}

function textOf(path: string): string {
  for (const name of path.endsWith(OPEN) ? [path, path.replace(OPEN, CLOSED)] : [path]) {
    try {
      return readFileSync(name, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return '';
}

/**
 * `journal/concerns.ndjson`: the lines of concern segments that were folded, so that the page still shows answers, and
 * to whom: the table `concern` has neither. Written before a segment goes, so whoever reads it after the segments
 * misses nothing.
 */
export function keptConcerns(store: string): unknown[] {
  return linesOf(keptPath(store));
}

export function keepConcerns(store: string, lines: unknown[]): void {
  const path = keptPath(store);
  const temporary = unfinished(path);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let done = 0; done < text.length; ) done += writeSync(file, text, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  finish(temporary, path);
  syncFolder(dirname(path));
}

const keptPath = (store: string) => join(store, 'journal', 'concerns.ndjson');

/** Puts a folder's names on disk. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
