import { askAll, byPerson } from './support/ask.js';
import { logout, TOOLS } from './support/log.js';
import { type About, act, type Files, ndjson, shuffled, visit } from './support/measured.js';

/**
 * A case is a clinician, a patient and an encounter of that name, 8 July from 09:00 to 10:00, in which nobody else works.
 * Rows name the encounter unless they say otherwise.
 */
interface Case {
  is: string;
  rows: (name: string) => object[];
  /** Logged actions, interactions, distinct tools. */
  counts: [number, number, number];
  /** Credited seconds with cutoffs of 300, 180 and 60 s. */
  seconds: [number, number, number];
}

type Row = [time: string, observer?: string, about?: About];

const rows =
  (...all: Row[]) =>
  (name: string): object[] =>
    all.map(([time, observer = 'notes', about]) =>
      act(time, { user: name, patient: name, encounter: name, observer, ...about }),
    );
const out =
  (time: string, after: (name: string) => object[]) =>
  (name: string): object[] => [
    ...after(name),
    logout(time, { user: name, encounter: name, observer: 'notes' }),
  ];

const CASES: Record<string, Case> = {
  empty: { is: 'no row is 0, and counts', rows: rows(), counts: [0, 0, 0], seconds: [0, 0, 0] },
  runs: {
    // 2 s: the same run; 2.000001 s: another; then 5.999999 s. The last row has no time.
    is: 'gaps of at most 2 s are one interaction',
    rows: rows(['09:00:00'], ['09:00:02'], ['09:00:04.000001'], ['09:00:10']),
    counts: [4, 3, 1],
    seconds: [10, 10, 10],
  },
  between: {
    // Notes at 0 and 2 s are one run, whatever lies between; the orders at 1 s another.
    is: 'runs are per tool, whatever lies between',
    rows: rows(['09:00:00'], ['09:00:01', 'orders'], ['09:00:02']),
    counts: [3, 2, 2],
    seconds: [2, 2, 2],
  },
  patients: {
    // Two rows of the patient, and two of none: two runs.
    is: 'and per patient; none is one',
    rows: rows(
      ['09:00:00'],
      ['09:00:01', 'notes', { patient: null }],
      ['09:00:02'],
      ['09:00:03', 'notes', { patient: null }],
    ),
    counts: [4, 2, 1],
    seconds: [3, 3, 3],
  },
  unmapped: {
    is: 'what is mapped to no tool is one tool of runs, and no tool touched',
    rows: rows(['09:00:00', 'some'], ['09:00:01', 'other'], ['09:00:01.5', 'inbox']),
    counts: [3, 2, 1],
    seconds: [1.5, 1.5, 1.5],
  },
  own: {
    // Notes 60 s; our own app's 90 s are in no figure, but end the note's.
    is: 'our own app is in no column, and keeps its time',
    rows: rows(['09:00:00'], ['09:01:00', 'own'], ['09:02:30']),
    counts: [2, 2, 1],
    seconds: [60, 60, 60],
  },
  board: {
    // Without the board 240 s lie between the two.
    is: 'background is taken out before gaps are credited',
    rows: rows(['09:00:00'], ['09:01:00', 'board'], ['09:04:00']),
    counts: [2, 2, 1],
    seconds: [240, 0, 0],
  },
  cutoffs: {
    // 60, 60.000001, 180, 180.000001, 300, 300.000001 s: at most the cutoff is credited in full, more not at all.
    is: 'a gap of the cutoff counts, a microsecond more does not',
    rows: rows(
      ['09:00:00'],
      ['09:01:00'],
      ['09:02:00.000001'],
      ['09:05:00.000001'],
      ['09:08:00.000002'],
      ['09:13:00.000002'],
      ['09:18:00.000003'],
    ),
    counts: [7, 7, 1],
    seconds: [780.000002, 300.000001, 60],
  },
  instant: {
    // Three at one instant share 30 s: two of them are of this encounter. The third row is of "shared".
    is: 'rows at one instant share the gap',
    rows: (name) => [
      ...rows(['09:00:00'], ['09:00:00', 'orders'], ['09:00:30'])(name),
      act('09:00:00', { user: name, patient: 'shared', encounter: 'shared', observer: 'inbox' }),
    ],
    counts: [3, 3, 2],
    seconds: [20, 20, 20],
  },
  shared: {
    // Nobody's of this name works in it: it has the third of that gap.
    is: 'a row’s time is of its own encounter, whoever is responsible',
    rows: rows(),
    counts: [1, 1, 1],
    seconds: [10, 10, 10],
  },
  logout: {
    // Notes 30 s; the logout none, though 60 s follow; then 10 s. The logout is a logged action and a run of no patient.
    is: 'a logout has no time',
    rows: out('09:00:30', rows(['09:00:00'], ['09:01:30'], ['09:01:40'])),
    counts: [4, 4, 1],
    seconds: [40, 40, 40],
  },
  leaving: {
    // At one instant: the notes have all of the 30 s.
    is: 'at one instant with others it has no share',
    rows: out('09:00:00', rows(['09:00:00'], ['09:00:30'])),
    counts: [3, 3, 1],
    seconds: [30, 30, 30],
  },
  stations: {
    // 30 s from one workstation to the other, then 15 s.
    is: 'over all workstations',
    rows: (name) =>
      ['09:00:00', '09:00:30', '09:00:45'].map((time, i) =>
        act(time, {
          user: name,
          patient: name,
          encounter: name,
          observer: 'notes',
          more: {
            agent: [
              {
                requestor: true,
                who: { reference: `Practitioner/${name}` },
                network: { address: `ws-${i % 2}`, type: '1' },
              },
            ],
          },
        }),
      ),
    counts: [3, 3, 1],
    seconds: [45, 45, 45],
  },
  machines: {
    // A machine that is listed, a patient, a relative, a device: none is a clinician.
    is: 'only what clinicians did',
    rows: (name) => [
      ...rows(['09:00:00'])(name),
      act('09:00:01', { user: 'room-9', patient: name, encounter: name, observer: 'orders' }),
      ...['Patient/p7', 'RelatedPerson/r1', 'Device/x1'].map((reference) =>
        act('09:00:02', {
          patient: name,
          encounter: name,
          observer: 'orders',
          more: { agent: [{ requestor: true, who: { reference } }] },
        }),
      ),
    ],
    counts: [1, 1, 1],
    seconds: [0, 0, 0],
  },
  nameless: {
    // A Practitioner inside the row, without identifier and name: a logged action, in no run and in no chain.
    is: 'a clinician whom nothing tells is a logged action and no interaction',
    rows: (name) => [
      ...rows(['09:00:00'], ['09:00:20'])(name),
      act('09:00:10', {
        patient: name,
        encounter: name,
        observer: 'orders',
        more: {
          contained: [{ resourceType: 'Practitioner', id: 'in' }],
          agent: [{ requestor: true, who: { reference: '#in' } }],
        },
      }),
    ],
    counts: [3, 2, 2],
    seconds: [20, 20, 20],
  },
  two: {
    // Two people: each their own run and their own chain. "helper" goes on 40 s later, elsewhere.
    is: 'each person’s own chain, all of it the encounter’s',
    rows: (name) => [
      ...rows(['09:00:00'], ['09:00:02'])(name),
      ...rows(['09:00:01', 'notes', { user: 'helper' }])(name),
      act('09:00:41', { user: 'helper', patient: null }),
    ],
    counts: [3, 2, 1],
    seconds: [42, 42, 42],
  },
};

const files: Files = {
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    ...Object.entries(CASES).flatMap(([name, one]) => [
      visit(name, {
        subject: { reference: `Patient/${name}` },
        participant: [{ individual: { reference: `Practitioner/${name}` } }],
        class: { code: name === 'runs' ? 'EMER' : 'AMB' },
        ...(name === 'runs' ? { serviceType: { coding: [{ code: 'surgery' }] } } : {}),
      }),
      ...one.rows(name),
    ]),
    visit('off', { status: 'entered-in-error', participant: [] }),
    act('09:00:00', { user: 'off', patient: 'off', encounter: 'off', observer: 'notes' }),
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const minutes = (variant: string) => ({ measure: 'ehr-time-per-encounter', variant });
const ask = (given: Files) =>
  askAll(
    {
      logged: { measure: 'logged-actions-per-encounter' },
      interactions: { measure: 'interactions-per-encounter' },
      tools: { measure: 'tools-per-encounter' },
      longest: minutes('300'),
      longer: minutes('180'),
      shortest: minutes('60'),
      loggedByTool: { measure: 'logged-actions-per-encounter', by: 'tool' },
      interactionsByTool: { measure: 'interactions-per-encounter', by: 'tool' },
      minutesByTool: { ...minutes('300'), by: 'tool' },
      interactionsByActivity: { measure: 'interactions-per-encounter', by: 'activity' },
      toolsByClass: { measure: 'tools-per-encounter', by: 'class' },
      loggedBySpecialty: { measure: 'logged-actions-per-encounter', by: 'specialty' },
    },
    given,
    day,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

test.each(named)('$name: $is', ({ name, counts, seconds }) => {
  const { logged, interactions, tools, longest, longer, shortest } = found;
  expect([logged, interactions, tools].map((one) => byPerson(one)[name])).toEqual(
    counts.map((count) => [count, 1]),
  );
  const told = [longest, longer, shortest].map((one) => byPerson(one)[name]!);
  for (const [i, [sum, encounters]] of told.entries()) {
    expect(sum * 60).toBeCloseTo(seconds[i]!, 7);
    expect(encounters).toBe(1);
  }
});

test('an encounter entered in error is none', () => {
  expect(Object.keys(byPerson(found.logged)).sort()).toEqual(Object.keys(CASES).sort());
});

test('by tool: of the encounters in which it was touched', () => {
  // Orders: one row each in between, instant, nameless (which is no interaction); notes are not in them.
  expect(byPerson(found.loggedByTool, 'order-entry')).toEqual({
    between: [1, 1],
    instant: [1, 1],
    nameless: [1, 1],
  });
  expect(byPerson(found.interactionsByTool, 'order-entry')).toEqual({
    between: [1, 1],
    instant: [1, 1],
    nameless: [0, 1],
  });
  // Seconds of mail: unmapped's last row has none; shared's is a third of 30 s.
  expect(
    Object.fromEntries(
      Object.entries(byPerson(found.minutesByTool, 'mail')).map(([name, [sum, of]]) => [
        name,
        [Math.round(sum * 6e7) / 1e6, of],
      ]),
    ),
  ).toEqual({ unmapped: [0, 1], shared: [10, 1] });
  // Neither our own app nor the unmapped is a tool of the table.
  expect(Object.keys(found.loggedByTool.clusters).sort()).toEqual(['mail', 'notes', 'order-entry']);
});

test('by activity, class and specialty', () => {
  expect(byPerson(found.interactionsByActivity, 'inbox')).toEqual({ unmapped: [1, 1], shared: [1, 1] });
  // EMER: runs. AMB: the other fifteen, tools in order 0, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 1.
  expect(found.toolsByClass.sums).toEqual({ AMB: [17, 15], EMER: [1, 1] });
  expect(found.loggedBySpecialty.sums.surgery).toEqual([4, 1]);
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 9))).toEqual(found);
});

test('without a log all are missing, not 0', async () => {
  const none = await ask({ 'fhir.ndjson': ndjson(visit('e1')) });
  expect(new Set(Object.values(none).map(({ missing }) => missing))).toEqual(new Set(['audit_event']));
});
