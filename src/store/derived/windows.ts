import type { Site } from '../config/site.js';
import { type Engine, quote } from '../engine.js';

/** The site days a feed covers, both included. */
export interface FeedWindow {
  feed: string;
  from: string;
  to: string;
}

/** SQL condition that an instant lies in its feed's declared window (site.yaml), where one is declared. */
export function insideDeclared(site: Site, { day, feed }: { day: string; feed: string }): string {
  const conditions = Object.entries(site.feeds).flatMap(([name, { from, to }]) => {
    const edges = [from && `${day} >= DATE ${quote(from)}`, to && `${day} <= DATE ${quote(to)}`].filter(
      Boolean,
    );
    return edges.length > 0 ? [`(${feed} <> ${quote(name)} OR (${edges.join(' AND ')}))`] : [];
  });
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
}

/**
 * The windows of the feeds of a relation (feed, site_day): from the first row's day to the last's, unless site.yaml
 * says otherwise.
 */
export async function windowsOf(engine: Engine, site: Site, relation: string): Promise<FeedWindow[]> {
  const rows = await engine.json<{ feed: string; from: string; to: string }>(
    `SELECT feed, CAST(min(site_day) AS VARCHAR) AS "from", CAST(max(site_day) AS VARCHAR) AS "to" FROM ${relation} GROUP BY feed ORDER BY feed`,
  );
  return rows.map(({ feed, from, to }) => ({
    feed,
    from: site.feeds[feed]?.from ?? from,
    to: site.feeds[feed]?.to ?? to,
  }));
}

/** From the first day of any of them to the last; null where there is none. */
export function hull(windows: FeedWindow[]): { from: string; to: string } | null {
  if (windows.length === 0) return null;
  const froms = windows.map(({ from }) => from).sort();
  const tos = windows.map(({ to }) => to).sort();
  return { from: froms[0]!, to: tos.at(-1)! };
}

/** The site days that lie in both; null where there are none. */
export function overlap(
  one: { from: string; to: string } | null,
  other: { from: string; to: string } | null,
): { from: string; to: string } | null {
  if (!one || !other) return null;
  const [, from] = [one.from, other.from].sort() as [string, string];
  const [to] = [one.to, other.to].sort() as [string, string];
  return from <= to ? { from, to } : null;
}
