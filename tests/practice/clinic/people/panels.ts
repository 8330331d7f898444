import { type Clinician, clinicNurses, physicians } from './clinicians.js';
import { everydayPatients, type Patient } from './patients.js';

/** Whose patient somebody is: everyday patients have a physician and a nurse of their own. */
export function teamOf({ number }: Patient): { physician: Clinician; nurse: Clinician } {
  return {
    physician: physicians[number % physicians.length]!,
    nurse: clinicNurses[number % clinicNurses.length]!,
  };
}

export function panelOf(patients: Patient[], physician: Clinician): Patient[] {
  return patients.filter(
    (patient) => patient.number <= everydayPatients && teamOf(patient).physician.id === physician.id,
  );
}
