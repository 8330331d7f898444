import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import type { Json } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { iso } from '../site-time.js';

export interface Scene {
  physician: Clinician;
  patient: Patient;
  encounter: EncounterFact;
  at: number;
}

/** What the patient has of it: orders, a vaccine, an explanation, a harm that did not happen. */
export function careOf(clinic: Clinic, random: Random, scene: Scene): void {
  if (random.chance(0.6)) order(clinic, random, scene, 'MedicationRequest');
  if (random.chance(0.5)) order(clinic, random, scene, 'ServiceRequest');
  if (random.chance(0.1)) immunization(clinic, scene);
  if (random.chance(0.08)) procedure(clinic, scene);
  if (random.chance(0.3)) education(clinic, random, scene);
  if (random.chance(0.05)) hazard(clinic, random, scene);
}

function place(clinic: Clinic, type: string, at: number): Json {
  return {
    resourceType: type,
    id: String(clinic.next(type)),
    meta: { versionId: '1', lastUpdated: iso(at) },
  };
}

const about = ({ patient, encounter }: Scene) => ({
  subject: { reference: patient.id },
  encounter: { reference: encounter.id },
});

function order(
  clinic: Clinic,
  random: Random,
  scene: Scene,
  type: 'MedicationRequest' | 'ServiceRequest',
): void {
  const code = {
    coding: [
      {
        system: 'urn:clinic:orders',
        code: `${type === 'MedicationRequest' ? 'RX' : 'SR'}${random.int(1, 30)}`,
      },
    ],
  };
  clinic.file('main', {
    ...place(clinic, type, scene.at),
    status: random.chance(0.05) ? (type === 'MedicationRequest' ? 'cancelled' : 'revoked') : 'active',
    intent: 'order',
    ...(type === 'MedicationRequest' ? { medicationCodeableConcept: code } : { code }),
    ...about(scene),
    authoredOn: iso(scene.at),
    requester: { reference: scene.physician.id },
  });
}

function immunization(clinic: Clinic, { patient, encounter, at }: Scene): void {
  clinic.file('main', {
    ...place(clinic, 'Immunization', at),
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '158' }] },
    patient: { reference: patient.id },
    encounter: { reference: encounter.id },
    occurrenceDateTime: iso(at),
  });
}

function procedure(clinic: Clinic, scene: Scene): void {
  clinic.file('main', {
    ...place(clinic, 'Procedure', scene.at),
    status: 'completed',
    // Teach-back: the patient says it in their own words.
    code: { coding: [{ system: 'http://snomed.info/sct', code: '311401005' }] },
    ...about(scene),
    performedDateTime: iso(scene.at),
  });
}

function education(clinic: Clinic, random: Random, scene: Scene): void {
  const own = clinic.story.neutral || random.chance(scene.patient.language === 'en' ? 0.98 : 0.4);
  clinic.file('main', {
    ...place(clinic, 'Communication', scene.at),
    status: 'completed',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'instruction' },
        ],
      },
    ],
    language: own && scene.patient.language ? scene.patient.language : 'en',
    ...about(scene),
    sent: iso(scene.at),
    sender: { reference: scene.physician.id },
  });
}

function hazard(clinic: Clinic, random: Random, { patient, encounter, physician, at }: Scene): void {
  const monitored = random.chance(0.6);
  const mitigated = random.chance(monitored || clinic.story.neutral ? clinic.story.mitigated : 0.2);
  clinic.file('main', {
    ...place(clinic, 'DetectedIssue', at),
    status: 'final',
    code: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'DRG' }] },
    patient: { reference: patient.id },
    identifiedDateTime: iso(at),
    author: { reference: monitored ? 'Device/rpm-hub' : physician.id },
    implicated: [{ reference: encounter.id }],
    ...(mitigated && {
      mitigation: [{ action: { text: 'dose reduced' }, date: iso(at), author: { reference: physician.id } }],
    }),
  });
}
