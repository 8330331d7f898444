import { isWorkday } from '../calendar.js';
import type { Clinic } from '../clinic.js';
import { log } from '../desk/log.js';
import { type Clinician, physicians } from '../people/clinicians.js';
import type { Random } from '../random.js';
import { instantOf, minute } from '../site-time.js';
import { bookAppointment } from './bookings.js';
import { inboxSession } from './evenings.js';
import { visit } from './visit.js';

/** Every working day of every physician: log in, see people, work the inbox, log out. */
export function clinicDays(clinic: Clinic): void {
  const random = clinic.random('clinic days');
  for (const date of clinic.calendar.dates) {
    for (const physician of physicians) {
      if (isWorkday(date, clinic.calendar)) workday(clinic, random, { date, physician });
      else if (random.chance(clinic.story.weekendInbox))
        inboxSession(clinic, random, { physician, from: instantOf(date, '10:00'), seen: [] });
    }
  }
}

function workday(
  clinic: Clinic,
  random: Random,
  { date, physician }: { date: string; physician: Clinician },
): void {
  const opens = instantOf(date, '08:00') + random.int(-20, 10) * minute;
  log(clinic, { at: opens, who: physician, does: 'login', workstation: 'WS-1' });
  const seen = [];
  for (const slot of slots(clinic, random, date)) {
    if (random.chance(0.04)) {
      const status = random.chance(0.5) ? 'cancelled' : 'noshow';
      bookAppointment(clinic, random, { patient: clinic.somebody(random), physician, slot, status });
    } else seen.push(visit(clinic, random, { physician, slot }));
  }
  log(clinic, {
    at: instantOf(date, '17:30') + random.int(0, 20) * minute,
    who: physician,
    does: 'logout',
    workstation: 'WS-1',
  });
  const evening = random.chance(clinic.story.eveningInbox);
  const from = evening
    ? instantOf(date, '18:00') + random.int(0, 180) * minute
    : instantOf(date, '12:10') + random.int(0, 15) * minute;
  if (random.chance(0.6)) inboxSession(clinic, random, { physician, from, seen });
}

function slots(clinic: Clinic, random: Random, date: string): number[] {
  const times = ['08:30', '09:10', '09:50', '10:30', '11:10', '13:15', '14:00', '14:45', '15:30', '16:10'];
  return [...times, ...clinic.story.lateSlots]
    .filter(() => random.chance(0.76))
    .map((time) => instantOf(date, time));
}
