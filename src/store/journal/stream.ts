import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault, fileFault } from '../../fault.js';
import { closeSegment, type JournalKind, journalFolder, LARGEST_SEGMENT, newSegment } from './segments.js';

export interface StreamOptions {
  /** How long one segment is written to. */
  segmentMs?: number;
  /** How long a line may wait for others before it goes to the file. */
  flushMs?: number;
  /** Bytes that may wait in memory; what comes beyond them is dropped and counted. */
  mostBytes?: number;
  now?: () => number;
  /** Told once when writing begins to fail, and when lines are given up at the end. */
  onFault?: (fault: Fault, dropped: number) => void;
}

/** The last line of a segment that was closed in good order. */
export interface SegmentEnd {
  end: true;
  /** Lines that this process could not write since the segment before. */
  dropped: number;
}

export const isSegmentEnd = (value: unknown): value is SegmentEnd =>
  typeof value === 'object' && value !== null && (value as { end?: unknown }).end === true;

interface Waiting {
  text: string;
  bytes: number;
  /** Only of lines that somebody waits for. */
  settle?: { kept: () => void; lost: (fault: Fault) => void };
}

interface Segment {
  path: string;
  file: FileHandle;
  since: number;
  bytes: number;
}

const SEGMENT_MS = 60_000;
const FLUSH_MS = 5;
const MOST_BYTES = 64 * 1024 * 1024;
const RETRY_MS = 250;

/**
 * One process's journal of one kind, for what comes often: written by other threads, so that a slow or full disk never
 * holds up an answer. A crash of the process loses what came in the last `flushMs`, and the segment it leaves says so.
 */
export class JournalStream {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  /** Lines of the write that is under way: not on disk yet. */
  private underway = 0;
  private segment: Segment | undefined;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly ticking: NodeJS.Timeout;
  private closing: Promise<void> = Promise.resolve();
  private closed = false;
  private droppedSinceEnd = 0;
  private readonly options: Required<StreamOptions>;
  /** For operators, since this process began. */
  readonly counts = { written: 0, dropped: 0 };

  constructor(
    private readonly store: string,
    private readonly kind: JournalKind,
    options: StreamOptions = {},
  ) {
    this.options = {
      segmentMs: SEGMENT_MS,
      flushMs: FLUSH_MS,
      mostBytes: MOST_BYTES,
      now: Date.now,
      onFault: () => {},
      ...options,
    };
    // Also where nothing more comes: what is in an open segment would never be folded.
    this.ticking = setInterval(() => this.flush(), Math.max(200, this.options.segmentMs / 4));
    this.ticking.unref();
  }

  /** Lines that wait for the disk, those of a write that may yet fail among them. */
  get queued(): number {
    return this.waiting.length + this.underway;
  }

  /** Takes a line to be written within `flushMs`. False where it was dropped: the queue is full, or closed. */
  push(line: unknown): boolean {
    return this.take({ text: `${JSON.stringify(line)}\n` });
  }

  /** Resolves when the line is on disk; rejects with a Fault where it cannot be written: then it is not kept. */
  durable(line: unknown): Promise<void> {
    return new Promise((kept, lost) => {
      if (!this.take({ text: `${JSON.stringify(line)}\n`, settle: { kept, lost } })) lost(this.full());
    });
  }

  private take({ text, settle }: Pick<Waiting, 'text' | 'settle'>): boolean {
    const bytes = Buffer.byteLength(text);
    if (this.closed || this.waitingBytes + bytes > this.options.mostBytes) {
      this.drop(1);
      return false;
    }
    this.waiting.push({ text, bytes, ...(settle ? { settle } : {}) });
    this.waitingBytes += bytes;
    // Whoever waits should not wait for others too.
    if (settle) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.options.flushMs);
    return true;
  }

  private drop(lines: number): void {
    this.counts.dropped += lines;
    this.droppedSinceEnd += lines;
  }

  private full(): Fault {
    return new Fault(
      'disk-full',
      `the journal of "${this.store}" cannot be written fast enough, and the queue before it is full`,
    );
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      if (this.waiting.length > 0 && !this.timer)
        this.timer = setTimeout(() => this.flush(), this.retrying ? RETRY_MS : 0);
    });
  }

  /** Whether the last write failed. */
  private retrying = false;

  private async write(): Promise<void> {
    const batch = this.waiting;
    try {
      if (batch.length === 0) return await this.closeOld();
      this.waiting = [];
      this.underway = batch.length;
      const segment = await this.opened();
      const text = batch.map((line) => line.text).join('');
      const [isInPlace] = await Promise.all([isThere(segment.path), writeAll(segment, text)]);
      if (!isInPlace) {
        // Moved or removed under us: it takes lines that nobody will ever read.
        await this.giveUp();
        this.underway = 0;
        this.waiting = [...batch, ...this.waiting];
        return;
      }
      // What nobody waits for need not be on disk when the machine goes down.
      if (batch.some(({ settle }) => settle)) {
        if (segment.bytes === 0) await syncNames(segment.path);
        await segment.file.datasync();
      }
      const written = batch.reduce((sum, { bytes }) => sum + bytes, 0);
      segment.bytes += written;
      this.waitingBytes -= written;
      this.underway = 0;
      this.counts.written += batch.length;
      this.retrying = false;
      for (const { settle } of batch) settle?.kept();
      await this.closeOld();
    } catch (error) {
      const fault = fileFault(error, journalFolder(this.store), 'writing to the journal');
      if (!this.retrying) this.options.onFault(fault, 0);
      this.retrying = true;
      await this.giveUp();
      // What was written before its segment could not be closed is kept, and not written again.
      if (this.underway > 0) this.refuse(batch, fault);
      this.underway = 0;
    }
  }

  /** Whoever waits is told; what nobody waits for is tried again, before what came meanwhile. */
  private refuse(batch: Waiting[], fault: Fault): void {
    const again = batch.filter(({ settle }) => !settle);
    for (const { settle, bytes } of batch) {
      if (!settle) continue;
      this.waitingBytes -= bytes;
      settle.lost(fault);
    }
    this.waiting = [...again, ...this.waiting];
  }

  private async opened(): Promise<Segment> {
    if (this.segment) return this.segment;
    const folder = journalFolder(this.store);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const since = this.options.now();
    const path = newSegment(folder, this.kind, since);
    const file = await open(path, 'ax', 0o600);
    this.segment = { path, file, since, bytes: 0 };
    return this.segment;
  }

  private async closeOld(): Promise<void> {
    const { segment } = this;
    if (!segment) return;
    if (this.options.now() - segment.since >= this.options.segmentMs || segment.bytes >= LARGEST_SEGMENT)
      await this.closeSegment();
  }

  private async closeSegment(): Promise<void> {
    const { segment } = this;
    if (!segment) return;
    const end: SegmentEnd = { end: true, dropped: this.droppedSinceEnd };
    await writeAll(segment, `${JSON.stringify(end)}\n`);
    this.droppedSinceEnd -= end.dropped;
    this.segment = undefined;
    // What comes next goes to another and need not wait for this one.
    this.closing = finished(segment);
  }

  /** After a failure: the segment keeps its whole lines, and the next line begins another. */
  private async giveUp(): Promise<void> {
    const { segment } = this;
    this.segment = undefined;
    if (!segment) return;
    // A line cut short at the end is left out by who reads.
    await segment.file.truncate(segment.bytes).catch(() => {});
    await segment.file.close().catch(() => {});
    closeSegment(segment.path);
  }

  /** Writes what waits and closes the segment, so that it can be folded. What cannot be written is dropped. */
  async close(): Promise<void> {
    if (this.closed) return;
    clearInterval(this.ticking);
    await this.writing;
    this.flush();
    await this.writing;
    this.closed = true;
    clearTimeout(this.timer);
    this.drop(this.waiting.length);
    this.refuse(this.waiting, this.full());
    this.waiting = [];
    await this.closeSegment().catch(() => this.giveUp());
    await this.closing;
    if (this.droppedSinceEnd > 0) this.options.onFault(this.full(), this.droppedSinceEnd);
  }
}

/** A file is on disk only when its name is. */
async function syncNames(path: string): Promise<void> {
  const names = await open(dirname(path), 'r');
  await names.sync().finally(() => names.close());
}

/** From where the segment ends: a full disk takes a part and says so only the next time. */
async function writeAll({ file }: Segment, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
}

/** On disk, and named so that it can be folded. Should the disk fail now, its lines are there without their end. */
async function finished({ file, path }: Segment): Promise<void> {
  await file.datasync().catch(() => {});
  await file.close().catch(() => {});
  closeSegment(path);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
