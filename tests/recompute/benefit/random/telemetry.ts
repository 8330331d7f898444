import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { CLINICIANS, type Crowd, NO_CLINICIAN } from './crowd.js';
import { type Hot, MINUTE } from './hot.js';

export const INTERVAL_HEADER =
  'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks,keyboard_activations'.split(
    ',',
  );

export function telemetry(r: Random, hot: Hot, crowd: Crowd): Cells[] {
  return crowd.visits
    .filter(() => r.chance(0.6))
    .map((visit, n) => {
      const at = visit.start + BigInt(r.int(0, 10)) * MINUTE;
      return {
        interval_id: `t${n}`,
        scope: r.pick(['whole-ehr', 'whole-ehr', 'whole-ehr', 'tool']),
        started: hot.text(at),
        ended: hot.text(at + 5n * MINUTE),
        user_id: r.chance(0.08) ? r.pick(NO_CLINICIAN) : r.pick(CLINICIANS),
        patient_id: `Patient/${visit.patient}`,
        encounter_ref: r.chance(0.7) ? `Encounter/${visit.id}` : '',
        clicks: String(r.int(0, 40)),
        keyboard_activations: String(r.int(0, 5)),
      };
    });
}
