import type { AlertFact, AnswerFact, EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { bases } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { iso, siteOffset } from '../site-time.js';

export interface Firing {
  at: number;
  key: string;
  /** A clinician, or the reference of somebody who is none. */
  who: Clinician | string;
  patient?: Patient | undefined;
  encounter?: EncounterFact | string | undefined;
  hook?: string;
  interruptive?: AlertFact['interruptive'];
  seen?: AlertFact['seen'];
  id?: string;
  /** The instant as the file has it, where it is not simply ISO in UTC. */
  written?: string;
}

/** The alert service went live on the third day: before it an encounter's alerts are unknown, not none. */
export const alertsFromDay = 2;

export function fire(clinic: Clinic, firing: Firing): AlertFact {
  const random = clinic.paper;
  const user = typeof firing.who === 'string' ? firing.who : firing.who.id;
  const fact: AlertFact = {
    id: firing.id ?? `A${clinic.next('alert')}`,
    at: firing.at,
    seen: firing.seen ?? 'shown',
    user,
    counts: !/^(Patient|RelatedPerson|Device|Organization)\/|^Practitioner\/nightly-/.test(user),
    patient: firing.patient?.id ?? '',
    encounter: typeof firing.encounter === 'object' ? firing.encounter.id : (firing.encounter ?? ''),
    key: firing.key,
    hook: firing.hook ?? '',
    interruptive: firing.interruptive ?? 'unknown',
  };
  clinic.books.alerts.push(fact);
  clinic.cells.alert.push([
    fact.id,
    firing.written ?? iso(fact.at, { offset: random.chance(0.2) ? siteOffset(fact.at) : 0 }),
    fact.seen,
    typeof firing.who === 'string' ? firing.who : writtenUser(firing.who, clinic),
    firing.patient ? writtenPatient(firing.patient, clinic) : '',
    fact.encounter.startsWith('Encounter/') && random.chance(0.05)
      ? `${bases.main}/${fact.encounter}`
      : fact.encounter,
    fact.key,
    fact.hook,
    random.pick(['info', 'warning', 'critical']),
    fact.interruptive,
    '',
  ]);
  return fact;
}

export function answer(
  clinic: Clinic,
  alert: AlertFact,
  { at, response, reason = '' }: { at: number | null; response: AnswerFact['response']; reason?: string },
): void {
  clinic.books.answers.push({ alert: alert.id, at, response });
  clinic.cells.alert_answer.push([alert.id, at === null ? '' : iso(at), response, reason]);
}

export function writtenUser(who: Clinician, clinic: Clinic): string {
  const { system, value } = who.identifiers[0]!;
  return clinic.paper.weighted([
    [80, who.id],
    [10, who.role],
    [10, system ? `Practitioner?identifier=${system}|${value}` : who.id],
  ]);
}

export function writtenPatient(patient: Patient, clinic: Clinic): string {
  const former = patient.formerly.length > 0 && clinic.paper.chance(0.5);
  return former ? `Patient/${clinic.paper.pick(patient.formerly)}` : patient.id;
}
