import { answer, FIRINGS, type Firing, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { ANSWER, csv, type Files, ndjson, shuffled, visit } from './support/measured.js';

/** A case is one clinician and one alert key of that name: seconds from being shown to the answer, by hand. */
interface Case {
  is: string;
  firings: [id: string, time: string, about?: Firing][];
  answers: [id: string, time: string, response?: string][];
  seconds: number[];
}

const NINE: Case['firings'] = [['1', '09:00:00']];

const CASES: Record<string, Case> = {
  under: {
    is: 'a microsecond under three seconds is under three seconds',
    firings: NINE,
    answers: [['1', '09:00:02.999999']],
    seconds: [2.999999],
  },
  three: {
    is: 'three seconds are not under three seconds',
    firings: NINE,
    answers: [['1', '09:00:03']],
    seconds: [3],
  },
  atOnce: { is: 'at the same instant: 0 s', firings: NINE, answers: [['1', '09:00:00']], seconds: [0] },
  before: {
    is: 'an answer before it was shown is an answer, and no time',
    firings: NINE,
    answers: [['1', '08:59:59.999999']],
    seconds: [],
  },
  undated: { is: 'nor is one without an instant', firings: NINE, answers: [['1', '']], seconds: [] },
  undatedFirst: {
    // What has no instant was given at once, at 09:00:00: that one is the first, and has no time.
    is: 'also where a dated one followed',
    firings: NINE,
    answers: [
      ['1', ''],
      ['1', '09:00:07', 'overridden'],
    ],
    seconds: [],
  },
  silent: {
    is: 'no answer, and none that is known',
    firings: [
      ['1', '09:00:00'],
      ['2', '11:00:00'],
    ],
    answers: [['2', '11:00:01', 'dismissed']],
    seconds: [],
  },
  returned: {
    is: 'what was only returned has none',
    firings: [['1', '09:00:00', { seen: 'returned' }]],
    answers: [['1', '09:00:05']],
    seconds: [],
  },
  both: {
    // Returned at 09:00:00, shown at 09:00:04, answered at 09:00:09.
    is: 'of what was returned and shown, from when it was shown',
    firings: [
      ['1', '09:00:00', { seen: 'returned' }],
      ['1', '09:00:04'],
    ],
    answers: [['1', '09:00:09']],
    seconds: [5],
  },
  second: {
    // One episode of two firings; the second is answered after 2 s, 302 s after the first.
    is: 'from the firing that was answered (decision 53)',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00'],
    ],
    answers: [['2', '09:05:02']],
    seconds: [2],
  },
  earlier: {
    // The second is answered at 09:05:10, before the first at 09:06:00: the episode's answer is that of the second, 10 s.
    is: 'one value an episode: its first answer',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00'],
    ],
    answers: [
      ['1', '09:06:00'],
      ['2', '09:05:10', 'overridden'],
    ],
    seconds: [10],
  },
  tie: {
    // At 09:06:00 both: accepted comes first, which answers the second, shown a minute before.
    is: 'of two at one instant accepted',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00'],
    ],
    answers: [
      ['1', '09:06:00', 'overridden'],
      ['2', '09:06:00', 'accepted'],
    ],
    seconds: [60],
  },
  unseen: {
    // The first answer is to the firing that was only returned; that another was shown does not matter.
    is: 'the answered firing must have been shown',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00', { seen: 'returned' }],
    ],
    answers: [['2', '09:05:02']],
    seconds: [],
  },
  twice: {
    // Answered at 09:00:01; at 09:05:00 a new episode, answered after 100 s.
    is: 'an episode that was answered and another',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00'],
    ],
    answers: [
      ['1', '09:00:01'],
      ['2', '09:06:40'],
    ],
    seconds: [1, 100],
  },
  long: {
    is: 'as long as it took',
    firings: NINE,
    answers: [['1', '2026-07-09T09:00:00-04:00']],
    seconds: [86_400],
  },
};

const files: Files = {
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot-*"]\n',
  'alerts.yaml': 'alerts: [{key: twice, tool: cds}, {key: three, tool: cds}, {key: undated, tool: nag}]\n',
  'alert.csv': csv(
    FIRINGS,
    ...Object.entries(CASES).flatMap(([name, { firings }]) =>
      firings.map(([id, time, about]) => firing(`${name}-${id}`, time, { user: name, key: name, ...about })),
    ),
    firing('robot', '09:00:00', { user: 'robot-1' }),
  ),
  'alert_answer.csv': csv(
    ANSWER,
    ...Object.entries(CASES).flatMap(([name, { answers }]) =>
      answers.map(([id, time, response]) => answer(`${name}-${id}`, time, response ?? 'accepted')),
    ),
    answer('robot', '09:00:01', 'accepted'),
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const ask = (given: Files) =>
  askAll(
    {
      values: { measure: 'dwell-time' },
      byKey: { measure: 'dwell-time', by: 'alert_key' },
      byTool: { measure: 'dwell-time', by: 'tool' },
      under: { measure: 'dwell-under-3-s' },
      underByTool: { measure: 'dwell-under-3-s', by: 'tool' },
    },
    given,
    day,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

test.each(named)('$name: $is', ({ name, seconds }) => {
  expect(found.byKey.values[name] ?? []).toEqual(seconds);
  const under = seconds.filter((one) => one < 3).length;
  expect(byPerson(found.under)[name]).toEqual(seconds.length === 0 ? undefined : [under, seconds.length]);
});

test('all together, and by tool', () => {
  // In order: atOnce, twice, second, under, three, both, earlier, tie, twice, long. The first four are under 3 s.
  expect(found.values.values['']).toEqual([0, 1, 2, 2.999999, 3, 5, 10, 60, 100, 86_400]);
  expect(found.under.sums['']).toEqual([4, 10]);
  // cds: 1, 3 and 100 s. nag has an answer, and no time of it.
  expect(found.byTool.values).toEqual({ cds: [1, 3, 100] });
  expect(found.underByTool.sums).toEqual({ cds: [1, 3] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 5))).toEqual(found);
});

test('missing without alerts, and without answers: no median of nothing', async () => {
  const both = { values: { measure: 'dwell-time' }, under: { measure: 'dwell-under-3-s' } };
  const none = await askAll(both, { 'fhir.ndjson': ndjson(visit('e1')) });
  expect([none.values.missing, none.under.missing]).toEqual(['alert', 'alert']);
  const { 'alert_answer.csv': _, ...without } = files;
  const unanswered = await askAll(both, without, day);
  expect([unanswered.values.missing, unanswered.under.missing]).toEqual(['alert_answer', 'alert_answer']);
});
