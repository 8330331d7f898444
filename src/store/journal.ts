import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileFault } from '../fault.js';
import { isAlive } from './process.js';

/** What arrives live, by kind: `view` and `concern`. */
export type JournalKind = 'view' | 'concern';

const OPEN = '.open.ndjson';

/**
 * One process's journal of a store: `journal/<kind>-<time>-<pid>-<random>.open.ndjson`, a JSON text a line. A segment is
 * closed (renamed to .ndjson) when the journal is; `collect` then reads it. Those of processes that died are closed too.
 */
export class Journal {
  private readonly segments = new Map<JournalKind, { path: string; file: number }>();

  constructor(private readonly store: string) {}

  /**
   * Appends a line; on disk when this returns where `durable`, since what was acknowledged must not be lost.
   * Throws Fault where it cannot be written.
   */
  append(kind: JournalKind, line: unknown, { durable }: { durable: boolean }): void {
    const path = join(this.store, 'journal');
    try {
      const { file } = this.segment(kind);
      writeSync(file, `${JSON.stringify(line)}\n`);
      if (durable) fsyncSync(file);
    } catch (error) {
      throw fileFault(error, path, 'writing to the journal');
    }
  }

  private segment(kind: JournalKind): { path: string; file: number } {
    const open = this.segments.get(kind);
    if (open) return open;
    const folder = join(this.store, 'journal');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(
      folder,
      `${kind}-${Date.now()}-${process.pid}-${randomBytes(4).toString('hex')}${OPEN}`,
    );
    const made = { path, file: openSync(path, 'ax', 0o600) };
    this.segments.set(kind, made);
    return made;
  }

  /** Closes its segments, so that they can be folded into the tables. */
  close(): void {
    for (const { path, file } of this.segments.values()) {
      fsyncSync(file);
      closeSync(file);
      renameSync(path, path.replace(OPEN, '.ndjson'));
    }
    this.segments.clear();
  }
}

/** Segments that nobody writes to any more; those that a dead process left open are closed first. */
export function closedSegments(store: string): { kind: JournalKind; path: string }[] {
  const folder = join(store, 'journal');
  if (!existsSync(folder)) return [];
  for (const name of readdirSync(folder)) {
    const pid = /^(?:view|concern)-\d+-(\d+)-[0-9a-f]+\.open\.ndjson$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid)))
      renameSync(join(folder, name), join(folder, name.replace(OPEN, '.ndjson')));
  }
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const kind = /^(view|concern)-\d+-\d+-[0-9a-f]+\.ndjson$/.exec(name)?.[1] as JournalKind | undefined;
      return kind ? [{ kind, path: join(folder, name) }] : [];
    });
}

/** The lines of all segments of a kind, open ones too. A last line that was cut short is left out. */
export function journalLines(store: string, kind: JournalKind): unknown[] {
  const folder = join(store, 'journal');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.ndjson'))
    .sort()
    .flatMap((name) => linesOf(join(folder, name)));
}

/** The lines of one segment. */
export function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line): unknown[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}
