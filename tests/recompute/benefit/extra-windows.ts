import { parseDateTime, siteDay } from '../instants.js';
import type { Origin, ReadRow } from '../read-files.js';
import { hull, type Window } from '../windows.js';
import type { World } from '../world.js';
import type { Extra } from './read-extra.js';
import type { ExtraTable, Scene } from './scene.js';

interface Dated extends Origin {
  day: string;
}

function dated(rows: Extra[], zone: string): Dated[] {
  return rows.flatMap(({ server, feed, at }) =>
    at === null ? [] : [{ server, feed, day: siteDay(at, zone) }],
  );
}

/** The first and last site day on which a feed has a row, whatever its table. */
function spans(rows: Dated[]): Map<string, Window> {
  const found = new Map<string, Window>();
  for (const row of rows) {
    const day = { from: row.day, to: row.day };
    found.set(row.feed, hull([day, found.get(row.feed) ?? day])!);
  }
  return found;
}

/**
 * decisions.md 78: "the rows of their feed, whichever of these tables they are in … then the hull"; "unless `site.yaml` says
 * otherwise"; "Rows outside their feed's declared window are kept and count nowhere." One window a feed's name, over both
 * servers (decisions.md, "Not settled").
 */
export function extraWindows(
  all: Scene['extra'],
  { others, world }: { others: ReadRow[]; world: World },
): Pick<Scene, 'extra' | 'windows'> {
  const { site } = world;
  const shown = others.map(({ server, feed, cells }) => ({
    server,
    feed,
    day: siteDay(parseDateTime(cells.shown ?? cells.started, site.dayZone, 'start')!, site.dayZone),
  }));
  const rows = [...Object.values(all).flatMap((table) => dated(table, site.dayZone)), ...shown];
  const known = spans(rows);
  const windowOf = (row: Origin): Window | null => {
    const audits = [...world.auditWindows].filter(([key]) => key.endsWith(` ${row.feed}`));
    const days = known.get(row.feed);
    const own = hull([...audits.map(([, window]) => window), ...(days ? [days] : [])]);
    return own === null ? null : { ...own, ...site.feeds[row.feed] };
  };
  const inside = (row: Extra) => {
    const window = windowOf(row);
    if (row.at === null || window === null) return true;
    const day = siteDay(row.at, site.dayZone);
    return window.from <= day && day <= window.to;
  };
  const each = <T>(of: (rows: Extra[]) => T) =>
    Object.fromEntries(Object.entries(all).map(([table, own]) => [table, of(own)])) as Record<ExtraTable, T>;
  return {
    extra: each((own) => own.filter(inside)),
    windows: each((own) => hull(own.flatMap((row) => windowOf(row) ?? []))),
  };
}
