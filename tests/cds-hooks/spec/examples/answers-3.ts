import { exactly, written } from './example.js';
import * as of from './orders.js';

const v30 = written('3.0', 'answer');
const reasons = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';

export const ANSWERS_3 = [
  v30('3.0 no cards', { cards: [] }),
  v30('3.0 system actions without a description', {
    cards: [],
    systemActions: [
      { type: 'update', resource: of.service('mri-1', 'example-2', 'magnetic resonance of the knee') },
    ],
  }),
  v30('3.0 info that launches by itself', {
    cards: [
      {
        uuid: '30000000-0000-4000-8000-000000000001',
        summary: 'Decide together about screening',
        indicator: 'info',
        source: { label: 'Shared decisions' },
        links: [
          {
            label: 'Open',
            url: 'https://apps.example.org/sdm/launch',
            type: 'smart',
            appContext: 'lung',
            autolaunchable: true,
          },
        ],
      },
    ],
  }),
  v30('3.0 warning whose actions are chosen', {
    cards: [
      {
        uuid: '30000000-0000-4000-8000-000000000002',
        summary: 'Gentamicin: check the kidneys',
        indicator: 'warning',
        source: {
          label: 'Kidney dosing',
          topic: {
            system: 'urn:example',
            code: 'dosing',
            display: 'Dosing',
            version: '2',
            userSelected: false,
          },
        },
        selectionBehavior: 'at-most-one',
        suggestions: [
          {
            label: 'Order tests',
            uuid: '31000000-0000-4000-8000-000000000001',
            isRecommended: true,
            actionSelectionBehavior: 'any',
            actions: [
              {
                type: 'create',
                description: 'Creatinine',
                resource: of.service('lab-3', 'example-1', 'creatinine'),
              },
              {
                type: 'create',
                description: 'Level',
                resource: of.service('lab-4', 'example-1', 'gentamicin level'),
              },
            ],
          },
          {
            label: 'Stop it',
            uuid: '31000000-0000-4000-8000-000000000002',
            actions: [
              {
                type: 'delete',
                description: 'Remove',
                resourceId: ['MedicationRequest/rx-1', 'ServiceRequest/lab-2'],
              },
            ],
          },
          {
            label: 'Dose once a day',
            uuid: '31000000-0000-4000-8000-000000000003',
            actionSelectionBehavior: 'all',
            actions: [
              {
                type: 'update',
                description: 'Once a day',
                resource: of.drug('rx-1', 'example-1', 'gentamicin 320 mg once a day'),
              },
              { type: 'delete', description: 'Remove the second level', resourceId: 'ServiceRequest/lab-4' },
            ],
          },
        ],
      },
    ],
  }),
  v30('3.0 critical with standard override reasons', {
    cards: [
      {
        uuid: '30000000-0000-4000-8000-000000000003',
        summary: 'Contraindicated in pregnancy',
        indicator: 'critical',
        source: { label: 'Pregnancy' },
        overrideReasons: [
          {
            system: reasons,
            code: 'does-not-align-preferences',
            display: 'Does not fit what the patient wants',
          },
          { system: reasons, code: 'not-convenient-feasible', display: 'Not feasible' },
          { system: reasons, code: 'recipient-concerns-outcomes', display: 'Concerns about outcomes' },
          { system: reasons, code: 'cds-not-applicable', display: 'Does not apply' },
        ],
        links: [
          { label: 'Why', url: 'https://cds.example.org/why', type: 'absolute', autolaunchable: false },
        ],
      },
      {
        uuid: '30000000-0000-4000-8000-000000000004',
        summary: 'A test is missing',
        indicator: 'info',
        source: { label: 'Pregnancy' },
      },
    ],
  }),
  exactly('3.0', 'answer')(
    '3.0 a card and system actions in odd bytes',
    '{"systemActions":[{"type":"delete","resourceId":["Task\\/t-1"]},{"resource":{"resourceType":"Basic","n":1.00,"m":123456789012345678901234567890},"type":"create"}],' +
      '\n\n "cards" : [\t{"extension":{"cards":[1,2,3]},"uuid":"30000000-0000-4000-8000-00000000000\\u0035","indicator":"warning","source":{"label":"\\ud834\\udd1e"},"summary":"S\u2028"} ]}',
  ),
];
