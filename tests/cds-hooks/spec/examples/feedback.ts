import { exactly, written } from './example.js';

const before = written('1.x', 'feedback');
const v20 = written('2.0', 'feedback');
const v30 = written('3.0', 'feedback');
const site = 'https://cds.example.org/CodeSystem/reasons';
const standard = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';

export const FEEDBACKS = [
  before('1.x overridden, flat reason', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000003',
        outcome: 'overridden',
        overrideReason: { code: 'tolerated', system: site },
        outcomeTimestamp: '2026-03-01T10:00:00Z',
      },
    ],
  }),
  before('1.x overridden, flat reason without system and with a comment', {
    feedback: [
      {
        card: 'static-card',
        outcome: 'overridden',
        overrideReason: { code: 'other', display: 'Other', userComment: 'free text' },
      },
    ],
  }),
  v20('2.0 accepted', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000002',
        outcome: 'accepted',
        acceptedSuggestions: [{ id: '21000000-0000-4000-8000-000000000001' }],
        outcomeTimestamp: '2026-03-01T10:00:01Z',
      },
    ],
  }),
  v20('2.0 accepted, two suggestions', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000004',
        outcome: 'accepted',
        acceptedSuggestions: [
          { id: '21000000-0000-4000-8000-000000000003' },
          { id: '21000000-0000-4000-8000-000000000004' },
        ],
        outcomeTimestamp: '2026-03-01T10:00:02.250Z',
      },
    ],
  }),
  v20('2.0 overridden without a reason', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000001',
        outcome: 'overridden',
        outcomeTimestamp: '2026-03-01T10:00:03+00:00',
      },
    ],
  }),
  v20('2.0 overridden with a coded reason', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000003',
        outcome: 'overridden',
        overrideReason: { reason: { code: 'no-alternative', system: site, display: 'No alternative' } },
        outcomeTimestamp: '2026-03-01T10:00:04Z',
      },
    ],
  }),
  v20('2.0 overridden with a comment only', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000005',
        outcome: 'overridden',
        overrideReason: { userComment: 'free text that may name somebody' },
        outcomeTimestamp: '2026-03-01T10:00:05Z',
      },
    ],
  }),
  v20('2.0 a batch, one card twice, a time without a zone', {
    feedback: [
      {
        card: '20000000-0000-4000-8000-000000000002',
        outcome: 'overridden',
        overrideReason: { reason: { code: 'tolerated', system: site }, userComment: 'for years' },
        outcomeTimestamp: '2026-03-01T10:00:06Z',
      },
      {
        card: '20000000-0000-4000-8000-000000000002',
        outcome: 'accepted',
        acceptedSuggestions: [{ id: '21000000-0000-4000-8000-000000000002' }],
        outcomeTimestamp: '2026-03-01T10:00:07',
      },
      { card: 'unknown-card', outcome: 'overridden', outcomeTimestamp: '2026-02-28T23:59:59Z' },
    ],
  }),
  exactly('2.0', 'feedback')(
    '2.0 in odd bytes',
    ' {"feedback" :\t[{"outcomeTimestamp":"2026-03-01T10:00:08.100Z","overrideReason":{"userComment":"\\"outcome\\":\\"accepted\\" 1.50 \\ud83d\\ude42",\n' +
      '"reason":{"system":"https:\\/\\/cds.example.org\\/CodeSystem\\/reasons","code":"toler\\u0061ted"},"extension":{"order":9007199254740993}},' +
      '"outcome":"over\\u0072idden","card":"late-uuid"}\r\n]}\r\n',
  ),
  v30('3.0 accepted', {
    feedback: [
      {
        card: '30000000-0000-4000-8000-000000000002',
        outcome: 'accepted',
        acceptedSuggestions: [{ id: '31000000-0000-4000-8000-000000000001' }],
        outcomeTimestamp: '2026-03-01T10:00:09.5Z',
      },
    ],
  }),
  v30('3.0 overridden with a standard reason', {
    feedback: [
      {
        card: '30000000-0000-4000-8000-000000000003',
        outcome: 'overridden',
        overrideReason: { reason: { code: 'does-not-align-preferences', system: standard } },
        outcomeTimestamp: '2026-03-01T10:00:10Z',
      },
    ],
  }),
  v30('3.0 a batch', {
    feedback: [
      {
        card: '30000000-0000-4000-8000-000000000004',
        outcome: 'overridden',
        outcomeTimestamp: '2026-03-01T10:00:11Z',
      },
      {
        card: '30000000-0000-4000-8000-000000000003',
        outcome: 'overridden',
        overrideReason: {
          reason: { code: 'cds-not-applicable', system: standard, display: 'Does not apply' },
          userComment: 'not pregnant',
        },
        outcomeTimestamp: '2026-03-01T10:00:12+00:00',
      },
    ],
  }),
];
