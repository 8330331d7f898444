import type { EncounterFact, Server } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { type EncounterPaper, encounterResource } from '../paper/encounter.js';
import { type Json, reference } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { hour } from '../site-time.js';
import { patientWhat } from './log.js';

export interface Attending {
  who: Clinician | string;
  role?: string;
}

export interface Admission {
  patient: Patient;
  class?: string;
  /** In R4's words; an R5 resource says `completed` for `finished`. */
  status?: string;
  started: number | null;
  ended: number | null;
  people: Attending[];
  shape?: 'R4' | 'R5';
  dateOnlyStart?: boolean;
  dateOnlyEnd?: boolean;
  virtual?: boolean;
  service?: string;
  /** Instead of the next number, where the order of ids matters. */
  id?: string;
  /** What earlier versions said; the newest is the admission itself. */
  earlier?: Partial<Pick<Admission, 'status' | 'started' | 'ended' | 'people' | 'class'>>[];
}

export function admit(clinic: Clinic, admission: Admission): EncounterFact {
  const server: Server = admission.patient.server;
  const random = clinic.paper;
  const number = admission.id ?? String(clinic.next(`Encounter of ${server}`));
  const id = `${server === 'lab' ? 'lab:' : ''}Encounter/${number}`;
  const visitNumber = `${server === 'lab' ? 'LAB' : 'CSN'}-${number}`;
  clinic.visitNumbers.set(id, visitNumber);
  const shape = admission.shape ?? (random.chance(0.35) ? 'R5' : 'R4');
  const versions = [...(admission.earlier ?? []), {}];
  // Versions written within one instant are told apart by their number alone.
  const spread = random.chance(0.3) ? 0 : hour;
  const written = (admission.ended ?? admission.started ?? clinic.calendar.from) + hour;
  const papers = versions.map((change, index): EncounterPaper => {
    const state = { ...admission, ...change };
    return {
      fact: fact(id, shape, state),
      shape,
      // From 9 to 10: versions are compared as numbers.
      version: String(8 + index),
      lastUpdated: written + index * spread,
      subject: patientWhat(admission.patient, server, random),
      people: state.people.map(({ who, role }) => ({ actor: actor(who, server, clinic), role: role ?? '' })),
      dateOnlyStart: state.dateOnlyStart ?? false,
      dateOnlyEnd: state.dateOnlyEnd ?? false,
      virtual: state.virtual ?? false,
      visitNumber,
      service: state.service ?? 'general',
      location: state.class === 'IMP' ? 'ward' : 'clinic',
    };
  });
  // Nothing may depend on the order of arrival.
  const order = random.chance(0.5) ? papers : [...papers].reverse();
  for (const paper of order) clinic.file(server, encounterResource(paper));
  const current = papers[papers.length - 1]!.fact;
  clinic.books.encounters.push(current);
  return current;
}

function fact(id: string, shape: 'R4' | 'R5', state: Admission): EncounterFact {
  const status = state.status ?? 'finished';
  return {
    id,
    server: state.patient.server,
    patient: state.patient.id,
    status: shape === 'R5' && status === 'finished' ? 'completed' : status,
    virtual: state.virtual ?? false,
    class: state.virtual && shape === 'R4' ? 'VR' : (state.class ?? 'AMB'),
    started: state.started,
    ended: state.ended,
    participants: state.people.map(({ who, role }) => ({
      user: typeof who === 'string' ? who : who.id,
      role: role ?? '',
    })),
  };
}

function actor(who: Clinician | string, server: Server, clinic: Clinic): Json {
  if (typeof who === 'string') return { reference: reference(who, server) };
  const form = clinic.paper.weighted([
    [80, 'plain'],
    [10, 'role'],
    [10, 'identifier'],
  ]);
  if (form === 'role') return { reference: reference(who.role, server) };
  if (form === 'identifier') return { type: 'Practitioner', identifier: { ...who.identifiers[0]! } };
  return { reference: reference(who.id, server) };
}
