import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { BEACON_FEED } from '../../store/beacon-feed.js';
import { homeAlias, type Site } from '../../store/config/site.js';
import type { Engine } from '../../store/engine.js';
import { numberedLines } from '../../store/journal/read.js';
import {
  type ClosedSegment,
  closedSegments,
  type JournalKind,
  syncFolder,
} from '../../store/journal/segments.js';
import { isSegmentEnd } from '../../store/journal/stream.js';
import { filesOf } from '../../store/layout.js';
import { OWN_FEED } from '../../store/own-feed.js';
import { type QuarantineEntry, StoreWriter } from '../../store/writer.js';
import type { BenefitCodes } from '../fhir/benefit.js';
import type { FeedRow } from '../rows.js';
import { clickRows } from './clicks.js';
import { foldConcerns } from './concerns.js';
import { feedbackRows } from './feedback.js';
import { HOOKS_FEED, hookRows } from './hooks.js';
import { partRepeated } from './repeated-cards.js';
import { viewRows } from './views.js';

export interface FoldOptions {
  engine: Engine;
  store: string;
  site: Site;
  codes: BenefitCodes;
}

export interface Folded {
  segments: number;
  /** Lines that became rows, by kind; of concerns the rows made or changed. */
  lines: Record<JournalKind, number>;
  unreadable: number;
  /** Segments that a crash cut short: what came in the last moment before it may be missing. */
  cut: number;
  /** Lines that the app could not write down, and said so. */
  dropped: number;
  /** Alerts whose card uuid another had before: what was answered to them is not known. */
  repeated: number;
}

/** The feed and the table of a kind's rows, and what reads them from a line. */
interface Reader {
  feed: string;
  table: string;
  rows: (value: unknown) => FeedRow[] | undefined;
}

/**
 * Moves closed segments of the journal into the tables. A segment goes only when its rows are on disk; cut short in
 * between, the next fold writes the same rows again, which are one (measures: "Version").
 */
export async function foldJournal(options: FoldOptions): Promise<Folded> {
  const { engine, store, site } = options;
  const segments = closedSegments(store);
  const folded: Folded = {
    segments: segments.length,
    lines: { view: 0, concern: 0, hook: 0, feedback: 0, click: 0 },
    unreadable: 0,
    cut: 0,
    dropped: 0,
    repeated: 0,
  };
  const readers = readersOf(options);
  const writer = new StoreWriter(engine, store);
  const tell = (
    segment: ClosedSegment,
    about: Pick<QuarantineEntry, 'line' | 'code' | 'why' | 'rows'> & { table?: string },
  ) => {
    const { feed, table } = readers[segment.kind];
    const file = `journal/${basename(segment.path)}`;
    writer.quarantine({ feed, server: homeAlias(site), table, file, ...about });
  };
  const unreadable = (segment: ClosedSegment, line: number, why: string) => {
    folded.unreadable += 1;
    tell(segment, { line, code: 'bad-json', why });
  };
  /** The lines of a segment; what it says of itself is told. */
  const linesIn = (segment: ClosedSegment) => {
    const lines = numberedLines(segment.path).flatMap(({ line, value }) => {
      if (typeof value === 'object' && value !== null) return [{ line, value }];
      unreadable(segment, line, 'the line was cut short');
      return [];
    });
    for (const { line, value } of lines) {
      if (!isSegmentEnd(value) || value.dropped === 0) continue;
      folded.dropped += value.dropped;
      const why = `${value.dropped} records before this could not be written: the disk was full or too slow`;
      tell(segment, { line, code: 'not-recorded', why, table: '', rows: value.dropped });
    }
    // Concerns and feedback were on disk before they were acknowledged: of these nothing can be missing.
    if (segment.cut && segment.kind === 'hook') {
      folded.cut += 1;
      const why = 'the app was killed: what it was asked in the tenth of a second before may be missing';
      tell(segment, { line: (lines.at(-1)?.line ?? 0) + 1, code: 'cut-short', why, table: '' });
    }
    return lines.filter(({ value }) => !isSegmentEnd(value));
  };

  const concerns = segments.filter(({ kind }) => kind === 'concern');
  if (concerns.length > 0) {
    const lines = concerns.flatMap((segment) => linesIn(segment).map(({ value }) => value));
    const { rows, keep } = foldConcerns(store, lines);
    const server = homeAlias(site);
    for (const row of rows)
      await writer.add('concern', { ...row, feed: OWN_FEED, source: `journal:${row.concern_id}`, server });
    await onDisk({ writer, store, tables: ['concern'] });
    keep();
    forget(concerns);
    folded.lines.concern = rows.length;
  }

  for (const segment of segments.filter(({ kind }) => kind !== 'concern')) {
    const { feed, rows: read } = readers[segment.kind];
    const rows = linesIn(segment).flatMap(({ line, value }) => {
      const found = read(value);
      if (!found) unreadable(segment, line, 'the line does not hold what its segment is for');
      else folded.lines[segment.kind] += 1;
      const source = `journal/${basename(segment.path)}:${line}`;
      return (found ?? []).map((row) => ({ ...row, values: { ...row.values, feed, source } }));
    });
    if (segment.kind === 'hook') folded.repeated += await partRepeated(engine, store, rows);
    for (const { table, values, version } of rows) await writer.add(table, { ...values, version });
    // One batch a segment: folded twice, its files have the same rows and so the same names.
    await onDisk({ writer, store, tables: [...new Set(rows.map(({ table }) => table))] });
    forget([segment]);
  }
  await writer.flush();
  return folded;
}

function readersOf(options: FoldOptions): Record<JournalKind, Reader> {
  const view = viewRows(options);
  const click = clickRows(options);
  const one = (table: string, values: FeedRow['values'] | undefined): FeedRow[] | undefined =>
    values && [{ table, values, version: String(values.version ?? '') }];
  return {
    concern: { feed: OWN_FEED, table: 'concern', rows: () => undefined },
    view: { feed: OWN_FEED, table: 'audit_event', rows: (value) => one('audit_event', view(value)) },
    click: { feed: BEACON_FEED, table: 'ui_interval', rows: (value) => one('ui_interval', click(value)) },
    hook: { feed: HOOKS_FEED, table: 'alert', rows: hookRows(options) },
    feedback: { feed: HOOKS_FEED, table: 'alert_answer', rows: feedbackRows },
  };
}

/** Writes what the writer holds, and waits until the disk has it: what it is made from is then removed. */
async function onDisk({ writer, store, tables }: { writer: StoreWriter; store: string; tables: string[] }) {
  const before = new Set(tables.flatMap((table) => filesOf(store, table).map(({ path }) => path)));
  await writer.flush();
  for (const { path } of tables.flatMap((table) => filesOf(store, table))) {
    if (before.has(path)) continue;
    const file = openSync(path, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    syncFolder(dirname(path));
  }
}

function forget(segments: ClosedSegment[]): void {
  for (const { path } of segments) rmSync(path, { force: true });
}
