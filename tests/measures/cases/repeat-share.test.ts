import { answer, FIRINGS, type Firing, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { ANSWER, csv, type Files, ndjson, shuffled, visit } from './support/measured.js';

/** A case is one clinician: repeats of how many episodes that began on 8 July. */
interface Case {
  is: string;
  firings: [time: string, about?: Firing][];
  answers?: [firing: number, time: string][];
  share: [number, number] | undefined;
}

const CASES: Record<string, Case> = {
  series: { is: 'an episode does not repeat itself', firings: [['09:00:00'], ['09:10:00']], share: [0, 1] },
  again: {
    // 10 min and a microsecond: another episode, which repeats the first.
    is: 'the next episode does',
    firings: [['09:00:00'], ['09:10:00.000001']],
    share: [1, 2],
  },
  answered: {
    // Answered after 1 s; fires again 1 s later.
    is: 'also after an answer',
    firings: [['09:00:00'], ['09:00:02']],
    answers: [[0, '09:00:01']],
    share: [1, 2],
  },
  day: {
    // From 7 July, 09:00:00: outside the period, and 24 hours before.
    is: 'after 24 hours it still does, and the earlier one need not be of the period',
    firings: [['2026-07-07T09:00:00-04:00'], ['09:00:00']],
    share: [1, 1],
  },
  over: {
    is: 'a microsecond more and it does not',
    firings: [['2026-07-07T09:00:00-04:00'], ['09:00:00.000001']],
    share: [0, 1],
  },
  last: {
    // The earlier episode began 24 h 5 min before, and its second firing came 23 h 55 min before (decision 51).
    is: 'any firing of the earlier episode is repeated',
    firings: [['2026-07-07T09:00:00-04:00'], ['2026-07-07T09:10:00-04:00'], ['2026-07-08T09:05:00-04:00']],
    share: [1, 1],
  },
  skipped: {
    // The third repeats the second, which repeats the first; 25 h lie between first and third.
    is: 'each repeats the one before it',
    firings: [['2026-07-07T09:00:00-04:00'], ['2026-07-07T20:00:00-04:00'], ['10:00:00']],
    share: [1, 1],
  },
  other: {
    is: 'another key and another patient are no repeats',
    firings: [['09:00:00'], ['11:00:00', { key: 'n' }], ['12:00:00', { patient: 'p2' }]],
    share: [0, 3],
  },
  unknown: {
    // Without key or patient: never a repeat, and still alerts.
    is: 'what has no key or no patient repeats nothing',
    firings: [
      ['09:00:00', { key: '' }],
      ['10:00:00', { key: '' }],
      ['09:00:00', { patient: '' }],
      ['10:00:00', { patient: '' }],
    ],
    share: [0, 4],
  },
  returned: {
    is: 'returned and shown alike',
    firings: [
      ['09:00:00', { seen: 'returned' }],
      ['10:00:00', { seen: 'returned' }],
    ],
    share: [1, 2],
  },
  later: {
    // The first is of the 9th, and so is its repeat.
    is: 'of the period only those that began in it',
    firings: [['2026-07-09T00:00:00-04:00'], ['2026-07-09T01:00:00-04:00']],
    share: undefined,
  },
};

const files: Files = {
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot-*"]\n',
  'alerts.yaml': 'alerts: [{key: k, tool: cds}, {key: n, tool: nag}]\n',
  'alert.csv': csv(
    FIRINGS,
    ...Object.entries(CASES).flatMap(([user, { firings }]) =>
      firings.map(([time, about], i) => firing(`${user}-${i}`, time, { user, ...about })),
    ),
    // The same to two people is a repeat to neither; to nobody, and to a machine.
    firing('t1', '09:00:00', { user: 'one' }),
    firing('t2', '10:00:00', { user: 'two' }),
    firing('u1', '09:00:00', { user: '' }),
    firing('u2', '10:00:00', { user: '' }),
    firing('r1', '09:00:00', { user: 'robot-1' }),
    firing('r2', '10:00:00', { user: 'robot-1' }),
  ),
  'alert_answer.csv': csv(
    ANSWER,
    ...Object.entries(CASES).flatMap(([user, { answers }]) =>
      (answers ?? []).map(([of, time]) => answer(`${user}-${of}`, time, 'overridden')),
    ),
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const ask = (given: Files) =>
  askAll(
    {
      all: { measure: 'repeat-share', variant: '86400' },
      year: { measure: 'repeat-share', variant: '31536000' },
      byKey: { measure: 'repeat-share', variant: '86400', by: 'alert_key' },
      byTool: { measure: 'repeat-share', variant: '86400', by: 'tool' },
    },
    given,
    day,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([user, one]) => ({ user, ...one }));

test.each(named)('$user: $is', ({ user, share }) => {
  expect(byPerson(found.all)[user]).toEqual(share);
});

test('within a year what is a day and a microsecond old is repeated too; nothing else of that day changes', () => {
  expect(byPerson(found.year)).toEqual({ ...byPerson(found.all), over: [1, 1] });
});

test('to another, to nobody and to a machine', () => {
  expect(byPerson(found.all)).toMatchObject({ one: [0, 1], two: [0, 1], '': [0, 2] });
  expect(Object.keys(byPerson(found.all))).not.toContain('robot-1');
});

test('by key and by tool', () => {
  // k: series 1, again 2, answered 2, day, over, last, skipped 1 each, other 2, unknown 2, returned 2, one, two, nobody 2: 19.
  // Repeats: again, answered, day, last, skipped, returned.
  expect(found.byKey.sums).toEqual({ k: [6, 19], n: [0, 1], '': [0, 2] });
  expect(found.byTool.sums).toEqual({ cds: [6, 19], nag: [0, 1] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 8))).toEqual(found);
});

test('missing without alerts', async () => {
  const none = { 'fhir.ndjson': ndjson(visit('e1')) };
  expect((await askAll({ all: { measure: 'repeat-share' } }, none)).all.missing).toBe('alert');
});
