import { at } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { TOOLS } from './support/log.js';
import { act, csv, type Files, ndjson, SITE, shuffled, visit } from './support/measured.js';

const UI =
  'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks,keyboard_activations,keystrokes,navigations';

interface Interval {
  scope?: string;
  /** Names the encounter; else it is found by patient and start. */
  encounter?: string;
  patient?: string;
  user?: string;
  tool?: string;
  /** Clicks, keyboard activations, keystrokes, navigations; '' is an empty cell. */
  counted: (number | '')[];
}

interface Case {
  is: string;
  more?: object;
  intervals: [started: string, interval: Interval][];
  /** Clicks and 1, of the whole EHR; undefined where nothing of it covers the encounter. */
  clicks: [number, number] | undefined;
}

const july = (start: string, end: string) => ({
  period: { start: `2026-07-${start}-04:00`, end: `2026-07-${end}-04:00` },
});

// Each an encounter of a patient and a clinician of that name, 8 July from 09:00 to 10:00.
const CASES: Record<string, Case> = {
  sum: {
    // 10 + 2 and 5 + 0; keystrokes and navigations are no clicks.
    is: 'clicks and keyboard activations of the whole EHR',
    intervals: [
      ['09:00:00', { counted: [10, 2, 900, 30] }],
      ['09:30:00', { counted: [5, 0] }],
    ],
    clicks: [17, 1],
  },
  zero: {
    is: 'covered without a click is 0',
    intervals: [['09:00:00', { counted: [0, 0] }]],
    clicks: [0, 1],
  },
  blank: {
    is: 'an empty cell adds nothing, and the encounter is covered',
    intervals: [
      ['09:00:00', { counted: ['', ''] }],
      ['09:10:00', { counted: ['', 4] }],
    ],
    clicks: [4, 1],
  },
  uncovered: { is: 'without telemetry it is not 0, but not known', intervals: [], clicks: undefined },
  toolOnly: {
    is: 'telemetry of one tool does not cover it',
    intervals: [['09:00:00', { scope: 'tool', tool: 'notes', counted: [40, 1] }]],
    clicks: undefined,
  },
  beside: {
    // 20 clicks of the whole EHR hold the tools': never added. Of the notes 7 + 1, of the orders 3.
    is: 'a tool’s clicks are not added to the whole',
    intervals: [
      ['09:00:00', { counted: [20, 0] }],
      ['09:00:00', { scope: 'tool', tool: 'notes', counted: [6, 1] }],
      ['09:20:00', { scope: 'tool', tool: 'notes', counted: [1, 0] }],
      ['09:00:00', { scope: 'tool', tool: 'order-entry', counted: [3, 0] }],
    ],
    clicks: [20, 1],
  },
  start: {
    // By its start: at 10:00:00 the encounter is open; the second began while it was, and ended later.
    is: 'an interval is of the encounter in which it starts',
    intervals: [
      ['10:00:00', { counted: [1, 0] }],
      ['09:59:59', { counted: [2, 0] }],
      ['2026-07-11T10:00:00.001-04:00', { counted: [50, 0] }], // more than 72 h after its end
    ],
    clicks: [3, 1],
  },
  near: {
    is: 'or which is near, if its clinician clicked',
    intervals: [
      ['2026-07-07T09:00:00-04:00', { counted: [4, 0] }],
      ['2026-07-11T10:00:00-04:00', { counted: [5, 0] }],
      ['11:00:00', { user: 'passer-by', counted: [60, 0] }],
    ],
    clicks: [9, 1],
  },
  named: {
    is: 'or which it names, at any time; one that was never read is none',
    intervals: [
      ['2026-07-20T09:00:00-04:00', { encounter: 'named', counted: [6, 0] }],
      ['09:30:00', { encounter: 'never-read', counted: [70, 0] }],
    ],
    clicks: [6, 1],
  },
  people: {
    // Nobody's counts; a patient's and a machine's do not.
    is: 'of clinicians and of nobody',
    intervals: [
      ['09:00:00', { user: '', counted: [8, 0] }],
      ['09:00:00', { user: 'Patient/people', counted: [80, 0] }],
      ['09:00:00', { user: 'room-2', counted: [90, 0] }],
    ],
    clicks: [8, 1],
  },
  own: {
    is: 'our own pages are no burden',
    intervals: [
      ['09:00:00', { counted: [9, 0] }],
      ['09:00:00', { tool: 'mission-audit', counted: [30, 0] }],
    ],
    clicks: [9, 1],
  },
  planned: {
    is: 'an encounter that was only planned is none',
    more: { status: 'planned' },
    intervals: [['09:00:00', { encounter: 'planned', counted: [5, 0] }]],
    clicks: undefined,
  },
  beyond: {
    // The telemetry's window ends on the 20th at 24:00.
    is: 'reaching out of the window: empty',
    more: july('20T23:00:00', '21T00:00:00.001'),
    intervals: [['2026-07-20T23:30:00-04:00', { counted: [5, 0] }]],
    clicks: undefined,
  },
};

const row = (name: string, i: number, [started, interval]: Case['intervals'][number]): string => {
  const { scope = 'whole-ehr', encounter = '', patient = name, user = name, tool = '', counted } = interval;
  const who = user === '' || user.includes('/') ? user : `Practitioner/${user}`;
  const ref = encounter && `Encounter/${encounter}`;
  return [
    ...[`${name}-${i}`, scope, at(started), '', who, `Patient/${patient}`, ref, tool],
    ...[0, 1, 2, 3].map((one) => counted[one] ?? ''),
  ].join(',');
};

const files: Files = {
  'site.yaml': `${SITE}feeds: {ui_interval: {from: 2026-07-01, to: 2026-07-20}}\n`,
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    ...Object.entries(CASES).map(([name, { more }]) =>
      visit(name, {
        subject: { reference: `Patient/${name}` },
        participant: [{ individual: { reference: `Practitioner/${name}` } }],
        class: { code: name === 'sum' ? 'EMER' : 'AMB' },
        ...more,
      }),
    ),
    // The log knows that the orders were used here too: no telemetry of theirs, no clicks of theirs.
    act('09:05:00', { user: 'sum', patient: 'sum', encounter: 'sum', observer: 'orders' }),
  ),
  'ui_interval.csv': csv(
    UI,
    ...Object.entries(CASES).flatMap(([name, { intervals }]) =>
      intervals.map((interval, i) => row(name, i, interval)),
    ),
    row('sum', 1, CASES.sum!.intervals[1]!), // there twice
  ),
};

const month = { from: '2026-07-08', to: '2026-07-31' };
const ask = (given: Files) =>
  askAll(
    {
      all: { measure: 'clicks-per-encounter' },
      byTool: { measure: 'clicks-per-encounter', by: 'tool' },
      byClass: { measure: 'clicks-per-encounter', by: 'class' },
    },
    given,
    month,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

test.each(named)('$name: $is', ({ name, clicks }) => {
  expect(byPerson(found.all)[name]).toEqual(clicks);
});

test('by tool: clicks that its own telemetry counted ÷ the encounters that this covers', () => {
  expect(byPerson(found.byTool, 'notes')).toEqual({ toolOnly: [41, 1], beside: [8, 1] });
  expect(byPerson(found.byTool, 'order-entry')).toEqual({ beside: [3, 1] });
  expect(Object.keys(found.byTool.clusters).sort()).toEqual(['notes', 'order-entry']);
});

test('by class', () => {
  // AMB: zero 0, blank 4, beside 20, start 3, near 9, named 6, people 8, own 9.
  expect(found.byClass.sums).toEqual({ AMB: [59, 8], EMER: [17, 1] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 4))).toEqual(found);
});

test('without telemetry it is missing; with a tool’s alone there is none of the whole', async () => {
  const { 'ui_interval.csv': _, ...without } = files;
  expect((await ask(without)).all.missing).toBe('ui_interval');
  const only = { ...files, 'ui_interval.csv': csv(UI, row('toolOnly', 0, CASES.toolOnly!.intervals[0]!)) };
  const { all, byTool } = await ask(only);
  expect([all.missing, all.sums, byTool.sums]).toEqual([null, {}, { notes: [41, 1] }]);
});
