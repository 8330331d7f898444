import { exactly, written } from './example.js';
import * as of from './orders.js';

const before = written('1.x', 'answer');
const v10 = written('1.0', 'answer');
const source = { label: 'Drug reference' };

const BEFORE = [
  before('1.x hard stop and success', {
    cards: [
      {
        summary: 'This allergy is on record',
        indicator: 'hard-stop',
        source: { name: 'Allergy check', url: 'https://cds.example.org/allergy' },
        suggestions: [
          {
            label: 'Take another',
            uuid: 'another-1',
            create: [of.drugOrder('rx-3', 'example-2', 'cefazolin')],
          },
        ],
        links: [{ label: 'The entry', url: 'https://cds.example.org/entry/1' }],
      },
      { summary: 'Dose checked', indicator: 'success', source: { label: 'Dose check' } },
    ],
  }),
];

const RELEASED = [
  v10('1.0 no cards', { cards: [] }),
  v10('1.0 info with absolute links', {
    cards: [
      {
        summary: 'A screening is due',
        detail: '**Colon**: last one in *2014*.',
        indicator: 'info',
        source: {
          label: 'Screening',
          url: 'https://cds.example.org',
          icon: 'https://cds.example.org/icon.png',
        },
        links: [
          { label: 'Guideline', url: 'https://cds.example.org/guideline#colon', type: 'absolute' },
          { label: 'Leaflet', url: 'https://cds.example.org/leaflet?lang=de', type: 'absolute' },
        ],
      },
    ],
  }),
  v10('1.0 warning with create, update and delete', {
    cards: [
      {
        summary: 'Two drugs of one class',
        indicator: 'warning',
        source,
        selectionBehavior: 'at-most-one',
        suggestions: [
          {
            label: 'Keep the first only',
            uuid: 'keep-first',
            actions: [
              {
                type: 'update',
                description: 'Higher dose of the first',
                resource: of.drug('rx-4', 'example-2', 'codeine 60 mg'),
              },
              { type: 'delete', description: 'Remove the second', resource: 'MedicationRequest/rx-5' },
            ],
          },
          {
            label: 'Add a laxative',
            actions: [
              {
                type: 'create',
                description: 'Lactulose',
                resource: of.drug('rx-11', 'example-2', 'lactulose'),
              },
            ],
          },
          { label: 'Talk to the pharmacist' },
        ],
      },
    ],
  }),
  v10('1.0 critical with a smart link', {
    cards: [
      {
        summary: 'Ten times the usual dose',
        indicator: 'critical',
        source,
        links: [
          {
            label: 'Calculator',
            url: 'https://apps.example.org/launch',
            type: 'smart',
            appContext: '{"drug":"warfarin","dose":50.0}',
          },
        ],
      },
    ],
  }),
  exactly('1.0', 'answer')(
    '1.0 three indicators in odd bytes',
    '{"cards":[\n{"source":{"label":"A \\u0026 B"},"indicator":"info","summary":"One"},\r\n' +
      '{"indicator":"w\\u0061rning","summary":"Two","source":{"label":"A \\u0026 B"}},{"summary":"Three",\t"indicator":"critical"' +
      ',"source":{"label":"C"},"extension":{"score":2.50,"run":98765432109876543210}}]}\n',
  ),
];

export const ANSWERS_1 = [...BEFORE, ...RELEASED];
