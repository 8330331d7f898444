import { askAll } from './support/ask.js';
import { logout, scaled, TOOLS } from './support/log.js';
import { act, type Files, type Found, ndjson, SITE, shuffled, visit } from './support/measured.js';

const ACTIVITIES = ['documentation', 'inbox', 'ordering'];

/** A clinician's rows on 8 July, and seconds in documentation, inbox, ordering and in all, by cutoff. */
interface Case {
  is: string;
  rows: [time: string, observer: string, more?: object][];
  seconds: Record<
    '300' | '180' | '60',
    [documentation: number, inbox: number, ordering: number, all: number]
  >;
}

const same = (...of: Case['seconds']['300']): Case['seconds'] => ({ '300': of, '180': of, '60': of });

const CASES: Record<string, Case> = {
  all: {
    // Notes 60 s, mail 120 s, orders 180 s, something unmapped 300 s, the last row of notes none.
    is: 'a row’s time belongs to its activity; what is unmapped is in the whole only',
    rows: [
      ['09:00:00', 'notes'],
      ['09:01:00', 'inbox'],
      ['09:03:00', 'orders'],
      ['09:06:00', 'no-tool'],
      ['09:11:00', 'notes'],
    ],
    seconds: { '300': [60, 120, 180, 660], '180': [60, 120, 180, 360], '60': [60, 0, 0, 60] },
  },
  one: {
    is: 'who did nothing else has 0 of it, and all of the one',
    rows: [
      ['09:00:00', 'notes'],
      ['09:00:30', 'notes'],
    ],
    seconds: same(30, 0, 0, 30),
  },
  own: {
    // Notes 60 s, our own app 120 s, notes 10 s to the logout, which has none of the 50 s that follow.
    is: 'our own app’s time is in neither; a logout has none',
    rows: [
      ['09:00:00', 'notes'],
      ['09:01:00', 'own'],
      ['09:03:00', 'notes'],
      ['09:03:10', 'other', { subtype: [{ code: '110123' }] }],
      ['09:04:00', 'inbox'],
    ],
    seconds: { '300': [70, 0, 0, 70], '180': [70, 0, 0, 70], '60': [70, 0, 0, 70] },
  },
  board: {
    // Without the board 200 s lie between mail and notes.
    is: 'background is taken out first',
    rows: [
      ['09:00:00', 'inbox'],
      ['09:01:00', 'board'],
      ['09:03:20', 'notes'],
      ['09:03:25', 'notes'],
    ],
    seconds: { '300': [5, 200, 0, 205], '180': [5, 0, 0, 5], '60': [5, 0, 0, 5] },
  },
  shared: {
    // Two rows at one instant share 40 s.
    is: 'rows at one instant share their time',
    rows: [
      ['09:00:00', 'notes'],
      ['09:00:00', 'orders'],
      ['09:00:40', 'inbox'],
    ],
    seconds: same(20, 0, 20, 40),
  },
  midnight: {
    // The gap reaches into the 9th, and belongs to the row of the 8th: 120 s.
    is: 'a gap over the period’s end counts in full',
    rows: [
      ['23:59:00', 'inbox'],
      ['2026-07-09T00:01:00-04:00', 'notes'],
    ],
    seconds: { '300': [0, 120, 0, 120], '180': [0, 120, 0, 120], '60': [0, 0, 0, 0] },
  },
};

const files: Files = {
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    ...Object.entries(CASES).flatMap(([user, { rows }]) =>
      // No encounter is known: shares of time take all rows of the period.
      rows.map(([time, observer, more]) => act(time, { user, observer, ...(more ? { more } : {}) })),
    ),
    // A row without another after it, a machine, a patient: no time, or nobody's.
    act('09:00:00', { user: 'single', observer: 'notes' }),
    ...['09:00:00', '09:01:00'].map((time) => act(time, { user: 'room-1', observer: 'notes' })),
    ...['09:00:00', '09:01:00'].map((time) =>
      act(time, {
        observer: 'notes',
        more: { agent: [{ requestor: true, who: { reference: 'Patient/p1' } }] },
      }),
    ),
    logout('20:00:00', { user: 'single' }),
  ),
};

const CUTOFFS = ['300', '180', '60'] as const;
const ask = (given: Files, period = { from: '2026-07-08', to: '2026-07-08' }) =>
  askAll(
    Object.fromEntries(
      CUTOFFS.map((variant) => [variant, { measure: 'activity-share', by: 'activity', variant }]),
    ) as Record<(typeof CUTOFFS)[number], { measure: string; by: 'activity'; variant: string }>,
    given,
    period,
  );

/** Seconds, by activity and clinician. */
const seconds = ({ clusters }: Found, activity: string) => scaled(clusters[activity], [3600, 3600]);

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([user, one]) => ({ user, ...one }));

test.each(named)('$user: $is', ({ user, seconds: expected }) => {
  for (const cutoff of CUTOFFS) {
    const [documentation, inbox, ordering, all] = expected[cutoff];
    const told = ACTIVITIES.map((one) => seconds(found[cutoff], one)[user]);
    // Who has no time with this cutoff has no share.
    expect([cutoff, told]).toEqual([
      cutoff,
      [documentation, inbox, ordering].map((part) => (all === 0 ? undefined : [part, all])),
    ]);
  }
});

test('only people with time, and only activities that somebody had', () => {
  expect(Object.keys(seconds(found['300'], 'documentation')).sort()).toEqual(Object.keys(CASES).sort());
  expect(Object.keys(found['300'].clusters).sort()).toEqual(ACTIVITIES);
});

test('the next day has one row, which has no time: no share', async () => {
  expect((await ask(files, { from: '2026-07-09', to: '2026-07-09' }))['300'].sums).toEqual({});
});

test('rows outside the declared window end no gap', async () => {
  // The 9th is not trusted: the row of 23:59 has no later one, and "midnight" no time.
  const narrow = {
    ...files,
    'site.yaml': `${SITE}feeds: {fhir: {from: 2026-07-08, to: 2026-07-08}}\n`,
  };
  const without = Object.keys(CASES).filter((user) => user !== 'midnight');
  expect(Object.keys(seconds((await ask(narrow))['300'], 'inbox')).sort()).toEqual(without.sort());
});

test('the order of input does not matter; missing without a log', async () => {
  expect(await ask(shuffled(files, 7))).toEqual(found);
  expect((await ask({ 'fhir.ndjson': ndjson(visit('e1')) }))['300'].missing).toBe('audit_event');
});
