import type { Clinic } from '../clinic.js';
import { reference } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { day, iso, minute, siteOffset } from '../site-time.js';

export interface Booking {
  patient: Patient;
  physician: Clinician;
  slot: number;
  status: 'fulfilled' | 'cancelled' | 'noshow';
}

export function bookAppointment(
  clinic: Clinic,
  random: Random,
  { patient, physician, slot, status }: Booking,
): void {
  const local = (at: number) => iso(at, { offset: siteOffset(at) });
  clinic.file('main', {
    resourceType: 'Appointment',
    id: String(clinic.next('Appointment')),
    meta: { versionId: '1', lastUpdated: iso(slot + 60 * minute) },
    status,
    created: local(slot - random.int(2, 40) * day),
    start: local(slot),
    end: local(slot + 30 * minute),
    participant: [
      { actor: { reference: reference(patient.id, 'main') }, status: 'accepted' },
      { actor: { reference: reference(physician.id, 'main') }, status: 'accepted' },
    ],
  });
}
