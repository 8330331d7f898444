import { compareBytes } from './bytes.js';
import { endOfDay, type Micros, siteDay, startOfDay } from './instants.js';
import type { Origin } from './read-files.js';
import type { Site } from './site.js';

/** First and last site day of a feed. */
export interface Window {
  from: string;
  to: string;
}

export function feedKey({ server, feed }: Origin): string {
  return `${server} ${feed}`;
}

/** "A feed covers the site days from its first to its last row, unless `site.yaml` says otherwise". */
export function feedWindows<T extends Origin>(
  rows: T[],
  at: (row: T) => Micros,
  site: Site,
): Map<string, Window> {
  const windows = new Map<string, Window>();
  for (const row of rows) {
    const day = siteDay(at(row), site.dayZone);
    const window = windows.get(feedKey(row)) ?? { from: day, to: day };
    if (day < window.from) window.from = day;
    if (day > window.to) window.to = day;
    windows.set(feedKey(row), window);
  }
  for (const row of rows) Object.assign(windows.get(feedKey(row))!, site.feeds[row.feed]);
  return windows;
}

/** "Rows outside their feed's declared window are kept and count nowhere." */
export function isDeclared(row: Origin, at: Micros, windows: Map<string, Window>, site: Site): boolean {
  const window = windows.get(feedKey(row))!;
  return startOfDay(window.from, site.dayZone) <= at && at < endOfDay(window.to, site.dayZone);
}

/** The smallest window that holds all of them; null for none. */
export function hull(windows: Window[]): Window | null {
  const froms = windows.map(({ from }) => from).sort(compareBytes);
  const tos = windows.map(({ to }) => to).sort(compareBytes);
  return windows.length === 0 ? null : { from: froms[0]!, to: tos.at(-1)! };
}

/** "A figure is empty unless the encounter's start and effective end (if any) lie between 00:00 of the first and 24:00 of
 * the last day of its feed's window". */
export function covers(window: Window | null, start: Micros | null, end: Micros | null, site: Site): boolean {
  if (window === null) return false;
  const first = startOfDay(window.from, site.dayZone);
  const last = endOfDay(window.to, site.dayZone);
  return [start, end].every((at) => at === null || (first <= at && at <= last));
}

/** Whether an instant is in the period; its site days are "both included". */
export function inPeriod(at: Micros, period: Window | null, site: Site): boolean {
  if (period === null) return true;
  return startOfDay(period.from, site.dayZone) <= at && at < endOfDay(period.to, site.dayZone);
}
