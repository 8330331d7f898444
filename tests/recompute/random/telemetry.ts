import { MINUTE, writeInstant } from '../instants.js';
import { type About, type Cells, cellInstant, encounterCell, NOBODY, USERS } from './cells.js';
import { PATIENTS } from './people.js';
import type { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { written } from './times.js';

export function intervals(r: Random, of: Scenario, { clock, planned }: About): Cells[] {
  const rows = Array.from({ length: r.int(3, 25) }, (_, i) => {
    const focus = r.pick(planned);
    const at = clock.near(focus);
    return {
      interval_id: `u${i}`,
      scope: r.pick(['whole-ehr', 'whole-ehr', 'tool']),
      started: cellInstant(at, r, of),
      ended: written(at + 5n * MINUTE, r),
      user_id: r.chance(0.15) ? r.pick(NOBODY) : r.pick(USERS),
      patient_id: r.chance(0.2) ? '' : `Patient/${r.pick([focus.patient, r.pick(PATIENTS)])}`,
      encounter_ref: encounterCell(r, planned),
      clicks: String(r.int(0, 40)),
      keyboard_activations: String(r.int(0, 5)),
    };
  });
  const edges = [clock.first, clock.last].map((at, i) => ({
    interval_id: `edge-${i}`,
    scope: 'tool',
    started: writeInstant(at),
  }));
  return r.shuffle([...rows, ...edges, ...(r.chance(0.3) ? [{ ...rows[0]!, clicks: '999' }] : [])]);
}
