import { exactly, written } from './example.js';
import * as of from './orders.js';

const v20 = written('2.0', 'request');

export const REQUESTS_2 = [
  v20('2.0 patient-view', {
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000201',
    fhirServer: 'https://fhir.example.org/r4',
    fhirAuthorization: {
      access_token: 'opaque-2.0',
      token_type: 'Bearer',
      expires_in: 120,
      scope: 'patient/Observation.read user/Patient.read',
      subject: 'screening',
      patient: 'example-1',
    },
    context: { userId: 'PractitionerRole/role-1', patientId: 'example-1' },
    prefetch: { subject: of.patient('example-1'), nothing: null },
  }),
  v20('2.0 order-select, two selected of three', {
    hook: 'order-select',
    hookInstance: '00000000-0000-4000-8000-000000000202',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      selections: ['MedicationRequest/rx-2', 'NutritionOrder/diet-1'],
      draftOrders: of.bundle(
        of.drug('rx-1', 'example-1', 'metformin 500 mg'),
        of.drug('rx-2', 'example-1', 'warfarin 5 mg'),
        of.diet('diet-1', 'example-1', 'low vitamin K'),
      ),
    },
    prefetch: { active: { resourceType: 'Bundle', type: 'searchset', total: 0 } },
  }),
  v20('2.0 order-sign', {
    hook: 'order-sign',
    hookInstance: '00000000-0000-4000-8000-000000000203',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      draftOrders: of.bundle(
        of.drug('rx-1', 'example-1', 'metformin 500 mg'),
        of.drug('rx-2', 'example-1', 'warfarin 5 mg'),
        of.service('lab-1', 'example-1', 'prothrombin time'),
        of.diet('diet-1', 'example-1', 'low vitamin K'),
      ),
    },
  }),
  v20('2.0 order-dispatch, hook 1.0', {
    hook: 'order-dispatch',
    hookInstance: '00000000-0000-4000-8000-000000000204',
    context: {
      patientId: 'example-2',
      order: 'ServiceRequest/mri-1',
      performer: 'Organization/imaging-1',
      task: of.task('task-1', 'ServiceRequest/mri-1', 'example-2'),
    },
  }),
  v20('2.0 order-dispatch, hook 1.1', {
    hook: 'order-dispatch',
    hookInstance: '00000000-0000-4000-8000-000000000205',
    context: {
      patientId: 'example-2',
      dispatchedOrders: ['ServiceRequest/mri-1', 'ServiceRequest/lab-2'],
      performer: 'Organization/imaging-1',
      fulfillmentTasks: [of.task('task-2', 'ServiceRequest/lab-2', 'example-2')],
    },
  }),
  v20('2.0 encounter-start', {
    hook: 'encounter-start',
    hookInstance: '00000000-0000-4000-8000-000000000206',
    context: { userId: 'PractitionerRole/role-2', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v20('2.0 encounter-discharge', {
    hook: 'encounter-discharge',
    hookInstance: '00000000-0000-4000-8000-000000000207',
    context: { userId: 'Practitioner/example-3', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v20('2.0 appointment-book', {
    hook: 'appointment-book',
    hookInstance: '00000000-0000-4000-8000-000000000208',
    context: {
      userId: 'RelatedPerson/parent-4',
      patientId: 'example-4',
      encounterId: 'visit-4',
      appointments: of.bundle(of.appointment('slot-1', 'example-4'), of.appointment('slot-2', 'example-4')),
    },
  }),
  v20('2.0 allergyintolerance-create', {
    hook: 'allergyintolerance-create',
    hookInstance: '00000000-0000-4000-8000-000000000209',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      allergyIntolerances: of.bundle(
        of.allergy('allergy-1', 'example-1', 'penicillin'),
        of.allergy('allergy-2', 'example-1', 'latex'),
      ),
    },
  }),
  v20('2.0 problem-list-item-create', {
    hook: 'problem-list-item-create',
    hookInstance: '00000000-0000-4000-8000-000000000210',
    context: {
      userId: 'PractitionerRole/role-1',
      patientId: 'example-1',
      conditions: of.bundle(of.problem('problem-1', 'example-1', 'asthma')),
    },
  }),
  v20('2.0 medication-refill', {
    hook: 'medication-refill',
    hookInstance: '00000000-0000-4000-8000-000000000211',
    context: {
      userId: 'Practitioner/example-5',
      patientId: 'example-5',
      encounterId: 'refill-5',
      medications: of.bundle(
        of.drug('rx-8', 'example-5', 'salbutamol inhaler'),
        of.drug('rx-9', 'example-5', 'fluticasone inhaler'),
      ),
    },
  }),
  v20('2.0 a hook of its own', {
    hook: 'org.example.vaccine-scan',
    hookInstance: '00000000-0000-4000-8000-000000000212',
    context: { patientId: 'example-6', userId: 'Practitioner/example-6', barcode: '0123456789' },
  }),
  exactly('2.0', 'request')(
    '2.0 order-sign in odd bytes',
    '\n{ "extension":{"org.example.sequence":9007199254740993,"hookInstance":"not-this-one"},"context":{\t"draftOrders" :' +
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"MedicationRequest","id":"rx-1","text":"a } and a ] and a \\"",' +
      '"dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":1.50,"unit":"mg"}}]}],"quantity":{"value":0.1000e1}}}]}\r\n,' +
      '"patientId":"example-7","userId":"Practitioner\\/example-7" },"hookInstance":"00000000-0000-4000-8000-000000000213",' +
      '"hook":"order\\u002dsign","prefetch":{"hook":{"resourceType":"Basic","hook":"patient-view","id":"\\u00e9\\ud83d\\udc8a"}}}   ',
  ),
];
