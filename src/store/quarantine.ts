import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuarantineEntry } from './writer.js';

/** What could not be read, each line once however often it was imported. */
export function readQuarantine(store: string): QuarantineEntry[] {
  const folder = join(store, 'quarantine');
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.ndjson') && !name.startsWith('.'));
  } catch {
    return [];
  }
  const lines = new Set(
    names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter(Boolean),
  );
  return [...lines].map((line) => JSON.parse(line) as QuarantineEntry);
}
