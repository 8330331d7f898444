import type { Clinic } from '../clinic.js';
import { type Admission, admit } from '../desk/admit.js';
import { clinicians, clinicNurses, physicians } from '../people/clinicians.js';
import { addDays, hour, instantOf, minute } from '../site-time.js';
import { on, row } from './stage.js';

/** Patients 252–263: encounters without an end, by class and status, and what is still theirs hours later. */
export function withoutEnd(clinic: Clinic): void {
  const kinds: Partial<Admission>[] = [
    { class: 'AMB', status: 'finished', shape: 'R4' },
    { class: 'AMB', status: 'in-progress' },
    { class: 'IMP', status: 'in-progress' },
    { class: 'IMP', status: 'finished', shape: 'R5' },
    { class: 'EMER', status: 'triaged', shape: 'R4' },
    { class: 'OBSENC', status: 'onleave', shape: 'R4' },
    { class: 'NONAC', status: 'on-hold', shape: 'R5' },
    { class: 'ACUTE', status: 'discharged', shape: 'R5' },
    { class: 'IMP', status: 'unknown' },
    { class: 'HH', status: 'arrived', shape: 'R4' },
  ];
  const [who, other] = [physicians[4]!, clinicNurses[0]!];
  kinds.forEach((kind, index) => {
    const patient = clinic.patient(252 + index);
    const started = on(clinic, 10, '13:00') + index * 11 * minute;
    const encounter = admit(clinic, {
      patient,
      started,
      ended: null,
      people: [{ who, role: 'ATND' }],
      ...kind,
    });
    row(clinic, { at: started, who, patient });
    row(clinic, { at: started + minute, who, patient, encounter, how: 'element' });
    for (const hours of [9, 24, 30, 83, 97, 130]) {
      row(clinic, { at: started + hours * hour, who, patient });
      row(clinic, { at: started + hours * hour + 20 * 1_000_000, who: other, patient });
      row(clinic, {
        at: started + hours * hour + 40 * 1_000_000,
        who: other,
        patient,
        encounter,
        how: 'entity',
      });
    }
  });
}

/** Patients 264–266: dates without time, one of them over the clock change. */
export function dateOnly(clinic: Clinic): void {
  const who = physicians[5]!;
  const days = [
    [11, 11],
    [14, 16],
  ] as const;
  days.forEach(([first, last], index) => {
    const [from, to] = [clinic.calendar.dates[first]!, clinic.calendar.dates[last]!];
    stay(clinic, { patient: 264 + index, from, to });
  });
  const { change } = clinic.calendar;
  stay(clinic, { patient: 266, from: addDays(change, -1), to: change });
  // Finished without an end on the day of 23 or 25 hours: it ends when that day does.
  const patient = clinic.patient(267);
  const started = instantOf(change, '09:00');
  admit(clinic, { patient, started, ended: null, people: [{ who, role: 'ATND' }] });
  for (const at of [instantOf(addDays(change, 1)), instantOf(addDays(change, 1)) + 1])
    row(clinic, { at, patient });
}

function stay(
  clinic: Clinic,
  { patient: number, from, to }: { patient: number; from: string; to: string },
): void {
  const patient = clinic.patient(number);
  const [started, ended] = [instantOf(from), instantOf(addDays(to, 1))];
  admit(clinic, {
    patient,
    class: 'IMP',
    started,
    ended,
    dateOnlyStart: true,
    dateOnlyEnd: true,
    people: [{ who: physicians[6]!, role: 'ATND' }],
  });
  for (const at of [started - 1, started, started + hour, ended, ended + 1])
    row(clinic, { at, who: clinicians[number % 4]!, patient, does: 'notes' });
}
