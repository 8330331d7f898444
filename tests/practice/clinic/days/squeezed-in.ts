import type { AppointmentFact } from '../books/link-facts.js';
import type { Clinic } from '../clinic.js';
import { reference } from '../paper/references.js';
import { type Clinician, clinicNurses, physicians } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { day, hour, instantOf, iso, minute, siteOffset } from '../site-time.js';

interface Odd {
  patient: Patient;
  people: readonly Clinician[];
  started: number;
  /** Null where nobody wrote an end: then it is no scheduled time. */
  minutes: number | null;
  booked: number;
  status: string;
}

/** Appointments that no day was planned with: in the middle of another, booked when it had begun, taken back. */
export function squeezedIn(clinic: Clinic): void {
  const random = clinic.random('squeezed in');
  for (const [index, date] of clinic.calendar.dates.entries()) {
    const physician = random.pick(physicians);
    const started = instantOf(date, '10:10') + random.int(0, 40) * minute;
    const plain = { patient: clinic.somebody(random), people: [physician], started, minutes: 20 };
    const booked = started - random.int(1, 14) * day;
    if ([1, 4, 8, 15, 22].includes(index)) book(clinic, { ...plain, booked, status: 'booked' });
    if ([2, 9, 16].includes(index)) {
      const late = started + random.int(1, 15) * minute;
      book(clinic, { ...plain, booked: late, status: 'fulfilled' });
    }
    // Two at once: as UTF-8 bytes the nurse Practitioner/10 comes before the physicians 2 to 8.
    if ([3, 10].includes(index))
      book(clinic, { ...plain, people: [physician, clinicNurses[1]!], booked, status: 'arrived' });
    if (index === 17) book(clinic, { ...plain, booked, status: 'entered-in-error' });
    if (index === 18) book(clinic, { ...plain, booked: started, status: 'fulfilled' });
    if (index === 19) book(clinic, { ...plain, booked, minutes: null, status: 'fulfilled' });
  }
  // Of a day after the four weeks, and one that reaches over their end.
  const { to } = clinic.calendar;
  const next = {
    patient: clinic.patient(1),
    people: [physicians[0]!],
    booked: to - 9 * day,
    status: 'booked',
  };
  book(clinic, { ...next, started: to + 9 * hour, minutes: 30 });
  book(clinic, { ...next, started: to - 20 * minute, minutes: 60 });
}

function book(clinic: Clinic, { patient, people, started, minutes, booked, status }: Odd): void {
  const id = String(clinic.next('Appointment'));
  const ended = minutes === null ? null : started + minutes * minute;
  for (const { id: user } of people) {
    const fact: AppointmentFact = {
      id: `Appointment/${id}`,
      patient: patient.id,
      user,
      booked,
      started,
      ended,
      status,
    };
    clinic.books.appointments.push(fact);
  }
  const local = (at: number) => iso(at, { offset: siteOffset(at) });
  clinic.file('main', {
    resourceType: 'Appointment',
    id,
    meta: { versionId: '1', lastUpdated: iso(started) },
    status,
    created: local(booked),
    start: local(started),
    ...(ended !== null && { end: local(ended) }),
    participant: [{ id: patient.id }, ...people].map(({ id: actor }) => ({
      actor: { reference: reference(actor, 'main') },
      status: 'accepted',
    })),
  });
}
