import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { fileFault } from '../../fault.js';
import {
  closeSegment,
  type JournalKind,
  journalFolder,
  LARGEST_SEGMENT,
  newSegment,
  syncFolder,
} from './segments.js';

const HOUR = 60 * 60_000;

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
 * One process's journal of a store, for what comes seldom: `journal/<kind>-<time>-<host>-<pid>-<random>.open.ndjson`, a
 * JSON text a line. A segment is closed (renamed to .ndjson) after an hour and when the journal is; `collect` then folds
 * it into the tables. What comes often goes through a JournalStream, which never makes the process wait for the disk.
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
    const path = journalFolder(this.store);
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
    const folder = journalFolder(this.store);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const since = this.now();
    const path = newSegment(folder, kind, since);
    const made = { path, file: openSync(path, 'ax', 0o600), since, bytes: 0 };
    this.segments.set(kind, made);
    // A file is on disk only when its name is.
    syncFolder(folder);
    return made;
  }

  private closeOld(): void {
    for (const [kind, { since, bytes }] of this.segments)
      if (this.now() - since >= this.segmentMs || bytes >= LARGEST_SEGMENT) this.closeSegment(kind);
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
    try {
      fsyncSync(segment.file);
    } catch {
      // Durable lines were synced one by one.
    }
    closeSync(segment.file);
    closeSegment(segment.path);
  }

  /** Closes its segments, so that they can be folded into the tables. */
  close(): void {
    clearInterval(this.timer);
    for (const kind of [...this.segments.keys()]) this.closeSegment(kind);
  }
}
