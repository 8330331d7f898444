import type { BurdenSource } from './burden-sources.js';
import { type Cell, cellOf, type Query } from './query.js';

/** One kind of burden over the encounters in its window, all of it and the chosen part. */
export interface Gathered {
  clusters: { now: number; own: number; rest: number; encounters: number }[];
  all: Cell;
  own: Cell;
  rest: Cell;
  /** Whether the chosen part is a part of the whole in every encounter. */
  nested: boolean;
}

export async function gather({ sql, scale }: BurdenSource, query: Query): Promise<Gathered> {
  const rows = await query<Record<'now' | 'own' | 'rest' | 'encounters', string>>(`
    SELECT cluster, CAST(sum(now) AS VARCHAR) AS now, CAST(sum(own) AS VARCHAR) AS own, CAST(sum(now - own) AS VARCHAR) AS rest,
      count(*) AS encounters
    FROM (${sql}) GROUP BY cluster ORDER BY cluster`);
  const part = (amount: string) =>
    cellOf(query, `SELECT cluster, enc, pat, ${amount} AS amount FROM (${sql})`);
  const beyond = await query(`SELECT 1 FROM (${sql}) WHERE own > now LIMIT 1`);
  return {
    clusters: rows.map(({ now, own, rest, encounters }) => ({
      now: Number(now) / scale,
      own: Number(own) / scale,
      rest: Number(rest) / scale,
      encounters: Number(encounters),
    })),
    all: await part('1'),
    own: await part('own'),
    rest: await part('now - own'),
    nested: beyond.length === 0,
  };
}
