import { FIRINGS, type Firing, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { TOOLS } from './support/log.js';
import { act, csv, type Files, ndjson, SITE, shuffled, visit } from './support/measured.js';

/** An encounter of a patient of its own with a clinician of its own, of that name, on 8 July from 09:00 to 10:00. */
interface Case {
  is: string;
  more?: object;
  firings: [time: string, about?: Firing][];
  /** Episodes, and 1; undefined where the encounter does not count. */
  alerts: [number, number] | undefined;
}

const july = (start: string, end: string) => ({
  period: { start: `2026-07-${start}-04:00`, end: `2026-07-${end}-04:00` },
});

const CASES: Record<string, Case> = {
  none: { is: 'no alert is 0, and counts', firings: [], alerts: [0, 1] },
  named: {
    // Two firings 10 min apart are one; named at any time (decision 18).
    is: 'episodes, not firings; named at any time',
    firings: [
      ['09:00:00', { encounter: 'named' }],
      ['09:10:00', { encounter: 'named' }],
      ['2026-07-30T09:00:00-04:00', { encounter: 'named', patient: 'elsewhere' }],
    ],
    alerts: [2, 1],
  },
  open: {
    // Both ends are included; a microsecond after the end it is still near (at most 72 h).
    is: 'its patient’s, while it is open',
    firings: [['09:00:00'], ['09:30:00'], ['10:00:00']],
    alerts: [3, 1],
  },
  near: {
    // From 24 h before the start to 72 h after the end, both included; a microsecond beyond belongs to none.
    is: 'its clinician’s, while it is near',
    firings: [
      ['2026-07-07T08:59:59.999999-04:00'],
      ['2026-07-07T09:00:00-04:00', { key: 'n' }],
      ['2026-07-11T10:00:00-04:00'],
      ['2026-07-11T10:00:00.000001-04:00', { key: 'n' }],
    ],
    alerts: [2, 1],
  },
  stranger: {
    // During the visit it is the patient that counts; afterwards only who takes part.
    is: 'another clinician’s only while it is open',
    firings: [
      ['09:30:00', { user: 'passer-by' }],
      ['11:00:00', { user: 'passer-by' }],
    ],
    alerts: [1, 1],
  },
  first: {
    // One episode: it belongs where its first firing does.
    is: 'an episode’s encounter is its first firing’s',
    firings: [
      ['09:30:00', { encounter: 'first' }],
      ['09:35:00', { encounter: 'none' }],
    ],
    alerts: [1, 1],
  },
  ghost: {
    // Named is an encounter that has no row: none, also while this one is open.
    is: 'what names an unknown encounter belongs to none',
    firings: [['09:30:00', { encounter: 'never-read' }]],
    alerts: [0, 1],
  },
  returned: {
    is: 'returned ones count',
    firings: [['09:30:00', { seen: 'returned' }]],
    alerts: [1, 1],
  },
  nobody: {
    // Nobody's counts, by the patient; a patient's own and a machine's do not.
    is: 'to nobody counts, to a patient or a machine does not',
    firings: [
      ['09:10:00', { user: '' }],
      ['09:20:00', { user: 'Patient/nobody' }],
      ['09:30:00', { user: 'room-1' }],
    ],
    alerts: [1, 1],
  },
  cancelled: {
    is: 'a cancelled encounter is none',
    more: { status: 'cancelled' },
    firings: [['09:30:00', { encounter: 'cancelled' }]],
    alerts: undefined,
  },
  edge: {
    // The window ends on the 30th at 24:00: an end at that instant is inside.
    is: 'up to the last instant of the alerts’ window',
    more: july('30T23:00:00', '31T00:00:00'),
    firings: [],
    alerts: [0, 1],
  },
  beyond: {
    is: 'reaching out of it: empty, not 0',
    more: july('30T23:00:00', '31T00:00:00.001'),
    firings: [['2026-07-30T23:30:00-04:00', { encounter: 'beyond' }]],
    alerts: undefined,
  },
  outside: {
    is: 'in the period, outside the window',
    more: july('31T09:00:00', '31T10:00:00'),
    firings: [['2026-07-31T09:30:00-04:00', { encounter: 'outside' }]],
    alerts: undefined,
  },
  earlier: {
    is: 'started before the period',
    more: july('04T09:00:00', '04T10:00:00'),
    firings: [['2026-07-04T09:30:00-04:00']],
    alerts: undefined,
  },
};

const files: Files = {
  'site.yaml': `${SITE}feeds: {alert: {from: 2026-07-01, to: 2026-07-30}}\n`,
  'tools.yaml': TOOLS,
  'alerts.yaml': 'alerts: [{key: k, tool: order-entry}, {key: n, tool: nag}]\n',
  'fhir.ndjson': ndjson(
    ...Object.entries(CASES).map(([name, { more }]) =>
      visit(name, {
        subject: { reference: `Patient/${name}` },
        participant: [{ individual: { reference: `Practitioner/${name}` } }],
        class: { code: name === 'open' ? 'IMP' : 'AMB' },
        ...more,
      }),
    ),
    // `none` was touched by the orders, without an alert of theirs; `named` by them too.
    act('09:05:00', { user: 'none', patient: 'none', encounter: 'none', observer: 'orders' }),
    act('09:05:00', { user: 'named', patient: 'named', encounter: 'named', observer: 'orders' }),
    // Only referred to: an encounter of who worked in it.
    act('09:05:00', { user: 'unread', patient: 'unread', encounter: 'unread', observer: 'notes' }),
  ),
  'alert.csv': csv(
    FIRINGS,
    ...Object.entries(CASES).flatMap(([name, { firings }]) =>
      firings.map(([time, about], i) =>
        firing(`${name}-${i}`, time, { user: name, patient: name, ...about }),
      ),
    ),
    firing('unread', '09:30:00', { user: 'unread', patient: 'unread', encounter: 'unread' }),
    // Its patient's, and not named: an encounter that was not read is never open.
    firing('unread-2', '09:05:00', { user: 'unread', patient: 'unread', key: 'n' }),
  ),
};

const period = { from: '2026-07-08', to: '2026-07-31' };
const ask = (given: Files) =>
  askAll(
    {
      all: { measure: 'alerts-per-encounter' },
      byTool: { measure: 'alerts-per-encounter', by: 'tool' },
      byClass: { measure: 'alerts-per-encounter', by: 'class' },
    },
    given,
    period,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

const named = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

test.each(named)('$name: $is', ({ name, alerts }) => {
  expect(byPerson(found.all)[name]).toEqual(alerts);
});

test('an encounter that was not read counts where a clinician’s row names it', () => {
  expect(byPerson(found.all).unread).toEqual([1, 1]);
  expect(Object.keys(byPerson(found.all)).sort()).toEqual(
    [...named.filter(({ alerts }) => alerts).map(({ name }) => name), 'unread'].sort(),
  );
});

test('by tool: of the encounters that it touched by an action or by an alert', () => {
  // Orders: none by an action; named by both (2); open 3, near 1, stranger, first, returned, nobody, unread 1 each.
  expect(byPerson(found.byTool, 'order-entry')).toEqual({
    none: [0, 1],
    named: [2, 1],
    open: [3, 1],
    near: [1, 1],
    stranger: [1, 1],
    first: [1, 1],
    returned: [1, 1],
    nobody: [1, 1],
    unread: [1, 1],
  });
  expect(byPerson(found.byTool, 'nag')).toEqual({ near: [1, 1] });
  // Notes touched an encounter, and have no alerts.
  expect(byPerson(found.byTool, 'notes')).toEqual({ unread: [0, 1] });
});

test('by class; of an encounter that was not read it is not known', () => {
  // AMB: none 0, named 2, near 2, stranger 1, first 1, ghost 0, returned 1, nobody 1, edge 0.
  expect(found.byClass.sums).toEqual({ AMB: [8, 9], IMP: [3, 1], '': [1, 1] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 6))).toEqual(found);
});

test('missing without alerts', async () => {
  const { 'alert.csv': _, ...without } = files;
  expect((await askAll({ all: { measure: 'alerts-per-encounter' } }, without, period)).all.missing).toBe(
    'alert',
  );
});
