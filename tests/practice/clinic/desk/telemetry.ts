import type { EncounterFact, TelemetryFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { iso } from '../site-time.js';
import { writtenPatient, writtenUser } from './alerts.js';

export interface Interval {
  started: number;
  ended: number;
  who?: Clinician | string | undefined;
  patient?: Patient | undefined;
  encounter?: EncounterFact | string | undefined;
  /** Without a tool the interval covers the whole EHR. */
  tool?: string;
  clicks: number;
  keyboard: number;
  id?: string;
  written?: string;
}

/** Click telemetry began in the second week. */
export const telemetryFromDay = 7;

export function beacon(clinic: Clinic, interval: Interval): TelemetryFact {
  const user = typeof interval.who === 'object' ? interval.who.id : (interval.who ?? '');
  const fact: TelemetryFact = {
    id: interval.id ?? `U${clinic.next('interval')}`,
    scope: interval.tool ? 'tool' : 'whole-ehr',
    started: interval.started,
    user,
    counts: !/^(Patient|RelatedPerson|Device|Organization)\/|^Practitioner\/nightly-/.test(user),
    patient: interval.patient?.id ?? '',
    encounter: typeof interval.encounter === 'object' ? interval.encounter.id : (interval.encounter ?? ''),
    clicks: interval.clicks,
    keyboard: interval.keyboard,
  };
  clinic.books.telemetry.push(fact);
  clinic.cells.ui_interval.push([
    fact.id,
    fact.scope,
    interval.written ?? iso(fact.started),
    iso(interval.ended),
    typeof interval.who === 'object' ? writtenUser(interval.who, clinic) : user,
    interval.patient ? writtenPatient(interval.patient, clinic) : '',
    fact.encounter,
    interval.tool ?? '',
    String(fact.clicks),
    String(fact.keyboard),
    String(fact.clicks * 3),
    String(Math.round(fact.clicks / 4)),
    String(Math.round((interval.ended - interval.started) / 1e6)),
  ]);
  return fact;
}
