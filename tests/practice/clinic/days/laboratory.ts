import { isWorkday } from '../calendar.js';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { log } from '../desk/log.js';
import { labStaff, physicians } from '../people/clinicians.js';
import type { Random } from '../random.js';
import { instantOf, minute, second } from '../site-time.js';
import { work } from './session.js';

/** A second server with ids of its own that happen to be the clinic's: Patient/1 there is somebody else. */
export function laboratoryDays(clinic: Clinic): void {
  const random = clinic.random('laboratory');
  for (const date of clinic.calendar.dates) {
    for (const who of labStaff) {
      draw(clinic, random, { who, from: instantOf(date, '09:00') + random.int(0, 90) * minute });
      if (isWorkday(date, clinic.calendar))
        draw(clinic, random, { who, from: instantOf(date, '13:00') + random.int(0, 90) * minute });
    }
    if (isWorkday(date, clinic.calendar)) portalVisit(clinic, random, date);
  }
}

function draw(
  clinic: Clinic,
  random: Random,
  { who, from }: { who: (typeof labStaff)[number]; from: number },
): void {
  const patient = random.pick(clinic.labPatients);
  const encounter = admit(clinic, {
    patient,
    started: from,
    ended: from + random.int(5, 20) * minute,
    people: [{ who, role: 'PPRF' }],
    service: 'laboratory',
  });
  let at = from + 10 * second;
  const rows = Math.round(random.int(6, 14) * clinic.options.busyness);
  for (let index = 0; index < rows; index++) {
    log(clinic, {
      server: 'lab',
      at,
      who,
      does: random.pick(['lab', 'lab', 'notes'] as const),
      patient,
      encounter,
      workstation: 'LIS-1',
    });
    at += random.int(500, 60_000) * 1000;
  }
}

/** A clinic's physician looks results up on the laboratory's server: person, patient and visit are the clinic's. */
function portalVisit(clinic: Clinic, random: Random, date: string): void {
  const who = random.pick(physicians);
  const visits = clinic.books.encounters.filter(
    (it) => it.server === 'main' && it.participants[0]?.user === who.id,
  );
  const encounter = random.pick(visits);
  const patient = clinic.patients.find(({ id }) => id === encounter.patient)!;
  const from = instantOf(date, '12:40') + random.int(0, 600) * second;
  for (let index = 0; index < 4; index++) {
    const form = random.pick(['absolute', 'role', 'reference'] as const);
    const how = random.pick(['element', 'entity'] as const);
    log(clinic, {
      server: 'lab',
      at: from + index * 7 * second,
      who,
      form,
      does: 'lab',
      patient,
      encounter,
      how,
    });
  }
  work(clinic, random, {
    who,
    from: from + 40 * second,
    rows: 2,
    next: () => ({ does: 'chart', patient, encounter }),
  });
}
