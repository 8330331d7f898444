import { addDays, instantOf, siteDate } from '../site-time.js';

/** From 00:00 of the first site day to 24:00 of the last, both ends included when an encounter is placed. */
export interface Window {
  first: string;
  last: string;
  from: number;
  to: number;
}

export function windowOfDays(first: string, last: string): Window {
  return { first, last, from: instantOf(first), to: instantOf(addDays(last, 1)) };
}

/** "A feed covers the site days from its first to its last row, unless `site.yaml` says otherwise." */
export function windowOf(instants: number[], declared?: { from: string; to: string }): Window | null {
  if (declared) return windowOfDays(declared.from, declared.to);
  if (instants.length === 0) return null;
  const least = instants.reduce((a, b) => Math.min(a, b));
  const most = instants.reduce((a, b) => Math.max(a, b));
  return windowOfDays(siteDate(least), siteDate(most));
}

export function insidePeriod(at: number, window: Window): boolean {
  return at >= window.from && at < window.to;
}
