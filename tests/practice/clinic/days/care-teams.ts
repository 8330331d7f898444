import type { CareTeamFact } from '../books/link-facts.js';
import type { Clinic } from '../clinic.js';
import { type Json, reference } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import { teamOf } from '../people/panels.js';
import { everydayPatients } from '../people/patients.js';
import { day, hour, iso, siteOffset } from '../site-time.js';

/** Three in four everyday patients have a team on file: their physician and nurse, some for a part of the time. */
export function careTeams(clinic: Clinic): void {
  const random = clinic.random('care teams');
  const noon = (index: number) => clinic.calendar.from + index * day + 12 * hour;
  for (const patient of clinic.patients.slice(0, everydayPatients)) {
    if (!clinic.story.neutral && !random.chance(0.75)) continue;
    const { physician, nurse } = teamOf(patient);
    const span = random.weighted<[number | null, number | null]>([
      [80, [null, null]],
      [8, [noon(-200), noon(random.int(3, 12))]],
      [8, [noon(random.int(8, 20)), null]],
      [4, [noon(-300), noon(-30)]],
    ]);
    const [started, ended] = clinic.story.neutral ? [null, null] : span;
    const members = [physician, nurse].map((who) => member(who, random.chance(0.2)));
    for (const { id: user } of [physician, nurse]) {
      const fact: CareTeamFact = { patient: patient.id, user, started, ended };
      clinic.books.careTeams.push(fact);
    }
    const period = periodOf(started, ended);
    const each = random.chance(0.5);
    clinic.file('main', {
      resourceType: 'CareTeam',
      id: String(clinic.next('CareTeam')),
      meta: { versionId: '1', lastUpdated: iso(clinic.calendar.from) },
      status: 'active',
      subject: { reference: patient.id },
      ...(!each && period && { period }),
      participant: [
        ...members.map((one) => ({ member: one, ...(each && period && { period }) })),
        // The patient and a carer belong to the team and are no colleagues.
        { member: { reference: patient.id } },
        { member: { reference: `RelatedPerson/${patient.number}` } },
      ],
    });
  }
}

function member(who: Clinician, byRole: boolean): Json {
  return { reference: reference(byRole ? who.role : who.id, 'main') };
}

function periodOf(started: number | null, ended: number | null): Json | null {
  if (started === null && ended === null) return null;
  const local = (at: number) => iso(at, { offset: siteOffset(at) });
  return {
    ...(started !== null && { start: local(started) }),
    ...(ended !== null && { end: local(ended) }),
  };
}
