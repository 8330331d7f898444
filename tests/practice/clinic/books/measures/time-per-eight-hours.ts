import { hour } from '../../site-time.js';
import type { AuditFact } from '../facts.js';
import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';
import { isScheduled, scheduledSpans } from './schedule.js';

/**
 * EHR hours ÷ scheduled hours × 8, of clinicians who have scheduled hours; the denominator is in units of eight hours
 * (decision 99). Work outside work is the time outside those hours; the three activities are what their names say.
 */
export function timePerEightHours(ledger: Ledger): Figures {
  const scheduled = scheduledSpans(ledger);
  const inActivity = (name: string) => (row: AuditFact) => row.activity === name;
  const measures: Record<string, (row: AuditFact) => boolean> = {
    'ehr-time8': () => true,
    wow8: ({ user, at }) => !isScheduled(scheduled.get(user)!, at),
    'note-time8': inActivity('documentation'),
    'inbox-time8': inActivity('inbox'),
    'order-time8': inActivity('ordering'),
  };
  const denominators = [...scheduled].map(([cluster, spans]) => {
    const micros = spans.reduce((sum, { from, to }) => sum + to - from, 0);
    return { cluster, numerator: 0, denominator: micros / hour / 8 };
  });
  const rows = ledger.rows.filter(({ user }) => scheduled.has(user));
  return Object.assign(
    {},
    ...Object.entries(measures).map(([measure, takes]) =>
      whole(measure, [
        ...denominators,
        ...rows
          .filter(takes)
          .map((row) => ({ cluster: row.user, numerator: ledger.hours(row), denominator: 0 })),
      ]),
    ),
  );
}
