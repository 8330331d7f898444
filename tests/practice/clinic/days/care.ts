import type { EncounterFact } from '../books/facts.js';
import type { BenefitFact } from '../books/link-facts.js';
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
  if (random.chance(clinic.story.educated)) education(clinic, random, scene);
  if (random.chance(0.05)) hazard(clinic, random, scene);
}

function place(clinic: Clinic, type: string, at: number): Json {
  return {
    resourceType: type,
    id: String(clinic.next(type)),
    meta: { versionId: '1', lastUpdated: iso(at) },
  };
}

function note(
  clinic: Clinic,
  resource: Json,
  { patient, encounter, at }: Scene,
  benefit: Pick<BenefitFact, 'kind'> & Partial<BenefitFact>,
): void {
  clinic.books.benefits.push({
    feed: 'fhir',
    id: `${resource.resourceType}/${resource.id}`,
    tool: '',
    patient: patient.id,
    encounter: encounter.id,
    at,
    language: '',
    ...benefit,
  });
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
  const ordered = `${type === 'MedicationRequest' ? 'RX' : 'SR'}${random.int(1, 30)}`;
  const code = { coding: [{ system: 'urn:clinic:orders', code: ordered }] };
  const placed = place(clinic, type, scene.at);
  const withdrawn = random.chance(0.05);
  const fact = {
    feed: 'fhir' as const,
    id: `${type}/${placed.id}`,
    patient: scene.patient.id,
    encounter: scene.encounter.id,
    user: scene.physician.id,
    code: ordered,
    at: scene.at,
  };
  clinic.books.orders.push({ ...fact, what: 'placed' });
  // Its version on file was written as it was placed, so that is when a reader sees it withdrawn.
  if (withdrawn) clinic.books.orders.push({ ...fact, what: 'cancelled' });
  clinic.file('main', {
    ...placed,
    status: withdrawn ? (type === 'MedicationRequest' ? 'cancelled' : 'revoked') : 'active',
    intent: 'order',
    ...(type === 'MedicationRequest' ? { medicationCodeableConcept: code } : { code }),
    ...about(scene),
    authoredOn: iso(scene.at),
    requester: { reference: scene.physician.id },
  });
}

function immunization(clinic: Clinic, scene: Scene): void {
  const { patient, encounter, at } = scene;
  const given = place(clinic, 'Immunization', at);
  note(clinic, given, scene, { kind: 'immunization' });
  clinic.file('main', {
    ...given,
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '158' }] },
    patient: { reference: patient.id },
    encounter: { reference: encounter.id },
    occurrenceDateTime: iso(at),
  });
}

function procedure(clinic: Clinic, scene: Scene): void {
  const done = place(clinic, 'Procedure', scene.at);
  note(clinic, done, scene, { kind: 'education' });
  clinic.file('main', {
    ...done,
    status: 'completed',
    // Patient education; a Procedure does not say in which language.
    code: { coding: [{ system: 'http://snomed.info/sct', code: '311401005' }] },
    ...about(scene),
    performedDateTime: iso(scene.at),
  });
}

function education(clinic: Clinic, random: Random, scene: Scene): void {
  const own = random.chance(clinic.story.inLanguage[scene.patient.language === 'en' ? 'en' : 'other']);
  const sent = place(clinic, 'Communication', scene.at);
  const spoken = own && scene.patient.language ? scene.patient.language : 'en';
  // A region is no other language: es-US is Spanish.
  const language = Number(sent.id) % 5 === 0 ? `${spoken}-US` : spoken;
  note(clinic, sent, scene, { kind: 'education', language });
  clinic.file('main', {
    ...sent,
    status: 'completed',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'instruction' },
          { system: 'http://snomed.info/sct', code: '409073007' },
        ],
      },
    ],
    language,
    ...about(scene),
    sent: iso(scene.at),
    sender: { reference: scene.physician.id },
  });
}

function hazard(clinic: Clinic, random: Random, scene: Scene): void {
  const { patient, encounter, physician, at } = scene;
  const monitored = random.chance(0.6);
  const mitigated = random.chance(clinic.story.mitigated[monitored ? 'monitored' : 'other']);
  const found = place(clinic, 'DetectedIssue', at);
  const tool = monitored ? 'remote-monitoring' : '';
  // A DetectedIssue has no element for its encounter.
  note(clinic, found, scene, { kind: 'hazard', tool, encounter: '' });
  if (mitigated) note(clinic, found, scene, { kind: 'hazard-mitigated', tool, encounter: '' });
  clinic.file('main', {
    ...found,
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
