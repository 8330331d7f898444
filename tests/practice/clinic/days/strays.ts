import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { log } from '../desk/log.js';
import { type Clinician, clinicNurses, wardNurse } from '../people/clinicians.js';
import { teamOf } from '../people/panels.js';
import type { Patient } from '../people/patients.js';
import { day, instantOf, second } from '../site-time.js';

const nurses: Clinician[] = [...clinicNurses, wardNurse];

/** Somebody opens a chart although nothing links them to the patient, who is not there. */
export function strays(clinic: Clinic): void {
  const random = clinic.random('strays');
  for (let count = 0; count < clinic.story.strays; ) {
    const at = instantOf(random.pick(clinic.calendar.dates), '07:00') + random.int(0, 50 * 60) * second;
    const who = random.pick(nurses);
    const patient = clinic.somebody(random);
    if (linked(clinic, { who, patient, at })) continue;
    log(clinic, { at, who, form: 'reference', does: 'chart', patient, workstation: 'WS-3' });
    count++;
  }
}

function linked(
  clinic: Clinic,
  { who, patient, at }: { who: Clinician; patient: Patient; at: number },
): boolean {
  const { encounters, orders, appointments } = clinic.books;
  // However long an encounter without an end may be thought to last.
  const touches = ({ started, ended }: EncounterFact) =>
    started !== null && started - day <= at && at <= (ended ?? Number.POSITIVE_INFINITY) + 3 * day;
  const theirs = ({ patient: other, user }: { patient: string; user: string }) =>
    other === patient.id && user === who.id;
  return (
    teamOf(patient).nurse.id === who.id ||
    encounters.some((encounter) => encounter.patient === patient.id && touches(encounter)) ||
    orders.some(theirs) ||
    appointments.some(theirs)
  );
}
