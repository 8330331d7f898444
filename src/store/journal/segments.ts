import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../process.js';

/** What arrives live, by kind: a view of a chart, a concern, a CDS Hooks call, what was answered to its cards, clicks. */
export const JOURNAL_KINDS = ['view', 'concern', 'hook', 'feedback', 'click'] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

const OPEN = '.open.ndjson';
const CLOSED = '.ndjson';
/** Closed by somebody else, because its process had ended without doing so. */
const CUT = '.cut.ndjson';
const NAME = new RegExp(
  `^(${JOURNAL_KINDS.join('|')})-(\\d+)-([0-9a-f]{8})-(\\d+)-[0-9a-f]+(\\.open|\\.cut)?\\.ndjson$`,
);

const HOUR = 60 * 60_000;
/** An open segment this old is nobody's: its process would have closed it hours ago. */
const ABANDONED_MS = 24 * HOUR;

/** A segment larger than this is closed, and another begun. */
export const LARGEST_SEGMENT = 16 * 1024 * 1024;

/** Process numbers mean something on one host only; in containers even the first process of each is number 1. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Segments that this process writes to: one of its own number that is not here was left by an earlier process. */
const writing = new Set<string>();

export const journalFolder = (store: string): string => join(store, 'journal');

/** The path of a segment that this process begins now, at `since` (milliseconds since 1970). */
export function newSegment(folder: string, kind: JournalKind, since: number): string {
  const random = randomBytes(4).toString('hex');
  const path = join(folder, `${kind}-${since}-${HOST}-${process.pid}-${random}${OPEN}`);
  writing.add(path);
  return path;
}

/** Gives a segment of this process its closed name; another process may have been first. */
export function closeSegment(path: string): void {
  writing.delete(path);
  rename(path, CLOSED);
}

function rename(path: string, suffix: string): void {
  try {
    renameSync(path, path.replace(OPEN, suffix));
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
  /** Its process ended without closing it: what it still held in memory is not there. */
  cut: boolean;
}

/** Closes what dead processes left open. Returns how many that were. */
export function closeAbandoned(store: string): number {
  const folder = journalFolder(store);
  const left = namesIn(folder).filter((name) => {
    const [, , since, host, pid] = NAME.exec(name) ?? [];
    return (
      pid !== undefined &&
      name.endsWith(OPEN) &&
      isAbandoned(join(folder, name), { since: Number(since), host: host!, pid: Number(pid) })
    );
  });
  for (const name of left) rename(join(folder, name), CUT);
  return left.length;
}

/** Segments that nobody writes to any more; those that a dead process left open are closed first. */
export function closedSegments(store: string): ClosedSegment[] {
  closeAbandoned(store);
  const folder = journalFolder(store);
  return namesIn(folder).flatMap((name) => {
    const [, kind, , , , state] = NAME.exec(name) ?? [];
    return kind && state !== '.open'
      ? [{ kind: kind as JournalKind, path: join(folder, name), cut: state === '.cut' }]
      : [];
  });
}

/** The segments of a kind, open ones too, in the order of their time. */
export function segmentsOf(store: string, kind: JournalKind): string[] {
  const folder = journalFolder(store);
  return namesIn(folder)
    .filter((name) => NAME.exec(name)?.[1] === kind)
    .map((name) => join(folder, name));
}

/** The names that a segment has had or may have by now. */
export const namesOf = (path: string): string[] =>
  path.endsWith(OPEN) ? [path, path.replace(OPEN, CLOSED), path.replace(OPEN, CUT)] : [path];

/** None where there is no such folder, or something else in its place: who writes there is told. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Puts a folder's names on disk. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
