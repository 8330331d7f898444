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
  const id = String(clinic.next('Appointment'));
  const booked = slot - random.int(...clinic.story.bookedDays) * day;
  const ended = slot + 30 * minute;
  clinic.books.appointments.push({
    id: `Appointment/${id}`,
    patient: patient.id,
    user: physician.id,
    booked,
    started: slot,
    ended,
    status,
  });
  const local = (at: number) => iso(at, { offset: siteOffset(at) });
  clinic.file('main', {
    resourceType: 'Appointment',
    id,
    meta: { versionId: '1', lastUpdated: iso(slot + 60 * minute) },
    status,
    created: local(booked),
    start: local(slot),
    end: local(ended),
    participant: [
      { actor: { reference: reference(patient.id, 'main') }, status: 'accepted' },
      { actor: { reference: reference(physician.id, 'main') }, status: 'accepted' },
    ],
  });
}
