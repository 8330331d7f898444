import type { Engine } from '../engine.js';
import { textHash } from '../hash.js';

/**
 * Ids stand in the rows of a month as numbers: 0 for none, else a 64-bit hash, with the table `name` (h → id) to come
 * back from. Rows stay small, and sorting and joining compare numbers. Two of ten million ids have the same hash with
 * a probability of three in a million.
 */
export function idHash(id: string): string {
  return `CASE WHEN coalesce(${id}, '') = '' THEN 0::UBIGINT ELSE ${textHash(id)} END`;
}

export async function createNames(engine: Engine): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE name (h UBIGINT, id VARCHAR)');
}

/** Adds the ids that a query gives, as `id`, to `name`. */
export async function addNames(engine: Engine, query: string): Promise<void> {
  await engine.run(`INSERT INTO name
    SELECT * FROM (SELECT DISTINCT ${textHash('id')} AS h, id FROM (${query}) WHERE id <> '') WHERE h NOT IN (SELECT h FROM name)`);
}
