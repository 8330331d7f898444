import type { Clinic } from '../clinic.js';
import { record } from '../desk/log.js';
import { auditEvent } from '../paper/audit-event.js';
import { actor, on } from './stage.js';

/** Lines that nobody can date or read: they are put aside and counted, and everything around them is read. */
export function badLines(clinic: Clinic): void {
  const make = (recorded: string | undefined) => {
    const { paper } = record(clinic, {
      at: on(clinic, 3, '12:00'),
      who: actor,
      does: 'chart',
      patient: clinic.patient(297),
    });
    const { recorded: _, ...rest } = auditEvent(paper);
    return JSON.stringify(recorded === undefined ? rest : { ...rest, recorded });
  };
  const lines = [
    make(undefined),
    make('2026-03-10T12:00:00'),
    make('1970-01-01T00:00:00Z'),
    make('2150-01-01T00:00:00Z'),
    make('2026-03-10T12:00:00Z').slice(0, 200),
  ];
  clinic.ndjson.main.AuditEvent!.push(...lines);
  clinic.books.quarantined += lines.length;
}
