import { answer, FIRINGS, type Firing, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { ANSWER, csv, type Files, ndjson, shuffled, visit } from './support/measured.js';

/** One clinician a case: firings and answers, and how many episodes were accepted, overridden, and are there at all. */
interface Case {
  is: string;
  firings: [id: string, time: string, about?: Firing][];
  answers: [id: string, time: string, response: string][];
  accepted: number;
  overridden: number;
  episodes: number;
}

// Times are of 8 July in New York. The ids of a case begin with its name.
const CASES: Record<string, Case> = {
  gap: {
    // 09:10:00 follows by 10 min: one episode. 09:20:00.000001 follows that by a microsecond more: another.
    is: 'ten minutes, both ends included; the answer of any firing is the episode’s',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:10:00'],
      ['3', '09:20:00.000001'],
    ],
    answers: [['2', '09:30:00', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 2,
  },
  chain: {
    // Each follows the previous by 10 min, the last the first by 30.
    is: 'each follows the previous, not the first',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:10:00'],
      ['3', '09:20:00'],
      ['4', '09:30:00'],
    ],
    answers: [],
    accepted: 0,
    overridden: 0,
    episodes: 1,
  },
  hook: {
    // Half an hour apart, in one call; 15 min later, in another.
    is: 'one hook instance is one episode, however long',
    firings: [
      ['1', '09:00:00', { hook: 'h1' }],
      ['2', '09:30:00', { hook: 'h1' }],
      ['3', '09:45:00', { hook: 'h2' }],
    ],
    answers: [['2', '09:31:00', 'overridden']],
    accepted: 0,
    overridden: 1,
    episodes: 2,
  },
  late: {
    // The first was answered at the very instant of the second: that counts as by then, whatever the hook.
    is: 'an answer at the instant of the next firing ends the episode',
    firings: [
      ['1', '09:00:00', { hook: 'h3' }],
      ['2', '09:05:00', { hook: 'h3' }],
    ],
    answers: [['1', '09:05:00', 'overridden']],
    accepted: 0,
    overridden: 1,
    episodes: 2,
  },
  soon: {
    // Answered a microsecond after the second: one episode, overridden.
    is: 'an answer after the next firing does not',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:05:00'],
    ],
    answers: [['1', '09:05:00.000001', 'overridden']],
    accepted: 0,
    overridden: 1,
    episodes: 1,
  },
  undated: {
    // Accepted at once; the second is nobody's answer.
    is: 'an answer without an instant counts as given at once',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:01:00'],
    ],
    answers: [['1', '', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 2,
  },
  early: {
    // Decision 47: clocks differ. It also ends the episode before the second.
    is: 'an answer before its firing counts',
    firings: [
      ['1', '09:10:00'],
      ['2', '09:12:00'],
    ],
    answers: [['1', '09:00:00', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 2,
  },
  both: {
    is: 'of two answers at one instant accepted comes first',
    firings: [['1', '09:00:00']],
    answers: [
      ['1', '09:05:00', 'overridden'],
      ['1', '09:05:00', 'accepted'],
    ],
    accepted: 1,
    overridden: 0,
    episodes: 1,
  },
  mind: {
    is: 'of two answers the first counts',
    firings: [['1', '09:00:00']],
    answers: [
      ['1', '09:05:00.000001', 'accepted'],
      ['1', '09:05:00', 'overridden'],
    ],
    accepted: 0,
    overridden: 1,
    episodes: 1,
  },
  silent: {
    // Decision 48: neither is an answer known.
    is: 'another response, and none, is unanswered and no override',
    firings: [
      ['1', '09:00:00'],
      ['2', '10:00:00'],
    ],
    answers: [['1', '09:01:00', 'dismissed']],
    accepted: 0,
    overridden: 0,
    episodes: 2,
  },
  returned: {
    // Of the two rows of alert 1 the shown one counts; 2 was only returned, and counts all the same.
    is: 'returned and shown count alike, and as both once',
    firings: [
      ['1', '09:00:00', { seen: 'returned' }],
      ['1', '09:00:01'],
      ['2', '10:00:00', { seen: 'returned' }],
    ],
    answers: [['2', '10:01:00', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 2,
  },
  unsaid: {
    // The last row of alert 1 counts, so that 2 follows by five minutes, not by 35.
    is: 'a row that does not say whether it was shown is no less than a returned one',
    firings: [
      ['1', '09:30:00', { seen: '' }],
      ['1', '09:00:00', { seen: 'returned' }],
      ['2', '09:35:00'],
    ],
    answers: [['2', '09:36:00', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 1,
  },
  apart: {
    // Another key, another patient; then without key and without patient, two of each a minute apart, none of which joins.
    is: 'by key and patient; without one of them each stands alone',
    firings: [
      ['1', '09:00:00'],
      ['2', '09:01:00', { key: 'n-1' }],
      ['3', '09:02:00', { patient: 'p2' }],
      ['4', '09:00:00', { key: '' }],
      ['5', '09:01:00', { key: '' }],
      ['6', '09:00:00', { patient: '' }],
      ['7', '09:01:00', { patient: '' }],
    ],
    answers: [
      ['2', '09:02:00', 'overridden'],
      ['5', '09:02:00', 'overridden'],
    ],
    accepted: 0,
    overridden: 2,
    episodes: 7,
  },
  midnight: {
    // One episode of the 8th, though its second firing and its answer are of the 9th.
    is: 'an episode is of the day on which it began, and its answer may come later',
    firings: [
      ['1', '2026-07-08T23:55:00-04:00'],
      ['2', '2026-07-09T00:01:00-04:00'],
    ],
    answers: [['2', '2026-07-11T09:00:00-04:00', 'accepted']],
    accepted: 1,
    overridden: 0,
    episodes: 1,
  },
  evening: {
    // 8 July 00:00 belongs to it, 9 July 00:00 does not: the second is out, and so is its answer.
    is: 'the period ends at midnight by the site’s clock',
    firings: [
      ['1', '2026-07-08T00:00:00-04:00'],
      ['2', '2026-07-09T00:00:00-04:00'],
      ['3', '2026-07-07T23:59:59.999999-04:00', { patient: 'p3' }],
    ],
    answers: [['2', '2026-07-09T00:01:00-04:00', 'accepted']],
    accepted: 0,
    overridden: 0,
    episodes: 1,
  },
};

// Nobody (two rows that do not join), a patient, and an account that is no person: only the first counts.
const OTHERS: [id: string, time: string, about: Firing][] = [
  ['nobody-1', '09:00:00', { user: '' }],
  ['nobody-2', '09:01:00', { user: '' }],
  ['patient-1', '09:00:00', { user: 'Patient/p1' }],
  ['robot-1', '09:00:00', { user: 'robot-1' }],
];

const files: Files = {
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot-*"]\n',
  'alerts.yaml': 'alerts: [{key: k, tool: cds}, {key: "n-*", tool: nag}]\n',
  'alert.csv': csv(
    FIRINGS,
    ...Object.entries(CASES).flatMap(([user, { firings }]) =>
      firings.map(([id, time, about]) => firing(`${user}-${id}`, time, { user, ...about })),
    ),
    ...OTHERS.map((one) => firing(...one)),
  ),
  'alert_answer.csv': csv(
    ANSWER,
    ...Object.entries(CASES).flatMap(([user, { answers }]) =>
      answers.map(([id, time, response]) => answer(`${user}-${id}`, time, response)),
    ),
    answer('nobody-2', '09:02:00', 'overridden'),
    answer('robot-1', '09:02:00', 'overridden'),
    answer('no-such-alert', '09:02:00', 'accepted'),
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const ask = (given: Files) =>
  askAll(
    {
      acted: { measure: 'acted-on-share' },
      overridden: { measure: 'override-rate', variant: 'answered' },
      notActedOn: { measure: 'override-rate', variant: 'all' },
      answered: { measure: 'response-coverage' },
      byKey: { measure: 'acted-on-share', by: 'alert_key' },
      byTool: { measure: 'override-rate', variant: 'answered', by: 'tool' },
    },
    given,
    day,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([user, one]) => ({ user, ...one }));

test.each(named)('$user: $is', ({ user, accepted, overridden, episodes }) => {
  const answered = accepted + overridden;
  expect({
    acted: byPerson(found.acted)[user],
    overridden: byPerson(found.overridden)[user],
    notActedOn: byPerson(found.notActedOn)[user],
    answered: byPerson(found.answered)[user],
  }).toEqual({
    acted: [accepted, episodes],
    // Who answered nothing has no denominator, and is left out (decision 55).
    overridden: answered === 0 ? undefined : [overridden, answered],
    // Overridden or unanswered: all that was not accepted.
    notActedOn: [episodes - accepted, episodes],
    answered: [answered, episodes],
  });
});

test('alerts to nobody are a cluster of their own; to a patient or a machine they are none', () => {
  expect(byPerson(found.answered)['']).toEqual([1, 2]);
  expect(Object.keys(byPerson(found.answered)).sort()).toEqual(['', ...Object.keys(CASES)].sort());
});

test('by key, where what has none stands under no name, and by tool', () => {
  // Episodes of key k: gap 2, chain 1, hook 2, late 2, soon 1, undated 2, early 2, both 1,
  // mind 1, silent 2, returned 2, unsaid 1, apart 4 (1, 3, and 6 and 7 without a patient), midnight 1, evening 1, nobody 2: 27.
  // Accepted: gap, undated, early, both, returned, unsaid, midnight.
  // Without a key: apart 4 and 5, neither of them accepted.
  expect(found.byKey.sums).toEqual({ k: [7, 27], 'n-1': [0, 1], '': [0, 2] });
  // Answered of k: those seven, and overridden: hook, late, soon, mind, nobody. Of n-1: the one. What has no key has no tool.
  expect(found.byTool.sums).toEqual({ cds: [5, 12], nag: [1, 1] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 7))).toEqual(found);
});

test('without alerts all are missing; without answers an override rate is, and nothing was acted on', async () => {
  const all = {
    acted: { measure: 'acted-on-share' },
    overridden: { measure: 'override-rate', variant: 'answered' },
    answered: { measure: 'response-coverage' },
  };
  const none = await askAll(all, { 'fhir.ndjson': ndjson(visit('e1')) });
  expect(Object.values(none).map(({ missing }) => missing)).toEqual(['alert', 'alert', 'alert']);
  const { 'alert_answer.csv': _, ...without } = files;
  const unanswered = await askAll(all, without, day);
  expect(unanswered.overridden.missing).toBe('alert_answer');
  // Decision 6: unanswered. Of the 30 episodes those of late, undated and early are no longer parted by an answer: 27.
  expect([unanswered.acted.sums[''], unanswered.answered.sums['']]).toEqual([
    [0, 27],
    [0, 27],
  ]);
});
