import { exactly, written } from './example.js';
import * as of from './orders.js';

const v20 = written('2.0', 'answer');
const reference = { label: 'Drug reference' };
const topics = 'https://cds.example.org/CodeSystem/topics';
const reasons = 'https://cds.example.org/CodeSystem/reasons';

export const ANSWERS_2 = [
  v20('2.0 no cards', { cards: [] }),
  v20('2.0 info', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000001',
        summary: 'A vaccination is due',
        indicator: 'info',
        source: {
          label: 'Vaccinations',
          topic: { system: topics, code: 'prevention', display: 'Prevention' },
        },
      },
    ],
  }),
  v20('2.0 warning with create, update and delete', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000002',
        summary: 'Warfarin with ibuprofen: bleeding',
        detail: '| drug | action |\n| --- | --- |\n| ibuprofen | replace |',
        indicator: 'warning',
        source: { ...reference, topic: { system: topics, code: 'interaction' } },
        selectionBehavior: 'at-most-one',
        suggestions: [
          {
            label: 'Paracetamol instead',
            uuid: '21000000-0000-4000-8000-000000000001',
            isRecommended: true,
            actions: [
              { type: 'delete', description: 'Remove ibuprofen', resourceId: 'MedicationRequest/rx-2' },
              {
                type: 'create',
                description: 'Add paracetamol',
                resource: of.drug('rx-3', 'example-1', 'paracetamol 500 mg'),
              },
            ],
          },
          {
            label: 'Lower the dose',
            uuid: '21000000-0000-4000-8000-000000000002',
            isRecommended: false,
            actions: [
              {
                type: 'update',
                description: 'Ibuprofen 200 mg',
                resource: of.drug('rx-2', 'example-1', 'ibuprofen 200 mg'),
              },
            ],
          },
        ],
      },
    ],
  }),
  v20('2.0 critical with override reasons', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000003',
        summary: 'Anaphylaxis to penicillin is on record',
        indicator: 'critical',
        source: { label: 'Allergy check', icon: 'https://cds.example.org/allergy.png' },
        overrideReasons: [
          { system: reasons, code: 'tolerated', display: 'Tolerated since' },
          { system: reasons, code: 'no-alternative', display: 'No alternative' },
        ],
      },
    ],
  }),
  v20('2.0 any of three suggestions', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000004',
        summary: 'Baseline tests before amiodarone',
        indicator: 'info',
        source: { label: 'Monitoring', topic: { system: topics, code: 'monitoring' } },
        selectionBehavior: 'any',
        suggestions: [
          { label: 'Thyroid', uuid: '21000000-0000-4000-8000-000000000003', isRecommended: true },
          { label: 'Liver', uuid: '21000000-0000-4000-8000-000000000004', isRecommended: true },
          { label: 'Chest film' },
        ],
      },
    ],
  }),
  v20('2.0 links, and a delete in the deprecated form', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000005',
        summary: 'This test was done yesterday',
        indicator: 'warning',
        source: { label: 'Repeat tests', url: 'https://cds.example.org/repeat' },
        selectionBehavior: 'at-most-one',
        suggestions: [
          {
            label: 'Cancel it',
            uuid: '21000000-0000-4000-8000-000000000005',
            actions: [{ type: 'delete', description: 'Cancel', resource: 'ServiceRequest/lab-1' }],
          },
        ],
        links: [
          { label: 'The result', url: 'https://ehr.example.org/result/1', type: 'absolute' },
          {
            label: 'Trend',
            url: 'https://apps.example.org/trend/launch',
            type: 'smart',
            appContext: 'PHRlc3QvPg==',
          },
          { label: 'Cost', url: 'https://apps.example.org/cost/launch', type: 'smart' },
        ],
      },
    ],
  }),
  v20('2.0 system actions beside a card without uuid', {
    cards: [{ summary: 'The rating was recorded', indicator: 'info', source: { label: 'Imaging' } }],
    systemActions: [
      {
        type: 'update',
        description: 'Record the rating',
        resource: of.service('mri-1', 'example-2', 'magnetic resonance of the knee'),
      },
      { type: 'delete', description: 'Withdraw the draft', resourceId: 'ServiceRequest/mri-0' },
    ],
  }),
  v20('2.0 a uuid given twice, and one missing', {
    cards: [
      { uuid: 'static-card', summary: 'Welcome', indicator: 'info', source: { label: 'Greeter' } },
      { uuid: 'static-card', summary: 'Welcome again', indicator: 'info', source: { label: 'Greeter' } },
      { summary: 'No name', indicator: 'info', source: { label: 'Greeter' } },
    ],
    extension: { 'org.example.cache': 'hit' },
  }),
  v20('2.0 a summary as long as may be', {
    cards: [
      {
        uuid: '20000000-0000-4000-8000-000000000006',
        summary: `${'é'.repeat(137)}😀.`,
        indicator: 'info',
        source: { label: 'Length' },
      },
    ],
  }),
  exactly('2.0', 'answer')(
    '2.0 cards in odd bytes, uuids missing and misplaced',
    '\r\n{ "extension" : {"uuid":"not-a-card","big":900719925474099312345,"dose":1.50 } ,"cards":[ {"summary":"\\"uuid\\":\\"decoy\\", } ] [ {",' +
      '"indicator":"info","source":{"label":"D\\u00e9coy","topic":{"system":"urn:x","code":"t\\u006fpic"}},"selectionBehavior":"any",\t' +
      '"suggestions":[{"uuid":"suggestion-1","label":"One","actions":[{"type":"create","description":"d","resource":' +
      '{"resourceType":"Basic","uuid":"resource-uuid","value":0.10}}]},{"label":"Two","uuid":"suggestion-2"}]},\n' +
      '{"summary":"Late","source":{"label":"L"},"indicator":"critical","links":[{"label":"\\ud83d\\ude00","url":"https:\\/\\/x.example\\/","type":"absolute"}],"u\\u0075id":"late-uuid"}\n\n] }\n\n',
  ),
];
