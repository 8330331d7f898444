import { HOUR } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import { type Clock, written } from '../../random/times.js';
import { CLINICIANS, patientForms } from './crowd.js';
import { type Deed, pair } from './deeds.js';
import { actorOf } from './references.js';

interface Context {
  clock: Clock;
  deeds: Deed[];
}

/** Placed, contributed to and cancelled, also long before the period; some without a patient, some by nobody. */
export function orders(r: Random, { clock, deeds }: Context): Cells[] {
  return Array.from({ length: r.int(3, 14) }, (_, i) => {
    const { user, patient } = pair(r, deeds);
    const row: Cells = {
      order_id: `o${i}`,
      patient_id: r.chance(0.1) ? '' : r.pick(patientForms(patient)),
      encounter_ref: '',
      user_id: r.chance(0.1) ? '' : r.pick(CLINICIANS[user]!),
      code: 'aspirin',
      at: written(clock.instant() + r.pick([0n, -60n * 24n * HOUR]), r),
      what: r.pick(['placed', 'contributed', 'cancelled']),
    };
    return row;
  });
}

export function orderResources(r: Random, { clock, deeds }: Context): Resource[] {
  return Array.from({ length: r.int(0, 5) }, (_, i) => {
    const { user, patient } = pair(r, deeds);
    return {
      resourceType: r.pick(['ServiceRequest', 'MedicationRequest']),
      id: `sr${i}`,
      status: r.pick(['active', 'completed', 'revoked']),
      intent: 'order',
      subject: { reference: patientForms(patient)[0] },
      requester: actorOf(r.pick(CLINICIANS[user]!)),
      authoredOn: written(clock.instant(), r),
    };
  });
}
