import { exactly, written } from './example.js';
import * as of from './orders.js';

const v30 = written('3.0', 'request');

export const REQUESTS_3 = [
  v30('3.0 patient-view', {
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000301',
    fhirServer: 'https://fhir.example.org/r4',
    fhirAuthorization: {
      access_token: 'opaque-3.0',
      token_type: 'Bearer',
      expires_in: 60,
      scope: 'patient/Observation.rs',
      subject: 'kidney',
      patient: 'example-1',
    },
    context: { userId: 'Practitioner/example-1', patientId: 'example-1', encounterId: 'visit-1' },
    prefetch: {
      missing: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] },
      labs: {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [{ relation: 'next', url: 'https://fhir.example.org/r4/Observation?page=2' }],
      },
    },
  }),
  v30('3.0 order-select', {
    hook: 'order-select',
    hookInstance: '00000000-0000-4000-8000-000000000302',
    context: {
      userId: 'PractitionerRole/role-1',
      patientId: 'example-1',
      selections: ['ServiceRequest/lab-1'],
      draftOrders: of.bundle(of.service('lab-1', 'example-1', 'creatinine')),
    },
  }),
  v30('3.0 order-sign', {
    hook: 'order-sign',
    hookInstance: '00000000-0000-4000-8000-000000000303',
    context: {
      userId: 'PractitionerRole/role-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      draftOrders: of.bundle(
        of.drug('rx-1', 'example-1', 'gentamicin 320 mg'),
        of.service('lab-1', 'example-1', 'creatinine'),
        of.service('lab-2', 'example-1', 'gentamicin level'),
      ),
    },
  }),
  v30('3.0 order-dispatch', {
    hook: 'order-dispatch',
    hookInstance: '00000000-0000-4000-8000-000000000304',
    context: {
      patientId: 'example-2',
      dispatchedOrders: ['ServiceRequest/mri-1', 'ServiceRequest/lab-2', 'DeviceRequest/cpap-1'],
      performer: 'PractitionerRole/role-9',
    },
  }),
  v30('3.0 encounter-start', {
    hook: 'encounter-start',
    hookInstance: '00000000-0000-4000-8000-000000000305',
    context: { userId: 'Practitioner/example-3', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v30('3.0 encounter-discharge', {
    hook: 'encounter-discharge',
    hookInstance: '00000000-0000-4000-8000-000000000306',
    context: { userId: 'PractitionerRole/role-3', patientId: 'example-3', encounterId: 'visit-3' },
  }),
  v30('3.0 appointment-book', {
    hook: 'appointment-book',
    hookInstance: '00000000-0000-4000-8000-000000000307',
    context: {
      userId: 'Patient/example-4',
      patientId: 'example-4',
      appointments: of.bundle(of.appointment('slot-1', 'example-4')),
    },
  }),
  v30('3.0 allergyintolerance-create', {
    hook: 'allergyintolerance-create',
    hookInstance: '00000000-0000-4000-8000-000000000308',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      allergyIntolerances: of.bundle(of.allergy('allergy-1', 'example-1', 'penicillin')),
    },
  }),
  v30('3.0 problem-list-item-create', {
    hook: 'problem-list-item-create',
    hookInstance: '00000000-0000-4000-8000-000000000309',
    context: {
      userId: 'Practitioner/example-1',
      patientId: 'example-1',
      encounterId: 'visit-1',
      conditions: of.bundle(
        of.problem('problem-1', 'example-1', 'asthma'),
        of.problem('problem-2', 'example-1', 'eczema'),
      ),
    },
  }),
  v30('3.0 medication-refill, nobody in context', {
    hook: 'medication-refill',
    hookInstance: '00000000-0000-4000-8000-000000000310',
    context: {
      patientId: 'example-5',
      encounterId: 'refill-5',
      medications: of.bundle(of.drug('rx-9', 'example-5', 'salbutamol inhaler')),
    },
  }),
  exactly('3.0', 'request')(
    '3.0 encounter-discharge in odd bytes',
    '{"hookInstance":"00000000-0000-4000-8000-000000000311","hook":"encounter-discharge",' +
      '"context":{"encounterId":"visit-8","patientId":"example-8","userId":"Practitioner/example-8","org.example.weight":72.50},' +
      '"prefetch":{"p\\u0072e":{"resourceType":"Patient","id":"example-8","name":[{"text":"\\u017dofie \u0158 \u2028"}],"multipleBirthInteger":2}}}\n',
  ),
];
