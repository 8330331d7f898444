import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { beacon, telemetryFromDay } from '../desk/telemetry.js';
import type { Clinician } from '../people/clinicians.js';
import { clinicNurses } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { day, minute, second } from '../site-time.js';
import type { Task } from '../touches.js';
import { bookAppointment } from './bookings.js';
import { careOf } from './care.js';
import { work } from './session.js';
import { visitAlerts } from './visit-alerts.js';

/** One visit from check-in to the note, as nurse and physician live it. */
export function visit(
  clinic: Clinic,
  random: Random,
  { physician, slot }: { physician: Clinician; slot: number },
): EncounterFact {
  const patient = clinic.somebody(random);
  const virtual = random.chance(clinic.story.virtual[patient.language]);
  const nurse = !virtual && random.chance(0.6) ? random.pick(clinicNurses) : undefined;
  const started =
    slot + random.int(-3 * 60, 12 * 60) * second + (random.chance(0.1) ? 4 * random.int(0, 249_999) : 0);
  const ended = started + random.int(14 * 60, 38 * 60) * second;
  const encounter = admit(clinic, {
    patient,
    virtual,
    started,
    ended,
    people: attending(random, physician, nurse),
    ...versions(random, physician),
  });
  bookAppointment(clinic, random, { patient, physician, slot, status: 'fulfilled' });
  if (nurse) {
    work(clinic, random, {
      who: nurse,
      from: started - random.int(0, 6) * minute,
      rows: random.int(5, 11),
      next: () => ({
        does: random.pick<Task>(['chart', 'notes', 'chart', 'unmapped']),
        patient,
        encounter,
        ...unsaid(random),
      }),
    });
  }
  physicianWork(clinic, random, { physician, patient, encounter, virtual, started });
  visitAlerts(clinic, random, { physician, patient, encounter, from: started, to: ended });
  if (started >= clinic.calendar.from + telemetryFromDay * day)
    clicks(clinic, random, { physician, patient, encounter, started, ended });
  careOf(clinic, random, { physician, patient, encounter, at: started + 5 * minute });
  return encounter;
}

function attending(random: Random, physician: Clinician, nurse?: Clinician) {
  const role = random.weighted([
    [60, 'ATND'],
    [25, 'PPRF'],
    [15, ''],
  ]);
  const list = [{ who: physician, ...(role && { role }) }, ...(nurse ? [{ who: nurse, role: 'SPRF' }] : [])];
  return random.chance(0.3) ? list.reverse() : list;
}

/** Some encounters were also exported while they were under way. */
function versions(random: Random, physician: Clinician) {
  if (!random.chance(0.08)) return {};
  return { earlier: [{ status: 'in-progress', ended: null, people: [{ who: physician, role: 'ATND' }] }] };
}

interface VisitWork {
  physician: Clinician;
  patient: Patient;
  encounter: EncounterFact;
  virtual: boolean;
  started: number;
}

function physicianWork(
  clinic: Clinic,
  random: Random,
  { physician, patient, encounter, virtual, started }: VisitWork,
): void {
  const billing = clinic.story.codingShare;
  const task = (): Task =>
    random.weighted<Task>([
      [30, 'chart'],
      [24, 'notes'],
      [18, 'orders'],
      [100 * billing, 'coding'],
      [5, 'unmapped'],
      [4, 'popup'],
      [3, 'monitoring'],
      [1, 'sepsis'],
      [virtual ? 20 : 0, 'telehealth'],
    ]);
  const step = () => ({ does: task(), patient, encounter, ...unsaid(random) });
  // Charts are opened before the patient is in the room, and notes finished after.
  if (random.chance(0.3))
    work(clinic, random, {
      who: physician,
      from: started - random.int(8, 50) * minute,
      rows: random.int(2, 6),
      next: step,
    });
  work(clinic, random, {
    who: physician,
    from: started + random.int(20, 200) * second,
    rows: random.int(18, 34),
    next: step,
  });
  if (random.chance(0.12)) {
    work(clinic, random, {
      who: physician,
      from: started + 9 * minute,
      rows: 3,
      next: () => ({ does: 'own', patient, encounter }),
    });
  }
}

/** Some rows name nobody: a click in a menu, a list, the schedule. */
function unsaid(random: Random): { patient?: undefined; encounter?: undefined } {
  return random.chance(0.04) ? { patient: undefined, encounter: undefined } : {};
}

function clicks(
  clinic: Clinic,
  random: Random,
  { physician, patient, encounter, started, ended }: Omit<VisitWork, 'virtual'> & { ended: number },
): void {
  const said = random.chance(0.5) ? encounter : undefined;
  const common = { who: physician, patient, encounter: said, ended };
  if (random.chance(0.7)) {
    beacon(clinic, {
      ...common,
      started: started + 20 * second,
      clicks: random.int(40, 260),
      keyboard: random.int(0, 12),
    });
  }
  const [low, high] = clinic.story.codingClicks;
  const [least, most] = clinic.story.otherClicks;
  if (random.chance(clinic.story.codingBeacons))
    beacon(clinic, {
      ...common,
      tool: 'coding-assistant',
      started: started + minute,
      clicks: random.int(low, high),
      keyboard: 1,
    });
  if (random.chance(clinic.story.otherBeacons))
    beacon(clinic, {
      ...common,
      tool: 'order-entry',
      started: started + minute,
      clicks: random.int(least, most),
      keyboard: 1,
    });
}
