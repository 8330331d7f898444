import { FIRINGS, type Firing, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { csv, type Files, ndjson, shuffled, visit } from './support/measured.js';

/** A case is one clinician: what each firing says, its key and time; interruptive of how many episodes of which it is known. */
interface Case {
  is: string;
  firings: [says: Firing['interruptive'], time: string, about?: Firing][];
  share: [number, number] | undefined;
}

// Key k and "?" are not in alerts.yaml; yes, no and maybe are, and say so.
const CASES: Record<string, Case> = {
  any: {
    is: 'if any firing is',
    firings: [
      ['unknown', '09:00:00'],
      ['false', '09:01:00'],
      ['true', '09:02:00'],
    ],
    share: [1, 1],
  },
  some: {
    // Unknown: in neither. It is not said to be silent because one of its firings was.
    is: 'unknown if none is and one is unknown',
    firings: [
      ['false', '09:00:00'],
      ['', '09:01:00'],
    ],
    share: undefined,
  },
  none: {
    is: 'not if none is',
    firings: [
      ['false', '09:00:00'],
      ['false', '09:01:00'],
    ],
    share: [0, 1],
  },
  mapped: {
    // The first does not say, its key does.
    is: 'where the row does not say, the key does',
    firings: [
      ['', '09:00:00', { key: 'yes' }],
      ['unknown', '10:00:00', { key: 'yes' }],
      ['', '09:00:00', { key: 'no' }],
    ],
    share: [2, 3],
  },
  row: {
    is: 'where the row says, the key does not matter',
    firings: [
      ['false', '09:00:00', { key: 'yes' }],
      ['true', '09:00:00', { key: 'no' }],
      ['true', '09:00:00', { key: 'maybe' }],
    ],
    share: [2, 3],
  },
  unsure: {
    is: 'a key of which the site says that it does not know',
    firings: [['', '09:00:00', { key: 'maybe' }]],
    share: undefined,
  },
  keyless: {
    is: 'without a key only the row can say',
    firings: [
      ['true', '09:00:00', { key: '' }],
      ['', '09:01:00', { key: '' }],
    ],
    share: [1, 1],
  },
  returned: {
    // The row that was shown counts of the first alert; the second was returned only, and counts.
    is: 'returned and shown alike, of both the shown row',
    firings: [
      ['true', '09:00:00', { seen: 'returned' }],
      ['false', '10:00:00', { seen: 'returned', key: 'other' }],
    ],
    share: [1, 2],
  },
  apart: {
    // 10 min and a microsecond apart: two episodes, one of each.
    is: 'two episodes are told apart',
    firings: [
      ['true', '09:00:00'],
      ['false', '09:10:00.000001'],
    ],
    share: [1, 2],
  },
};

const files: Files = {
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot-*"]\n',
  'alerts.yaml': `alerts:
  - {key: "yes", tool: cds, interruptive: true}
  - {key: "no", tool: cds, interruptive: false}
  - {key: "may*", tool: nag, interruptive: unknown}
`,
  'alert.csv': csv(
    FIRINGS,
    ...Object.entries(CASES).flatMap(([user, { firings }]) =>
      firings.map(([says, time, about], i) =>
        firing(`${user}-${i}`, time, { user, interruptive: says!, ...about }),
      ),
    ),
    firing('both', '09:00:00', { user: 'shown', interruptive: 'true', seen: 'returned' }),
    firing('both', '09:00:00', { user: 'shown', interruptive: 'false' }),
    firing('robot', '09:00:00', { user: 'robot-1', interruptive: 'true' }),
    firing('patient', '09:00:00', { user: 'Patient/p1', interruptive: 'true' }),
    firing('nobody', '09:00:00', { user: '', interruptive: 'true' }),
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const ask = (given: Files) =>
  askAll(
    {
      all: { measure: 'interruptive-share' },
      byKey: { measure: 'interruptive-share', by: 'alert_key' },
      byTool: { measure: 'interruptive-share', by: 'tool' },
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

test('of an alert that is there as both, what its shown row says; alerts to nobody count', () => {
  expect(byPerson(found.all)).toMatchObject({ shown: [0, 1], '': [1, 1] });
  expect(Object.keys(byPerson(found.all))).not.toContain('robot-1');
  expect(Object.keys(found.all.clusters['']!)).not.toContain('Patient/p1');
});

test('by key and by tool', () => {
  // yes: mapped twice, row once not. no: mapped not, row once. maybe: row. other: returned. Without a key: keyless.
  // k: any, apart once, returned's first, nobody; none, apart once, shown are not: 4 of 7.
  expect(found.byKey.sums).toEqual({
    yes: [2, 3],
    no: [1, 2],
    maybe: [1, 1],
    other: [0, 1],
    '': [1, 1],
    k: [4, 7],
  });
  expect(found.byTool.sums).toEqual({ cds: [3, 5], nag: [1, 1] });
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 9))).toEqual(found);
});

test('without alerts it is missing; where nothing is known there is no share, not 0 %', async () => {
  const share = { all: { measure: 'interruptive-share' } };
  expect((await askAll(share, { 'fhir.ndjson': ndjson(visit('e1')) })).all.missing).toBe('alert');
  const unknown = csv(FIRINGS, firing('u1', '09:00:00', { interruptive: 'unknown' }));
  expect((await askAll(share, { 'alert.csv': unknown })).all).toMatchObject({ missing: null, sums: {} });
});
