import { MINUTE } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { type Clock, written } from '../../random/times.js';
import { CLINICIANS, patientForms, type Visit } from './crowd.js';

/** Telemetry of one tool or of the whole EHR in visits; the same id twice; people who are none. */
export function toolTelemetry(planned: Visit[], r: Random, clock: Clock): Cells[] {
  // Of one tool alone, or of two, of which one is seldom touched.
  const tools = r.pick([['notes'], ['notes', 'notes', 'notes', 'order-entry', 'mission-audit', '']]);
  return planned
    .filter(() => r.chance(0.9))
    .flatMap((visit, i) => {
      const rows = Array.from({ length: r.int(2, 4) }, (_, n): Cells => {
        let started = visit.start + r.pick([0n, MINUTE, -MINUTE]);
        if (started < clock.first) started = clock.first;
        return {
          interval_id: `t${i}-${n}`,
          scope: r.pick(['tool', 'tool', 'whole-ehr']),
          started: written(started, r),
          ended: written(started + 5n * MINUTE, r),
          user_id: r.chance(0.1)
            ? r.pick(['Practitioner/bot-7', 'Patient/x1', ''])
            : r.pick(CLINICIANS[visit.user]!),
          patient_id: r.chance(0.1) ? '' : r.pick(patientForms(visit.patient)),
          encounter_ref: r.chance(0.5) ? `Encounter/${visit.id}` : '',
          tool: r.pick(tools),
          clicks: String(r.int(0, 30)),
          keyboard_activations: r.pick(['', '3']),
        };
      });
      return r.chance(0.1) ? [...rows, { ...rows[0]!, clicks: '999' }] : rows;
    });
}
