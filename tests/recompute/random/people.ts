import type { Contained, Reference } from '../references.js';
import type { Random } from './random.js';
import { BASES } from './scenario.js';

export type Resource = { resourceType: string; id?: string; [key: string]: unknown };

const NPI = 'urn:npi';
const MRN = 'urn:mrn';

export const PATIENTS = ['p1', 'p2', 'p3', 'p4'];
export const USERS = ['d1', 'd2', 'd3', 'd4', 'bot-1'];

interface Form extends Reference {
  contained?: Contained;
}

/** The ways in which a log may name one user of the home server. */
export const USER_FORMS: Record<string, Form[]> = {
  d1: [
    { reference: 'Practitioner/d1' },
    { reference: 'Practitioner/d1/_history/3' },
    { reference: `${BASES.main}/Practitioner/d1` },
    { reference: 'PractitionerRole/r1' },
    { reference: 'PractitionerRole/r2' },
    { identifier: { system: NPI, value: '11' } },
    { identifier: { value: '11' }, display: 'Dr One' },
    { type: 'Practitioner', identifier: { system: NPI, value: '11' } },
    {
      reference: '#c1',
      contained: {
        resourceType: 'Practitioner',
        id: 'c1',
        identifier: [{ system: NPI, value: '11' }],
        name: [{ text: 'Dr One' }],
      },
    },
  ],
  // borne without a system
  d2: [
    { reference: 'Practitioner/d2' },
    { reference: `${BASES.main}/Practitioner/d2/_history/1` },
    { identifier: { system: 'urn:any', value: '22' } },
    { identifier: { value: '22' } },
  ],
  // borne by two: stays as written
  d3: [
    { reference: 'Practitioner/d3' },
    { reference: 'Practitioner/d3' },
    { identifier: { system: NPI, value: '33' } },
  ],
  d4: [{ reference: 'Practitioner/d4' }, { reference: 'PractitionerRole/r3' }, { reference: 'Person/x1' }],
  // known as no person, whatever it is called by
  'bot-1': [{ reference: 'Practitioner/bot-1' }, { identifier: { system: NPI, value: '99' } }],
};

export const PATIENT_FORMS: Record<string, Reference[]> = {
  p1: [
    { reference: 'Patient/p1' },
    { reference: 'Patient/p1/_history/2' },
    { reference: `${BASES.main}/Patient/p1` },
    { type: 'Patient', identifier: { system: MRN, value: '1' } },
  ],
  // linked: p2 ← p2-old ← p2-older
  p2: [
    { reference: 'Patient/p2' },
    { reference: 'Patient/p2-old' },
    { reference: 'Patient/p2-older' },
    { reference: `${BASES.main}/Patient/p2-old/_history/9` },
    { type: 'Patient', identifier: { value: 'two' } },
  ],
  p3: [{ reference: 'Patient/p3' }, { reference: 'Patient/p3' }],
  // never read
  p4: [{ reference: 'Patient/p4' }, { reference: 'https://elsewhere.example.org/Patient/p4' }],
};

function practitioner(id: string, ...identifier: object[]): Resource {
  return { resourceType: 'Practitioner', id, identifier };
}

export function people(r: Random): Resource[] {
  const shared = { system: NPI, value: '33' };
  return [
    practitioner('d1', { system: NPI, value: '11' }, { system: 'urn:staff', value: 'one' }),
    practitioner('d2', { value: '22' }),
    practitioner('d3', shared),
    practitioner('d3-twin', shared),
    practitioner('d4'),
    practitioner('bot-1', { system: NPI, value: '99' }),
    { resourceType: 'PractitionerRole', id: 'r1', practitioner: { reference: 'Practitioner/d1' } },
    {
      resourceType: 'PractitionerRole',
      id: 'r2',
      practitioner: { identifier: { system: NPI, value: '11' } },
    },
    { resourceType: 'PractitionerRole', id: 'r3' },
    { resourceType: 'Patient', id: 'p1', identifier: [{ system: MRN, value: '1' }] },
    // an old version that bore another's identifier
    {
      resourceType: 'Patient',
      id: 'p3',
      meta: { versionId: '9' },
      identifier: [{ system: MRN, value: '1' }],
    },
    {
      resourceType: 'Patient',
      id: 'p3',
      meta: { versionId: '10' },
      identifier: [{ system: MRN, value: '3' }],
    },
    {
      resourceType: 'Patient',
      id: 'p2',
      identifier: [{ system: MRN, value: 'two' }],
      link: [{ other: { reference: 'Patient/p2-old' }, type: r.pick(['replaces', 'replaces', 'seealso']) }],
    },
    {
      resourceType: 'Patient',
      id: 'p2-older',
      link: [{ other: { reference: 'Patient/p2-old' }, type: 'replaced-by' }],
    },
    { resourceType: 'Patient', id: 'p2-old' },
  ];
}
