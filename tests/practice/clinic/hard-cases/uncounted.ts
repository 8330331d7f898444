import type { Clinic } from '../clinic.js';
import { type Admission, admit } from '../desk/admit.js';
import { physicians } from '../people/clinicians.js';
import { hour, minute } from '../site-time.js';
import { on, row } from './stage.js';

/** Patients 245–249: encounters that do not count, and rows that name them all the same. */
export function uncounted(clinic: Clinic): void {
  const who = physicians[3]!;
  const kinds: Partial<Admission>[] = [
    { status: 'cancelled' },
    { status: 'entered-in-error' },
    { status: 'planned', shape: 'R4' },
    { status: 'discontinued', shape: 'R5' },
    // Finished at first, found to be an error later.
    { status: 'entered-in-error', earlier: [{ status: 'in-progress', ended: null }, { status: 'finished' }] },
  ];
  kinds.forEach((kind, index) => {
    const patient = clinic.patient(245 + index);
    const started = on(clinic, 8 + (index % 3), '06:30');
    const encounter = admit(clinic, {
      patient,
      started,
      ended: started + hour,
      people: [{ who, role: 'ATND' }],
      ...kind,
    });
    for (let count = 0; count < 4; count++) {
      row(clinic, {
        at: started + count * 7 * minute,
        patient,
        encounter,
        how: count % 2 === 0 ? 'element' : 'entity',
      });
    }
    // Naming nothing, it finds nothing: such an encounter is never open or near.
    row(clinic, { at: started + 35 * minute, who, patient });
  });
}

/** Patient 250: cancelled at first, then it took place after all. Patient 251: the physician changed. */
export function changedMinds(clinic: Clinic): void {
  const [before, after] = [physicians[2]!, physicians[4]!];
  const started = on(clinic, 9, '12:20');
  const revived = admit(clinic, {
    patient: clinic.patient(250),
    started,
    ended: started + 20 * minute,
    people: [{ who: after, role: 'ATND' }],
    earlier: [
      { status: 'planned', ended: null },
      { status: 'cancelled', ended: null },
    ],
  });
  row(clinic, {
    at: started + 5 * minute,
    who: after,
    patient: clinic.patient(250),
    encounter: revived,
    how: 'element',
  });
  admit(clinic, {
    patient: clinic.patient(251),
    started,
    ended: started + 20 * minute,
    people: [{ who: after, role: 'ATND' }],
    earlier: [{ people: [{ who: before, role: 'ATND' }] }],
  });
  // Only the current version's participants take part: the first row is near nothing.
  row(clinic, { at: started + 3 * hour, who: before, patient: clinic.patient(251) });
  row(clinic, { at: started + 3 * hour + minute, who: after, patient: clinic.patient(251) });
}
