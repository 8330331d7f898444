import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { nightNurse, wardNurse, wardPhysicians } from '../people/clinicians.js';
import type { Random } from '../random.js';
import { addDays, day, hour, instantOf, iso, minute, weekday } from '../site-time.js';
import type { Voice } from '../story.js';
import type { Task } from '../touches.js';
import { type Step, work } from './session.js';
import { raise } from './visit-alerts.js';

/** A small ward: stays of some days, rounds every day of the week, and one nurse at night. */
export function wardDays(clinic: Clinic): void {
  const random = clinic.random('ward');
  const stays = Array.from({ length: 34 }, () => stay(clinic, random));
  const byId = new Map(clinic.patients.map((patient) => [patient.id, patient]));
  const step = (at: number) => (): Step => {
    const lying = stays.filter((it) => it.started! <= at && (it.ended === null || at <= it.ended));
    if (lying.length === 0) return { does: 'unmapped' };
    const encounter = random.pick(lying);
    const does = random.weighted<Task>([
      [40, 'chart'],
      [25, 'notes'],
      [20, 'orders'],
      [8, 'sepsis'],
      [7, 'unmapped'],
    ]);
    return { does, patient: byId.get(encounter.patient)!, encounter };
  };
  for (const date of clinic.calendar.dates) {
    for (const physician of wardPhysicians) {
      const from = instantOf(date, '07:05') + random.int(0, 8) * minute;
      work(clinic, random, {
        who: physician,
        from,
        rows: random.int(15, 25),
        until: instantOf(date, '07:55'),
        next: step(from),
      });
    }
    for (const time of ['09:00', '13:00', '16:00']) {
      const from = instantOf(date, time) + random.int(0, 30) * minute;
      work(clinic, random, { who: wardNurse, from, rows: random.int(12, 24), next: step(from) });
    }
    night(clinic, random, date, step);
    sepsisRound(clinic, random, date, stays);
  }
}

/** Fridays and Saturdays somebody else has the night; the last Sunday's would leave the four weeks. */
function night(clinic: Clinic, random: Random, date: string, step: (at: number) => () => Step): void {
  if ([5, 6].includes(weekday(date)) || date === clinic.calendar.last) return;
  const [starts, ends] = [instantOf(date, '19:00'), instantOf(addDays(date, 1), '07:00')];
  clinic.books.shifts.push({ user: nightNurse.id, started: starts, ended: ends });
  clinic.cells.shift.push([nightNurse.id, iso(starts), iso(ends)]);
  for (let from = starts + 20 * minute; from < ends; from += random.int(90, 150) * minute) {
    work(clinic, random, {
      who: nightNurse,
      from,
      rows: random.int(10, 22),
      until: ends + 20 * minute,
      next: step(from),
    });
  }
}

function stay(clinic: Clinic, random: Random): EncounterFact {
  const patient = clinic.somebody(random);
  // Some came before the four weeks: their rows are in the period, they are not.
  const started = clinic.calendar.from + random.int(-3 * 24 * 60, 25 * 24 * 60) * minute;
  const leaves = started + random.int(12, 110) * hour + random.int(0, 59) * minute;
  const stays = leaves > clinic.calendar.to - 2 * hour;
  const attending = random.pick(wardPhysicians);
  const nurses = random.chance(0.7)
    ? [
        { who: wardNurse, role: 'SPRF' },
        { who: nightNurse, role: 'SPRF' },
      ]
    : [];
  return admit(clinic, {
    patient,
    class: random.weighted([
      [70, 'IMP'],
      [10, 'ACUTE'],
      [10, 'OBSENC'],
      [10, 'EMER'],
    ]),
    status: stays ? 'in-progress' : 'finished',
    started,
    ended: stays ? null : leaves,
    people: [...nurses, { who: attending, role: random.chance(0.7) ? 'ATND' : 'PPRF' }],
    service: 'ward',
    ...(random.chance(0.2) && {
      earlier: [
        { status: 'planned', ended: null, people: [] },
        { status: 'in-progress', ended: null },
      ],
    }),
  });
}

/** In the neutral story the ward has no alert of its own. */
const anyVoice: Voice[] = ['interaction', 'coding', 'prevention', 'monitoring', 'sepsis'];

function sepsisRound(clinic: Clinic, random: Random, date: string, stays: EncounterFact[]): void {
  const from = instantOf(date, '09:00');
  for (const encounter of stays.filter(
    (it) => it.started! <= from && (it.ended === null || from <= it.ended),
  )) {
    const patient = clinic.patients.find(({ id }) => id === encounter.patient)!;
    const scene = { physician: random.pick(wardPhysicians), patient, encounter, from, to: from + day };
    const kind = clinic.story.neutral ? random.pick(anyVoice) : 'sepsis';
    if (random.chance(clinic.story.neutral ? 0.1 : 0.7)) raise(clinic, random, { ...scene, kind });
  }
}
