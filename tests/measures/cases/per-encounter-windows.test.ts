import { askAll, byPerson } from './support/ask.js';
import { TOOLS } from './support/log.js';
import { act, type Files, ndjson, SITE, shuffled, visit } from './support/measured.js';

/**
 * A case is an encounter of a patient and a clinician of that name: 8 July from 09:00 to 10:00 unless it says otherwise.
 * Rows are of that patient, by that clinician and name the encounter, or by somebody passing by who names none.
 */
interface Case {
  is: string;
  more?: object;
  named?: string[];
  passing?: string[];
  /** By its clinician, naming none. */
  unnamed?: string[];
  /** Logged actions and 1; undefined where the encounter does not count. */
  logged: [number, number] | undefined;
}

const july = (start: string, end?: string) => ({
  period: { start: `2026-07-${start}-04:00`, ...(end ? { end: `2026-07-${end}-04:00` } : {}) },
});
const on = (when: string) => `2026-07-${when}-04:00`;

const CASES: Record<string, Case> = {
  margin: {
    // 24 h before the start and 72 h after the end, both included.
    is: 'what names it from a day before to three days after',
    named: ['07T09:00:00', '11T10:00:00'],
    logged: [2, 1],
  },
  mention: {
    // A microsecond more on either side: reading an old note is no work of that visit.
    is: 'outside that margin a name is a mention',
    named: ['07T08:59:59.999999', '11T10:00:00.000001'],
    logged: [0, 1],
  },
  open: {
    is: 'whoever works on its patient while it is open, both ends included',
    passing: ['08T08:59:59.999999', '08T09:00:00', '08T10:00:00', '08T10:00:00.000001'],
    logged: [2, 1],
  },
  near: {
    // As far as a name reaches, and no further; somebody passing by is not near at all.
    is: 'its clinician’s, from a day before to three days after',
    unnamed: ['07T08:59:59.999999', '07T09:00:00', '11T10:00:00', '11T10:00:00.000001'],
    passing: ['08T08:00:00', '08T11:00:00'],
    logged: [2, 1],
  },
  finished: {
    // No end given: the end of its start's site day, 24:00, included.
    is: 'finished without an end: to the end of the day',
    more: { status: 'finished', ...july('08T09:00:00') },
    passing: ['08T23:59:59', '09T00:00:00', '09T00:00:00.000001'],
    logged: [2, 1],
  },
  unfinished: {
    is: 'in progress without an end: 24 hours',
    more: { status: 'in-progress', ...july('08T09:00:00') },
    passing: ['09T09:00:00', '09T09:00:00.000001'],
    logged: [1, 1],
  },
  ward: {
    is: 'on the ward without an end: still open',
    more: { status: 'in-progress', class: { code: 'IMP' }, ...july('08T09:00:00') },
    passing: ['08T08:59:59', '19T09:00:00'],
    logged: [1, 1],
  },
  dates: {
    // 00:00 to 24:00 in New York.
    is: 'dates without a time',
    more: { period: { start: '2026-07-08', end: '2026-07-08' } },
    passing: ['07T23:59:59.999999', '08T00:00:00', '09T00:00:00', '09T00:00:00.000001'],
    logged: [2, 1],
  },
  backwards: {
    is: 'one that ends before it starts is never open',
    more: july('08T10:00:00', '08T09:00:00'),
    passing: ['08T09:30:00'],
    logged: [0, 1],
  },
  undated: {
    // It begins with its first row, and names need no margin.
    is: 'without a start it begins with its first row',
    more: { period: undefined },
    named: ['08T09:00:00', '19T09:00:00'],
    passing: ['08T09:30:00'],
    logged: [2, 1],
  },
  ...Object.fromEntries(
    ['planned', 'cancelled', 'discontinued', 'entered-in-error'].map((status): [string, Case] => [
      status,
      { is: 'does not count', more: { status }, named: ['08T09:30:00'], logged: undefined },
    ]),
  ),
  edge: {
    // The log's window is 1 to 20 July: an end at 24:00 is inside.
    is: 'up to the last instant of the window',
    more: july('20T23:00:00', '21T00:00:00'),
    named: ['20T23:30:00'],
    logged: [1, 1],
  },
  beyond: {
    is: 'reaching out of the window: empty, not less',
    more: july('20T23:00:00', '21T00:00:00.001'),
    named: ['20T23:30:00'],
    logged: undefined,
  },
  after: { is: 'after the window', more: july('25T09:00:00', '25T10:00:00'), logged: undefined },
  late: {
    // Of the 20th, and a row of the 21st that would be its: outside the declared window, and counts nowhere.
    is: 'rows outside the window count nowhere',
    more: july('20T09:00:00', '20T10:00:00'),
    named: ['20T09:30:00', '21T09:00:00'],
    logged: [1, 1],
  },
  june: {
    is: 'started before the window',
    more: { period: { start: '2026-06-30T23:59:59-04:00', end: '2026-07-01T09:00:00-04:00' } },
    named: ['01T08:00:00'],
    logged: undefined,
  },
};

const person = (id: string, code?: string) => ({
  individual: { reference: `Practitioner/${id}` },
  ...(code ? { type: [{ coding: [{ code }] }] } : {}),
});
const of = (id: string, patient: string, more: object) =>
  visit(id, { subject: { reference: `Patient/${patient}` }, ...more });

// One patient in three encounters at once; from 09:00, and from 09:30 twice.
const THREE = [
  of('m1', 'many', { participant: [person('m1')], ...july('08T09:00:00', '08T11:00:00') }),
  of('m2', 'many', { participant: [person('m2')], ...july('08T09:30:00', '08T11:00:00') }),
  of('m3', 'many', { participant: [person('m3')], ...july('08T09:30:00', '08T11:00:00') }),
  act(on('08T10:00:00'), { user: 'm1', patient: 'many' }), // takes part in the first
  act(on('08T10:00:00'), { user: 'anybody', patient: 'many' }), // the latest start; of two the smaller id: m2
  act(on('08T10:00:00'), { user: 'anybody', patient: 'other', encounter: 'm3' }), // named, whosever patient
];

// Who is responsible: ATND, else PPRF, else the first, else who has most rows, of equals the smallest id.
const RESPONSIBLE = [
  of('r1', 'r1', { participant: [person('x1'), person('x2', 'PPRF'), person('attending', 'ATND')] }),
  of('r2', 'r2', { participant: [person('x1', 'CON'), person('primary', 'PPRF')] }),
  of('r3', 'r3', { participant: [person('listed', 'CON'), person('x1')] }),
  of('r4', 'r4', { participant: undefined }),
  ...['busy', 'busy', 'idle'].map((user, i) =>
    act(on(`08T09:0${i}:00`), { user, patient: 'r4', encounter: 'r4' }),
  ),
  of('r5', 'r5', { participant: undefined }),
  ...['tie-b', 'tie-a'].map((user, i) => act(on(`08T09:0${i}:00`), { user, patient: 'r5', encounter: 'r5' })),
  of('r6', 'r6', { participant: undefined }), // nobody's
];

// Never read: its row is made by the clinicians' rows that name it.
const UNREAD = ['unread', 'unread', 'x1'].map((user, i) =>
  act(on(`08T09:0${i}:00`), { user, patient: 'unread', encounter: 'unread' }),
);

const files: Files = {
  'site.yaml': `${SITE}feeds: {fhir: {from: 2026-07-01, to: 2026-07-20}}\n`,
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    ...Object.entries(CASES).flatMap(([name, { more, named = [], passing = [], unnamed = [] }]) => [
      of(name, name, { participant: [person(name)], ...more }),
      ...named.map((when) => act(on(when), { user: name, patient: name, encounter: name })),
      ...unnamed.map((when) => act(on(when), { user: name, patient: name })),
      ...passing.map((when) => act(on(when), { user: 'passer-by', patient: name })),
    ]),
    ...THREE,
    ...RESPONSIBLE,
    ...UNREAD,
  ),
};

const month = { from: '2026-07-01', to: '2026-07-31' };
const logged = { all: { measure: 'logged-actions-per-encounter' } };

let found: Record<string, [number, number]>;
beforeAll(async () => {
  found = byPerson((await askAll(logged, files, month)).all);
});

const cases = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

test.each(cases)('$name: $is', ({ name, logged: expected }) => {
  expect(found[name]).toEqual(expected);
});

test('of several open encounters: one’s own, then the latest, then the smallest id; a name goes first', () => {
  expect([found.m1, found.m2, found.m3]).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
});

test('who is responsible; an encounter of nobody is of the cluster without a clinician', () => {
  expect(found).toMatchObject({
    attending: [0, 1],
    primary: [0, 1],
    listed: [0, 1],
    busy: [3, 1],
    'tie-a': [2, 1],
    '': [0, 1],
  });
});

test('an encounter that was not read is there, with all that names it', () => {
  expect(found.unread).toEqual([3, 1]);
});

test('of a day the encounters that started in it, with all their rows', async () => {
  const day = byPerson((await askAll(logged, files, { from: '2026-07-08', to: '2026-07-08' })).all);
  // Rows of the 7th and the 11th too.
  expect(day.margin).toEqual([2, 1]);
  expect([day.edge, day.late]).toEqual([undefined, undefined]);
});

test('the order of input does not matter', async () => {
  expect(byPerson((await askAll(logged, shuffled(files, 11), month)).all)).toEqual(found);
});
