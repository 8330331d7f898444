import type { AppointmentFact } from '../link-facts.js';
import type { Ledger } from './ledger.js';

export interface Span {
  from: number;
  to: number;
}

/** Appointments of these were not meant to be kept, or never were. */
export const notHeld = ['cancelled', 'noshow', 'entered-in-error'];

/** Appointments that were meant to be kept, with a start and a later end. */
function kept({ books }: Ledger): (AppointmentFact & { ended: number })[] {
  return books.appointments.filter(
    (one): one is AppointmentFact & { ended: number } =>
      !notHeld.includes(one.status) && one.ended !== null && one.ended > one.started,
  );
}

/** Scheduled time by clinician: the union of their appointments, cut to the period (decision 98). */
export function scheduledSpans(ledger: Ledger): Map<string, Span[]> {
  const { from, to } = ledger.period;
  const byUser = new Map<string, Span[]>();
  const inOrder = kept(ledger).sort((a, b) => a.started - b.started);
  for (const { user, started, ended } of inOrder) {
    const span = { from: Math.max(started, from), to: Math.min(ended, to) };
    if (span.to <= span.from) continue;
    const spans = byUser.get(user) ?? [];
    const last = spans[spans.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
    byUser.set(user, spans);
  }
  return byUser;
}

/** From a start, included, to its end, excluded (decision 100). */
export function isScheduled(spans: Span[], at: number): boolean {
  return spans.some(({ from, to }) => from <= at && at < to);
}
