import type { Clinician } from '../people/clinicians.js';
import { mrnSystem, type Patient } from '../people/patients.js';
import { type Json, localId } from './references.js';

const meta = { versionId: '1', lastUpdated: '2025-01-01T00:00:00.000Z' };
const core = 'http://hl7.org/fhir/us/core/StructureDefinition';

export function practitionerResource(person: Clinician): Json {
  return {
    resourceType: 'Practitioner',
    id: localId(person.id).split('/')[1],
    meta,
    identifier: person.identifiers,
    name: [{ text: person.name, suffix: [person.title] }],
  };
}

export function roleResource(person: Clinician): Json {
  return {
    resourceType: 'PractitionerRole',
    id: localId(person.role).split('/')[1],
    meta,
    practitioner: { reference: localId(person.id) },
    specialty: [{ coding: [{ system: 'urn:clinic:specialty', code: person.specialty }] }],
  };
}

export function patientResources(patient: Patient): Json[] {
  const value = mrnOf(patient);
  const resource = {
    resourceType: 'Patient',
    id: String(patient.number),
    meta,
    extension: extensions(patient),
    identifier: [{ system: patient.server === 'main' ? mrnSystem : 'urn:lab:mrn', value }],
    ...(patient.gender && { gender: patient.gender }),
    birthDate: `${patient.born}-06-15`,
    ...(patient.language && {
      communication: [
        { language: { coding: [{ system: 'urn:ietf:bcp:47', code: patient.language }] }, preferred: true },
      ],
    }),
  };
  return [...formerResources(patient), resource];
}

export function mrnOf(patient: Patient): string {
  // Two patients were given one number: a row that knows only that stays as it is written.
  if (patient.server === 'main' && [299, 300].includes(patient.number)) return 'M-SHARED';
  return `${patient.server === 'main' ? 'M' : 'LP'}${5000 + patient.number}`;
}

/** Merged records: one says so itself, of another the surviving record says so, a third is merged twice. */
function formerResources({ number, formerly }: Patient): Json[] {
  return formerly.map((former) => ({
    resourceType: 'Patient',
    id: String(former),
    meta,
    active: false,
    ...(former !== 302 && {
      link: [{ other: { reference: `Patient/${former === 303 ? 304 : number}` }, type: 'replaced-by' }],
    }),
  }));
}

export function survivorLink(resource: Json): Json {
  if (resource.resourceType !== 'Patient' || resource.id !== '40') return resource;
  return { ...resource, link: [{ other: { reference: 'Patient/302' }, type: 'replaces' }] };
}

function extensions(patient: Patient): Json[] {
  const omb = (url: string, code: string) => ({
    url: `${core}/${url}`,
    extension: [{ url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code } }],
  });
  return [
    ...(patient.race ? [omb('us-core-race', patient.race)] : []),
    omb('us-core-ethnicity', patient.hispanic ? '2135-2' : '2186-5'),
    ...(patient.interpreter
      ? [
          {
            url: `${core}/us-core-interpreter-needed`,
            valueCoding: { system: 'http://snomed.info/sct', code: '373066001' },
          },
        ]
      : []),
  ];
}
