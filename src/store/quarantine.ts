import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuarantineEntry } from './writer.js';

/** The names of the quarantine's files: they change with what is in them. */
export function quarantineFiles(store: string): string[] {
  try {
    return readdirSync(join(store, 'quarantine')).filter(
      (name) => name.endsWith('.ndjson') && !name.startsWith('.'),
    );
  } catch {
    return [];
  }
}

/** What could not be read, each line once however often it was imported. */
export function readQuarantine(store: string): QuarantineEntry[] {
  const folder = join(store, 'quarantine');
  const lines = new Set(
    quarantineFiles(store)
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter(Boolean),
  );
  return [...lines].map((line) => JSON.parse(line) as QuarantineEntry);
}
