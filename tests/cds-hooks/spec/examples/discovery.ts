import { exactly, written } from './example.js';

const before = written('1.x', 'discovery');
const v10 = written('1.0', 'discovery');
const v20 = written('2.0', 'discovery');
const v30 = written('3.0', 'discovery');

export const DISCOVERIES = [
  before('1.x discovery', {
    services: [
      {
        hook: 'medication-prescribe',
        name: 'Generic substitution',
        description: 'Names a generic where there is one',
        id: 'generic-substitution',
        prefetch: { patient: 'Patient/{{Patient.id}}' },
      },
    ],
  }),
  v10('1.0 discovery', {
    services: [
      {
        hook: 'patient-view',
        title: 'Screening reminders',
        description: 'Lists screenings that are due',
        id: 'screening-due',
        prefetch: { subject: 'Patient/{{context.patientId}}' },
      },
      {
        hook: 'medication-prescribe',
        description: 'Compares the draft with recorded allergies',
        id: 'allergy-check',
        prefetch: {
          allergies: 'AllergyIntolerance?patient={{context.patientId}}',
          prescriber: '{{context.userId}}',
        },
      },
    ],
  }),
  v20('2.0 discovery', {
    services: [
      {
        hook: 'order-select',
        title: 'Interactions at selection',
        description: 'Compares selected orders with active medication',
        id: 'interactions',
        usageRequirements: 'Needs the list of active medication, prefetched or from the FHIR server',
        prefetch: {
          active: 'MedicationRequest?patient={{context.patientId}}&status=active',
          role: 'PractitionerRole?_id={{userPractitionerRoleId}}',
        },
        extension: { 'org.example.cds': { owner: 'pharmacy committee' } },
      },
      { hook: 'order-sign', description: 'The same before signing', id: 'interactions' },
      { hook: 'encounter-discharge', title: 'Discharge list', description: 'What is open', id: 'discharge' },
    ],
    extension: { 'org.example.deployment': 'test' },
  }),
  v20('2.0 discovery of no services', { services: [] }),
  exactly('2.0', 'discovery')(
    '2.0 discovery in odd bytes',
    '\t{ "services" :[\r\n{"id":"t\\u00fcr","hook":"org.example.door-open",  "description":"\\ud83d\\udeaa opens \\/ closes",' +
      '"extension":{"weight":1.50,"serial":12345678901234567890}}\n ] }\n',
  ),
  v30('3.0 discovery', {
    services: [
      {
        hook: 'order-sign',
        title: 'Kidney dosing',
        description: 'Doses by *kidney function*',
        id: 'kidney-dosing',
        version: '3.0.0',
        hookVersion: '1.0',
        usageRequirements: 'Creatinine of the last 90 days',
        prefetch: {
          creatinine:
            'Observation?patient={{context.patientId}}&code=2160-0&date=gt{{today() - 90 days}}&_sort=-date',
          drugs:
            'Medication?_id={{context.draftOrders.entry.resource.ofType(MedicationRequest).medication.resolve().id}}',
        },
      },
      { hook: 'order-select', description: 'The same at selection', id: 'kidney-dosing', version: '3.0.0' },
      { hook: 'patient-view', description: 'Chronic kidney disease', id: 'kidney-view', version: '3.0.0' },
    ],
  }),
];
