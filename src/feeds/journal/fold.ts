import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { homeAlias, type Site } from '../../store/config/site.js';
import type { Engine } from '../../store/engine.js';
import { type ClosedSegment, closedSegments, numberedLines, syncFolder } from '../../store/journal.js';
import { filesOf } from '../../store/layout.js';
import { OWN_FEED } from '../../store/own-feed.js';
import { StoreWriter } from '../../store/writer.js';
import type { BenefitCodes } from '../fhir/benefit.js';
import { foldConcerns } from './concerns.js';
import { viewRows } from './views.js';

export interface FoldOptions {
  engine: Engine;
  store: string;
  site: Site;
  codes: BenefitCodes;
}

export interface Folded {
  segments: number;
  concerns: number;
  views: number;
  unreadable: number;
}

/**
 * Moves closed segments of the journal into the tables. A segment goes only when its rows are on disk; cut short in
 * between, the next fold writes the same rows again, which are one (measures: "Version").
 */
export async function foldJournal(options: FoldOptions): Promise<Folded> {
  const { engine, store, site } = options;
  const segments = closedSegments(store);
  const folded: Folded = { segments: segments.length, concerns: 0, views: 0, unreadable: 0 };
  const server = homeAlias(site);
  const writer = new StoreWriter(engine, store);
  const unreadable = (segment: ClosedSegment, line: number, why: string) => {
    folded.unreadable += 1;
    const table = segment.kind === 'view' ? 'audit_event' : 'concern';
    const file = `journal/${basename(segment.path)}`;
    writer.quarantine({ feed: OWN_FEED, server, table, file, line, code: 'bad-json', why });
  };
  const linesIn = (segment: ClosedSegment) =>
    numberedLines(segment.path).flatMap(({ line, value }) => {
      if (typeof value === 'object' && value !== null) return [{ line, value }];
      unreadable(segment, line, 'the line was cut short');
      return [];
    });

  const concerns = segments.filter(({ kind }) => kind === 'concern');
  if (concerns.length > 0) {
    const lines = concerns.flatMap((segment) => linesIn(segment).map(({ value }) => value));
    const { rows, keep } = foldConcerns(store, lines);
    for (const row of rows)
      await writer.add('concern', {
        ...row,
        feed: OWN_FEED,
        source: `journal:${row.concern_id}`,
        server,
      });
    await onDisk({ writer, store, table: 'concern' });
    keep();
    forget(concerns);
    folded.concerns = rows.length;
  }

  const read = viewRows(options);
  for (const segment of segments.filter(({ kind }) => kind === 'view')) {
    for (const { line, value } of linesIn(segment)) {
      const row = read(value);
      if (!row) {
        unreadable(segment, line, 'the line holds no AuditEvent that can be read');
        continue;
      }
      const source = `journal/${basename(segment.path)}:${line}`;
      await writer.add('audit_event', { ...row, feed: OWN_FEED, source });
      folded.views += 1;
    }
    // One batch a segment: folded twice, its file has the same rows and so the same name.
    await onDisk({ writer, store, table: 'audit_event' });
    forget([segment]);
  }
  return folded;
}

/** Writes what the writer holds, and waits until the disk has it: what it is made from is then removed. */
async function onDisk({ writer, store, table }: { writer: StoreWriter; store: string; table: string }) {
  const before = new Set(filesOf(store, table).map(({ path }) => path));
  await writer.flush();
  for (const { path } of filesOf(store, table)) {
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
