import { exactly, written } from './example.js';
import * as of from './orders.js';

const before = written('1.x', 'request');
const v10 = written('1.0', 'request');

/** Before the 1.0 release: who and where stand beside the hook. */
const BEFORE = [
  before('1.x patient-view, all at the top', {
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000001',
    fhirServer: 'https://fhir.example.org/dstu2',
    redirect: 'https://ehr.example.org/done',
    user: 'Practitioner/example-1',
    patient: 'example-1',
    encounter: 'visit-1',
    context: [],
    prefetch: { subject: { response: { status: '200 OK' }, resource: of.patient('example-1') } },
  }),
  before('1.x medication-prescribe, an array of drugs', {
    hook: 'medication-prescribe',
    hookInstance: '00000000-0000-4000-8000-000000000002',
    user: 'Practitioner/example-2',
    context: {
      patientId: 'example-2',
      encounterId: 'visit-2',
      medications: [
        of.drugOrder('rx-1', 'example-2', 'amoxicillin 500 mg'),
        of.drugOrder('rx-2', 'example-2', 'ibuprofen 400 mg'),
      ],
    },
  }),
  before('1.x order-review, patient at the top only', {
    hook: 'order-review',
    hookInstance: '00000000-0000-4000-8000-000000000003',
    user: 'RelatedPerson/example-3',
    patient: 'example-3',
    context: { orders: of.bundle(of.diet('diet-1', 'example-3', 'soft')) },
  }),
];

const RELEASED = [
  v10('1.0 patient-view', {
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000101',
    fhirServer: 'https://fhir.example.org/stu3',
    fhirAuthorization: {
      access_token: 'opaque-1.0',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'patient/Patient.read',
      subject: 'screening',
    },
    context: { userId: 'Practitioner/example-1', patientId: 'example-1', encounterId: 'visit-1' },
    prefetch: { subject: of.patient('example-1'), nothing: null },
    extension: { 'org.example.station': 'ward-1' },
  }),
  v10('1.0 order-select', {
    hook: 'order-select',
    hookInstance: '00000000-0000-4000-8000-000000000102',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      selections: ['MedicationRequest/rx-2'],
      draftOrders: of.bundle(
        of.drug('rx-1', 'example-1', 'metformin 500 mg'),
        of.drug('rx-2', 'example-1', 'warfarin 5 mg'),
      ),
    },
  }),
  v10('1.0 order-sign', {
    hook: 'order-sign',
    hookInstance: '00000000-0000-4000-8000-000000000103',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-2',
      encounterId: 'visit-2',
      draftOrders: of.bundle(
        of.drugOrder('rx-3', 'example-2', 'warfarin 5 mg'),
        of.diet('diet-1', 'example-2', 'low salt'),
      ),
    },
  }),
  v10('1.0 encounter-start', {
    hook: 'encounter-start',
    hookInstance: '00000000-0000-4000-8000-000000000104',
    context: { userId: 'PractitionerRole/role-1', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v10('1.0 encounter-discharge', {
    hook: 'encounter-discharge',
    hookInstance: '00000000-0000-4000-8000-000000000105',
    context: { userId: 'Practitioner/example-3', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v10('1.0 appointment-book', {
    hook: 'appointment-book',
    hookInstance: '00000000-0000-4000-8000-000000000106',
    context: {
      userId: 'Patient/example-4',
      patientId: 'example-4',
      appointments: of.bundle(of.appointment('slot-1', 'example-4')),
    },
  }),
  v10('1.0 allergyintolerance-create', {
    hook: 'allergyintolerance-create',
    hookInstance: '00000000-0000-4000-8000-000000000107',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      allergyIntolerances: of.bundle(of.allergy('allergy-1', 'example-1', 'penicillin')),
    },
  }),
  v10('1.0 problem-list-item-create', {
    hook: 'problem-list-item-create',
    hookInstance: '00000000-0000-4000-8000-000000000108',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      conditions: of.bundle(of.problem('problem-1', 'example-1', 'asthma')),
    },
  }),
  v10('1.0 medication-refill, nobody in context', {
    hook: 'medication-refill',
    hookInstance: '00000000-0000-4000-8000-000000000109',
    context: {
      patientId: 'example-5',
      medications: of.bundle(of.drugOrder('rx-9', 'example-5', 'salbutamol inhaler')),
    },
  }),
  v10('1.0 medication-prescribe', {
    hook: 'medication-prescribe',
    hookInstance: '00000000-0000-4000-8000-000000000110',
    context: {
      userId: 'Practitioner/example-2',
      patientId: 'example-2',
      encounterId: 'visit-2',
      medications: of.bundle(
        of.drug('rx-4', 'example-2', 'codeine 30 mg'),
        of.drug('rx-5', 'example-2', 'diazepam 5 mg'),
        of.drug('rx-6', 'example-2', 'lactulose'),
      ),
    },
  }),
  v10('1.0 order-review', {
    hook: 'order-review',
    hookInstance: '00000000-0000-4000-8000-000000000111',
    context: {
      userId: 'Practitioner/example-2',
      patientId: 'example-6',
      orders: of.bundle(
        of.drugOrder('rx-7', 'example-6', 'heparin'),
        of.diet('diet-2', 'example-6', 'clear liquids'),
        of.drugOrder('rx-8', 'example-6', 'aspirin 100 mg'),
        of.drugOrder('rx-10', 'example-6', 'pantoprazole 40 mg'),
      ),
    },
  }),
  exactly('1.0', 'request')(
    '1.0 patient-view in odd bytes, a user that is no reference',
    '{"prefetch":{"decoy":{"resourceType":"Basic","hook":"order-sign","patientId":"example-wrong","note":"\\"userId\\":\\"nobody\\""}},\r\n' +
      '\t"context" : {"encounterId":"visit-7" ,"userId":"jdoe@ward.example","patientId":"\\u0065xample-7"},' +
      '   "\\u0068ook":"patient-view","hookInstance":"00000000-0000-4000-8000-000000000112"}\r\n\r\n',
  ),
];

export const REQUESTS_1 = [...BEFORE, ...RELEASED];
