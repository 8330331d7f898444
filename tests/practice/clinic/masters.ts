import type { Clinic } from './clinic.js';
import { patientResources, practitionerResource, roleResource, survivorLink } from './paper/people.js';
import { clinicians, labStaff, nightlyReport } from './people/clinicians.js';

/** Who everybody is: the resources through which roles, identifiers and merged patients are resolved. */
export function fileMasters(clinic: Clinic): void {
  for (const person of [...clinicians, nightlyReport]) {
    clinic.file('main', practitionerResource(person));
    clinic.file('main', roleResource(person));
  }
  for (const person of labStaff) {
    clinic.file('lab', practitionerResource(person));
    clinic.file('lab', roleResource(person));
  }
  for (const patient of clinic.patients) {
    for (const resource of patientResources(patient)) clinic.file('main', survivorLink(resource));
  }
  for (const patient of clinic.labPatients) {
    for (const resource of patientResources(patient)) clinic.file('lab', resource);
  }
}
