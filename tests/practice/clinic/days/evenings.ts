import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import type { Clinician } from '../people/clinicians.js';
import { panelOf } from '../people/panels.js';
import type { Random } from '../random.js';
import { day } from '../site-time.js';
import type { Task } from '../touches.js';
import { type Step, work } from './session.js';

export interface Evening {
  physician: Clinician;
  from: number;
  seen: EncounterFact[];
}

/** Messages, the day's notes, and a look at what was written weeks ago. */
export function inboxSession(clinic: Clinic, random: Random, { physician, from, seen }: Evening): void {
  const byId = new Map(clinic.patients.map((patient) => [patient.id, patient]));
  const old = clinic.books.encounters.filter(
    (encounter) =>
      encounter.server === 'main' &&
      encounter.started !== null &&
      encounter.started < from - 5 * day &&
      (!clinic.story.ownPatients || encounter.participants.some(({ user }) => user === physician.id)),
  );
  const panel = panelOf(clinic.patients, physician);
  const next = (): Step => {
    const what = random.weighted([
      [60, 'message'],
      [25, 'note'],
      [8, 'old note'],
      [7, 'list'],
    ]);
    if (what === 'note' && seen.length > 0) {
      const encounter = random.pick(seen);
      return { does: 'notes', patient: byId.get(encounter.patient)!, encounter };
    }
    if (what === 'old note' && old.length > 0) {
      const encounter = random.pick(old);
      return { does: 'chart', patient: byId.get(encounter.patient)!, encounter, how: 'entity' };
    }
    if (what === 'list') return { does: random.pick<Task>(['inbox', 'unmapped']) };
    return {
      does: 'inbox',
      patient: clinic.story.ownPatients ? random.pick(panel) : clinic.somebody(random),
    };
  };
  work(clinic, random, { who: physician, from, rows: random.int(18, 45), next });
}
