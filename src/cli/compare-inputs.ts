import { readFileSync } from 'node:fs';
import type { MeasureDefinition } from '../measures/measure.js';
import { DEFINITIONS } from '../store/derived/kept-months.js';
import { filesOf, sha } from '../store/layout.js';
import { quarantineFiles } from '../store/quarantine.js';
import { TABLES } from '../store/tables.js';

/** SHA-256 of what figures rest on besides the rules: the store's rows, the definitions, and each file that was given. */
export function inputsOf(
  store: string,
  files: Partial<Record<'site' | 'tools' | 'alerts', string>>,
  definitions: readonly MeasureDefinition[],
): Record<string, string> {
  const rows = [...TABLES.keys()].flatMap((table) =>
    filesOf(store, table).map(({ name }) => `${table} ${name}`),
  );
  rows.push(...quarantineFiles(store));
  const hashes: Record<string, string> = {
    store: sha(rows.sort().join('\n')),
    definitions: definitionsHash(definitions),
  };
  for (const name of ['site', 'tools', 'alerts'] as const) {
    const file = files[name];
    if (file) hashes[name] = sha(readFileSync(file, 'utf8'));
  }
  return hashes;
}

/**
 * What figures mean: the measures' SQL with what is made of its rows, and the version of the tables they read. Two
 * results with one hash were measured alike; words in a header that change no number do not change it.
 */
export function definitionsHash(definitions: readonly MeasureDefinition[]): string {
  const measures = definitions
    .map(({ id, kind, census, unit, scale, split, overall, added, variants, needs, sql }) =>
      JSON.stringify([
        id,
        kind,
        census,
        unit,
        scale,
        split,
        overall ?? null,
        added ?? false,
        variants,
        needs,
        sql,
      ]),
    )
    .sort();
  return sha(JSON.stringify([DEFINITIONS, measures]));
}
