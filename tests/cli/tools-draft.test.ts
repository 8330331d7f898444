import { parse } from 'yaml';
import { draftYaml } from '../../src/cli/tools-draft.js';
import { toolsText } from '../../src/cli/tools-text.js';
import { draftTools } from '../../src/measures/tool-suggestions/draft.js';
import type { FactGroup } from '../../src/measures/tool-suggestions/rows.js';
import { categoryOfEntities, categoryOfName } from '../../src/measures/tool-suggestions/vocabulary.js';

function group(facts: Partial<FactGroup['facts']>, rows: number, mapped: Partial<FactGroup> = {}): FactGroup {
  const empty = {
    observer: '',
    agents: [],
    type: [],
    subtypes: [],
    entity_types: [],
    metric: '',
    feed: 'fhir',
    purpose: [],
  };
  return {
    facts: { ...empty, ...facts },
    tool: '',
    activity: '',
    background: false,
    rows,
    clinicianRows: rows,
    ...mapped,
  };
}

/** A record that everything runs on, and tools beside it. */
const LOG = [
  group(
    { observer: 'Device/test-ehr', entity_types: ['Patient', 'ServiceRequest'], subtypes: ['create'] },
    300,
  ),
  group(
    { observer: 'Device/test-ehr', entity_types: ['Patient', 'MedicationRequest'], subtypes: ['read'] },
    100,
  ),
  group(
    { observer: 'Device/test-ehr', entity_types: ['Patient', 'DocumentReference'], subtypes: ['update'] },
    200,
  ),
  group(
    {
      observer: 'Device/test-ehr',
      entity_types: ['Patient', 'DocumentReference'],
      subtypes: ['search-type'],
    },
    150,
  ),
  group({ observer: 'Device/test-ehr', entity_types: ['Task'], subtypes: ['read'] }, 120),
  group({ observer: 'Device/test-ehr', entity_types: ['Claim'], subtypes: ['read'] }, 110),
  group({ observer: 'Device/test-ehr', entity_types: ['Patient'], subtypes: ['read'] }, 50),
  group({ observer: 'Device/test-ehr', type: ['110114'], subtypes: ['110122'] }, 20),
  group(
    {
      observer: 'Device/test-ehr',
      agents: ['Device/test-video-1'],
      entity_types: ['Patient', 'Observation'],
      subtypes: ['read'],
    },
    40,
  ),
  group({ observer: 'TestCoder 1', entity_types: ['Claim'], subtypes: ['update'] }, 30),
  group({ observer: 'TestCoder 2', entity_types: ['Claim'], subtypes: ['update'] }, 25),
  group({ observer: 'Practitioner/secret-1', entity_types: ['Thingamy'], subtypes: ['read'] }, 5),
  group({ observer: 'Device/test-ehr', entity_types: ['Task'], subtypes: ['read'] }, 0),
];

test('sources that are tools come first; what all runs on is told apart by what its rows touch', () => {
  const { tools, pending, left } = draftTools(LOG);
  expect(tools.map(({ id, category, rows }) => [id, category, rows])).toEqual([
    ['test-video-1', 'telehealth', 40],
    ['testcoder', 'billing', 55],
    ['order-entry', 'ordering', 400],
    ['inbox', 'inbox', 120],
    ['billing', 'billing', 110],
    ['front-desk', 'administration', 20],
    ['notes', 'documentation', 200],
    ['chart', 'chart-review', 200],
  ]);
  expect([pending, left]).toEqual([1150, 5]);
});

test('two versions of one program are one pattern; writing and reading a note are two lines', () => {
  const lines = Object.fromEntries(
    draftTools(LOG).tools.map(({ id, lines }) => [id, lines.map(({ match }) => match)]),
  );
  expect(lines.testcoder).toEqual([{ observer: 'TestCoder*' }]);
  expect(lines.notes).toEqual([{ subtype: 'update', entity: 'DocumentReference' }]);
  expect(lines.chart).toEqual([
    { subtype: ['read', 'search-type'], entity: ['DocumentReference', 'Observation'] },
    { entity: 'Patient' },
  ]);
});

test('a source whose work is an activity gives it all its rows, another’s are told by what they touch', () => {
  const { activities } = draftTools(LOG);
  expect(activities.map(({ id, rows }) => [id, rows])).toEqual([
    ['ordering', 400],
    ['inbox', 120],
    ['billing', 165],
    ['administration', 20],
    ['documentation', 200],
    ['chart-review', 240],
  ]);
});

test('what is mapped, background or nobody’s is left alone', () => {
  const mapped = LOG.map((one) => ({ ...one, tool: 'known', activity: 'inbox' }));
  expect(draftTools(mapped)).toMatchObject({ tools: [], activities: [], pending: 0, left: 0 });
  expect(draftTools(LOG.map((one) => ({ ...one, background: true })))).toMatchObject({
    tools: [],
    pending: 0,
  });
  expect(draftTools(LOG.map((one) => ({ ...one, clinicianRows: 0 })))).toMatchObject({
    tools: [],
    pending: 0,
  });
});

test('a vendor’s events are listed by name, each with its feed', () => {
  const event = (metric: string, rows: number) => group({ metric, feed: 'test-log' }, rows);
  const { tools, unsorted } = draftTools([
    event('Order signed', 9),
    event('MR Notes viewed', 4),
    event('Zzz', 2),
    event('Note signed', 3),
  ]);
  expect(tools.map(({ id, lines }) => [id, lines])).toEqual([
    ['order-entry', [{ match: { feed: 'test-log', metric: 'Order signed' }, rows: 9 }]],
    ['notes', [{ match: { feed: 'test-log', metric: 'Note signed' }, rows: 3 }]],
    ['chart', [{ match: { feed: 'test-log', metric: 'MR Notes viewed' }, rows: 4 }]],
  ]);
  expect(unsorted).toEqual([{ match: { feed: 'test-log', metric: 'Zzz' }, rows: 2 }]);
});

test.each([
  ['Device/inbasket-01', 'inbox'],
  ['In Basket Message Viewed', 'inbox'],
  ['Best Practice Advisory', 'decision-support'],
  ['sepsis-cds', 'decision-support'],
  ['rpm-hub', 'remote-monitoring'],
  ['VideoVisit', 'telehealth'],
  ['patient-record-select', 'chart-review'],
  ['patient-record-update', 'documentation'],
  ['lab-order-insert', 'ordering'],
  ['scheduling-insert', 'administration'],
  ['login', 'administration'],
  ['Charge captured', 'billing'],
  ['Disorder center profile', ''],
  ['Assigned', ''],
])('%s is %s', (name, category) => {
  expect(categoryOfName(name)).toBe(category);
});

test.each([
  [['Patient', 'Encounter', 'ServiceRequest'], 'read', 'ordering'],
  [['Task', 'DocumentReference'], 'write', 'inbox'],
  [['DiagnosticReport'], 'read', 'chart-review'],
  [['DiagnosticReport'], 'write', 'documentation'],
  [['Coverage'], 'read', 'billing'],
  [['Appointment'], 'write', 'administration'],
  [['Patient', 'Encounter'], 'read', undefined],
] as const)('%j to %s is %s', (types, verb, category) => {
  expect(categoryOfEntities([...types], verb)?.category).toBe(category);
});

const nothing = { regular: [], tireless: [], beside: undefined };

test('the file: counts beside each entry, doubt commented out, no id of a person but of accounts', () => {
  const text = draftYaml({
    ...draftTools(LOG),
    regular: [{ fact: 'observer', name: 'Device/test-board', rows: 60, every: 300, share: 0.98 }],
    tireless: [{ user: 'Practitioner/test-robot', rows: 5000, hours: 24, busiest: 210 }],
    beside: undefined,
  });
  expect(text).toContain(
    '  - id: testcoder # 55 rows, 4.8%\n    title: TestCoder\n    category: billing\n    match:\n      - {observer: TestCoder*} # 55\n',
  );
  expect(text).toContain('\n#     - {entity: Thingamy, subtype: read} # 5\n');
  expect(text).toContain(
    '\n# background:\n#   - {observer: Device/test-board} # 60 rows; 98.0% of the gaps are multiples of 300 s\n',
  );
  expect(text).toContain(
    '\n# notPeople:\n#   - Practitioner/test-robot # 5,000 rows; at work in up to 24 hours of a day, 210 rows in the busiest hour\n',
  );
  expect(text).not.toContain('secret-1');
});

test('names that mean something to YAML, or break a line, are read back as they were', () => {
  const odd = ['a: b # c', 'quote\' "', 'two\nlines', '- dash', '{brace}', 'yes, [no]', 'é\u2028\\'];
  const groups = odd.map((word, index) => group({ metric: `Order ${word}` }, index + 1));
  const text = draftYaml({ ...draftTools(groups), ...nothing });
  const read = parse(text) as { tools: { match: { metric: string }[] }[] };
  expect(read.tools.flatMap(({ match }) => match.map(({ metric }) => metric)).sort()).toEqual(
    groups.map(({ facts }) => facts.metric).sort(),
  );
  const unread = draftYaml({ ...draftTools(odd.map((metric) => group({ metric }, 1))), ...nothing });
  expect(parse(unread)).toEqual({ version: 1, tools: [], activities: [] });
  for (const word of ['110114', 'null', 'no', '1e3', '']) {
    const entry = {
      id: word,
      title: word,
      category: '',
      rows: 1,
      lines: [{ match: { type: [word] }, rows: 1 }],
    };
    const file = { tools: [entry], activities: [], unsorted: [], pending: 1, left: 0, ...nothing };
    expect(parse(draftYaml(file))).toMatchObject({ tools: [{ id: word, match: [{ type: [word] }] }] });
  }
});

test('the table fits 100 columns, counts tools without rows and the share that has none', () => {
  const groups = [
    group({ observer: `Device/${'long-'.repeat(40)}` }, 10),
    group({}, 30, { tool: 'known', activity: 'inbox', rows: 35 }),
  ];
  const tools = [
    { id: 'known', title: 'Known tool', category: 'inbox' },
    { id: 'idle', title: 'idle', category: 'billing' },
  ];
  const text = toolsText(groups, {
    tools,
    period: { from: '2026-03-02', to: '2026-03-03' },
    file: 'tools.yaml',
  });
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  const cells = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(cells).toContainEqual(['known: Known tool', 'inbox', '35', '30']);
  expect(cells).toContainEqual(['idle', 'billing', '0', '0']);
  expect(cells).toContainEqual(['no tool', '10', '10']);
  expect(text).toContain('10 clinicians’ rows (25.0%) belong to no tool.');
});
