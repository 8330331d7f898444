import { BEACON_FEED } from '../store/beacon-feed.js';
import { type Engine, quote } from '../store/engine.js';

/**
 * Batches of the click beacon that never came. A page numbers them from 0, so a number that is missing below its greatest
 * is one; what a page counted after the last that came, nobody can tell.
 */
export async function beaconGaps(engine: Engine): Promise<number> {
  const [row] = await engine.json<{ n: string }>(`
    WITH batch AS (SELECT server, split_part(interval_id, '/', 1) AS page, TRY_CAST(split_part(interval_id, '/', 2) AS BIGINT) AS seq
      FROM current_ui_interval WHERE feed = ${quote(BEACON_FEED)}),
    page AS (SELECT max(seq) + 1 - count(DISTINCT seq) AS missing FROM batch GROUP BY server, page)
    SELECT coalesce(sum(missing), 0) AS n FROM page`);
  return Number(row!.n);
}
