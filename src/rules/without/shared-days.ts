import type { WithoutContext } from './context.js';
import { type Good, goodOf, NOTHING } from './good.js';
import { countIsHidden } from './hide.js';
import type { PriceSource } from './price-sources.js';

/**
 * SQL condition on `site_day`: the days that the feeds of the burden and of all good changes cover. Outside a feed's
 * window nothing is known, and what is not known would look like a high or a low price.
 */
export function sharedDays({ needs }: PriceSource, whole: Good): string {
  const good = [
    ...(whole.alerts.size > 0 ? ['alert'] : []),
    ...(whole.hazards.cell.size + whole.mitigated.cell.size > 0 ? ['benefit'] : []),
  ];
  const feeds = [...new Set([needs, ...good])];
  return `site_day IN (SELECT site_day FROM without_day WHERE what IN (${feeds.map((feed) => `'${feed}'`).join(', ')})
    GROUP BY site_day HAVING count(*) = ${feeds.length})`;
}

/**
 * What is lost is counted over the whole period: beside it a price of fewer days gives away what happened on the others.
 * Why it must stay hidden where that is little, with the period that can be told; else null.
 */
export async function givesAwayOtherDays(days: string, context: WithoutContext): Promise<string | null> {
  const other = await goodOf(context, `NOT (${days})`);
  const few = [other.accepted, other.mitigated].some(({ cell }) =>
    countIsHidden({ own: cell, rest: NOTHING }, context.minClinicians),
  );
  if (!few) return null;
  const [covered] = await context.query<{ from: string; to: string }>(
    `SELECT CAST(min(site_day) AS VARCHAR) AS "from", CAST(max(site_day) AS VARCHAR) AS "to" FROM without_day WHERE ${days}`,
  );
  return `Few of the good changes fell on days that not all of its feeds cover, and this price would give them away: ask again with --from ${covered!.from} --to ${covered!.to}.`;
}
