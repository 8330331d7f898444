import type { Clinic } from '../clinic.js';
import { noteOrder } from '../desk/orders.js';
import { type Clinician, clinicNurses, physicians } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { minute, second } from '../site-time.js';
import { actor, on } from './stage.js';

interface Slip {
  /** From placing to taking back, and from then to placing again. */
  retracted?: number;
  again?: number;
  retractor?: Clinician;
  reorderer?: Clinician;
  other?: string;
  right?: Patient;
  /** The patient's id as the second order writes it. */
  as?: string;
  code?: string;
  nobody?: boolean;
}

/** Orders for one patient taken back and placed for another: each case an hour and a code of its own. */
export function retracted(clinic: Clinic): void {
  const [wrong, right] = [clinic.patient(262), clinic.patient(263)];
  const cases: Slip[] = [
    { retracted: 3 * minute, again: 2 * minute },
    { retracted: 10 * minute, again: 10 * minute },
    { retracted: 0, again: 0 },
    { retracted: 10 * minute + 1 },
    { again: 10 * minute + 1 },
    // Placed for the right patient before the wrong one's was taken back.
    { again: -1 },
    { retractor: physicians[0]! },
    { reorderer: clinicNurses[0]! },
    { other: 'XR-other' },
    { right: wrong },
    { right: clinic.patient(17), as: 'Patient/301' },
    { code: '' },
    { nobody: true },
  ];
  // One person's slips are a difference between people: the neutral story has none.
  const played = clinic.story.neutral ? [] : cases;
  played.forEach((slip, index) => {
    const code = slip.code ?? `XR-${index}`;
    const from = slip.as ? clinic.patient(17) : wrong;
    play(clinic, slip, { at: on(clinic, 5 + index, '13:20'), code, from, to: slip.right ?? right });
  });
  ordinary(clinic);
}

function play(
  clinic: Clinic,
  slip: Slip,
  { at, code, from, to }: { at: number; code: string; from: Patient; to: Patient },
): void {
  const user = slip.nobody ? '' : actor.id;
  const id = `O${clinic.next('order')}`;
  const first = { id, patient: from.id, encounter: '', user, code, at };
  noteOrder(clinic, { ...first, what: 'placed' });
  const retracted = at + (slip.retracted ?? 5 * minute);
  noteOrder(clinic, { ...first, user: slip.retractor?.id ?? user, at: retracted, what: 'cancelled' });
  const second = {
    id: `O${clinic.next('order')}`,
    patient: to.id,
    encounter: '',
    user: slip.reorderer?.id ?? user,
    code: slip.other ?? code,
    at: retracted + (slip.again ?? 4 * minute),
    what: 'placed' as const,
  };
  noteOrder(clinic, second, slip.as ? { patient: slip.as } : {});
}

/** Physicians in a hurry, as it happens. */
function ordinary(clinic: Clinic): void {
  const random = clinic.random('retracted');
  for (let count = 0; count < 6; count++) {
    const { id: user } = random.pick(physicians);
    const [wrong, right] = [clinic.somebody(random), clinic.somebody(random)];
    const at = on(clinic, random.int(0, 25), '11:50') + random.int(0, 900) * second;
    const code = `SR${random.int(1, 30)}`;
    const id = `O${clinic.next('order')}`;
    const slip = { id, patient: wrong.id, encounter: '', user, code };
    const back = at + random.int(20, 400) * second;
    noteOrder(clinic, { ...slip, at, what: 'placed' });
    noteOrder(clinic, { ...slip, at: back, what: 'cancelled' });
    const again = back + random.int(20, 300) * second;
    noteOrder(clinic, {
      ...slip,
      id: `O${clinic.next('order')}`,
      patient: right.id,
      at: again,
      what: 'placed',
    });
  }
}
