import { readFileSync } from 'node:fs';
import { type JournalKind, namesOf, segmentsOf } from './segments.js';

/** The lines of all segments of a kind, open ones too. A last line that was cut short is left out. */
export function journalLines(store: string, kind: JournalKind): unknown[] {
  return segmentsOf(store, kind).flatMap(linesOf);
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
  for (const name of namesOf(path)) {
    try {
      return readFileSync(name, 'utf8');
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return '';
}
