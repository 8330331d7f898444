import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finish, unfinished } from '../layout.js';
import { linesOf } from './read.js';
import { journalFolder, syncFolder } from './segments.js';

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

const keptPath = (store: string) => join(journalFolder(store), 'concerns.ndjson');
