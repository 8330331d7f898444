import { type Window, windowOf } from '../window.js';
import type { Ledger } from './ledger.js';

/**
 * The days that feeds cover (decision 78): the hull of the feeds that bring a table, each from its first row to its
 * last in whichever table. FHIR brings audit rows too, so what comes as FHIR covers their window.
 */
export function hull(windows: (Window | null)[]): Window | null {
  const known = windows.filter((window) => window !== null);
  if (known.length === 0) return null;
  const first = known.reduce((a, b) => (b.from < a.from ? b : a));
  const last = known.reduce((a, b) => (b.to > a.to ? b : a));
  return { first: first.first, last: last.last, from: first.from, to: last.to };
}

export function feedWindows({ books, reckoning }: Ledger) {
  const instants = (list: { at: number }[]) => windowOf(list.map(({ at }) => at));
  const { audit, alerts } = reckoning.windows;
  const told = books.orders.filter(({ feed }) => feed === 'order_event');
  const listed = books.benefits.filter(({ feed }) => feed === 'benefit');
  return {
    alerts,
    orders: hull([audit, instants(told)])!,
    benefits: hull([audit, instants(listed)])!,
    silentChanges: instants(books.silentChanges),
    concerns: windowOf(books.concerns.map(({ raised }) => raised)),
  };
}

/** The days that all of these cover. */
export function common(...windows: (Window | null)[]): Window | null {
  if (windows.some((window) => window === null)) return null;
  const known = windows as Window[];
  const first = known.reduce((a, b) => (b.from > a.from ? b : a));
  const last = known.reduce((a, b) => (b.to < a.to ? b : a));
  return first.from < last.to ? { first: first.first, last: last.last, from: first.from, to: last.to } : null;
}
