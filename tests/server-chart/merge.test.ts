import fc from 'fast-check';
import type { LiveEvent } from '../../src/server/chart/live.js';
import { type MergeInput, merge } from '../../src/server/chart/merge.js';
import { sightOf } from '../../src/server/chart/people.js';
import type { FiguresMeta } from '../../src/server/figures/meta.js';
import type { StoredEncounter, StoredFigures } from '../../src/server/figures/reader.js';
import type { ToolMap } from '../../src/store/config/tools.js';

const MINUTE = 60_000_000;
const NOON = Date.parse('2026-03-03T12:00:00Z') * 1000;

const tools: ToolMap = {
  tools: [],
  toolOf: ({ observer }) => (observer === 'Device/mission-audit' ? 'mission-audit' : observer),
  activityOf: () => '',
  isBackground: ({ observer }) => observer === 'Device/board',
  isNotPerson: (id) => id === 'Practitioner/nightly',
};

const meta = (lastRow: FiguresMeta['lastRow']): FiguresMeta => ({
  schema: 1,
  madeAt: '2026-03-04T00:00:00Z',
  period: { from: '2026-03-01', to: '2026-03-04' },
  timeZone: 'America/New_York',
  lastRow,
  peers: {},
});

const visit = (in_audit: boolean): StoredEncounter => ({
  encounter_id: 'Encounter/1',
  patient_id: 'Patient/1',
  class: 'AMB',
  virtual: false,
  status: 'finished',
  started: NOON,
  ended: NOON + 60 * MINUTE,
  in_audit,
  in_alerts: false,
  in_telemetry: false,
});

interface Act {
  id: number;
  user: string;
  observer: string;
  at: number;
}

const event = ({ id, user, observer, at }: Act, kind = 'clinician'): LiveEvent => ({
  event_id: `AuditEvent/${id}`,
  at,
  version: '1',
  values: {
    user_id: user,
    user_kind: kind,
    observer,
    agents: [],
    type: [],
    subtypes: [],
    entity_types: [],
    metric: '',
    purpose: [],
  },
});

/** What the store says of these acts. */
function stored(acts: Act[], encounter: StoredEncounter | null): StoredFigures {
  const work = new Map<string, StoredFigures['work'][number]>();
  for (const { user, observer } of acts) {
    const row = work.get(`${user} ${observer}`) ?? { user_id: user, tool: observer, actions: 0, seconds: 0 };
    row.actions += 1;
    work.set(`${user} ${observer}`, row);
  }
  return { encounter, work: [...work.values()], minutes: [], episodes: [], telemetry: [], benefits: [] };
}

const counted = ({ work }: ReturnType<typeof merge>) => work.reduce((sum, row) => sum + row.actions, 0);

const asked = (input: Partial<MergeInput>): MergeInput => ({
  stored: null,
  meta: null,
  server: 'main',
  live: { ok: false, why: 'not asked' },
  tools,
  ownName: 'mission-audit',
  started: NOON,
  ...input,
});

const act = fc.record({
  user: fc.constantFrom('Practitioner/1', 'Practitioner/2', 'Practitioner/3'),
  observer: fc.constantFrom('Device/a', 'Device/b'),
  at: fc.integer({ min: 0, max: 120 }).map((minute) => NOON + minute * MINUTE),
});
const acts = fc.array(act, { maxLength: 40 }).map((list) => list.map((one, id) => ({ ...one, id })));

test('each act is counted once, whatever the store has of them already and in whatever order the EHR tells', () => {
  fc.assert(
    fc.property(
      acts,
      fc.integer({ min: 0, max: 130 }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (all, cut, whole, order) => {
        const edge = NOON + cut * MINUTE;
        const kept = all.filter(({ at }) => at <= edge);
        const shuffled = all
          .map((one) => ({ one, sort: order.next().value as number }))
          .sort((a, b) => a.sort - b.sort);
        // The store has rows of others up to its edge also where it has none of this encounter.
        const merged = merge(
          asked({
            stored: stored(kept, visit(whole)),
            meta: meta({ main: { at: String(edge), feed: 'fhir' } }),
            live: { ok: true, value: shuffled.map(({ one }) => event(one)) },
          }),
        );
        if (all.length > 0) expect(merged.actionsWhy).toBeNull();
        expect(counted(merged)).toBe(all.length);
      },
    ),
  );
});

test('the store’s log is another than the EHR’s: nothing live is added to it', () => {
  fc.assert(
    fc.property(acts, acts, (kept, live) => {
      fc.pre(kept.length > 0);
      const edge = NOON + 60 * MINUTE;
      const merged = merge(
        asked({
          stored: stored(kept, visit(true)),
          meta: meta({ main: { at: String(edge), feed: 'epic-access-log' } }),
          live: { ok: true, value: live.map((one) => event(one)) },
        }),
      );
      expect([counted(merged), merged.source]).toEqual([kept.length, 'store']);
    }),
  );
});

test('another log that ends before the encounter does cannot tell', () => {
  const kept = stored([{ id: 1, user: 'Practitioner/1', observer: 'Device/a', at: NOON }], visit(false));
  const merged = merge(
    asked({
      stored: kept,
      meta: meta({ main: { at: String(NOON + MINUTE), feed: 'epic-access-log' } }),
      live: { ok: true, value: [event({ id: 2, user: 'Practitioner/1', observer: 'Device/a', at: NOON })] },
    }),
  );
  expect(merged.actionsWhy).toContain('another log');
  expect(merged.timeWhy).not.toBeNull();
});

describe('an encounter that began after the store’s last row', () => {
  const later = {
    meta: meta({ main: { at: String(NOON - MINUTE), feed: 'fhir' } }),
    stored: stored([], visit(true)),
  };

  test('is the EHR’s alone', () => {
    const value = [1, 2, 3].map((id) =>
      event({ id, user: 'Practitioner/1', observer: 'Device/a', at: NOON + id }),
    );
    const merged = merge(asked({ ...later, live: { ok: true, value } }));
    expect([counted(merged), merged.source]).toEqual([3, 'ehr']);
  });

  test('is unknown, and not 0, where the EHR tells nothing, though its day is inside the window', () => {
    const merged = merge(asked(later));
    expect(merged.source).toBeNull();
    expect(merged.actionsWhy).toContain('not asked');
  });
});

test('an encounter that the store has whole is the store’s alone, with its time', () => {
  const kept = [{ id: 1, user: 'Practitioner/1', observer: 'Device/a', at: NOON }];
  for (const live of [
    { ok: true as const, value: kept.map((one) => event(one)) },
    { ok: false as const, why: 'x' },
  ]) {
    const merged = merge(
      asked({
        stored: stored(kept, visit(true)),
        meta: meta({ main: { at: String(NOON + 90 * MINUTE), feed: 'fhir' } }),
        live,
      }),
    );
    expect([counted(merged), merged.source, merged.actionsWhy, merged.timeWhy]).toEqual([
      1,
      'store',
      null,
      null,
    ]);
  }
});

test('an encounter that began before the store’s log is the EHR’s alone', () => {
  const early = { ...visit(false), started: Date.parse('2026-01-05T12:00:00Z') * 1000 };
  const kept = [{ id: 1, user: 'Practitioner/1', observer: 'Device/a', at: NOON }];
  const value = [{ ...kept[0]!, id: 7, at: early.started }, kept[0]!].map((one) => event(one));
  const merged = merge(
    asked({
      stored: stored(kept, early),
      started: early.started,
      meta: meta({ main: { at: String(NOON + MINUTE), feed: 'fhir' } }),
      live: { ok: true, value },
    }),
  );
  expect([counted(merged), merged.source]).toEqual([2, 'ehr']);
});

/** As an EHR logs what this app reads with the clinician's token. */
const readByUs = (one: LiveEvent): LiveEvent => ({
  ...one,
  values: { ...one.values, agents: ['EHR gateway', 'mission-audit'] },
});

test('systems, background, service accounts, patients and our own app are no clinician’s actions', () => {
  const one = { id: 1, user: 'Practitioner/1', observer: 'Device/a', at: NOON };
  const value = [
    event(one),
    event({ ...one, id: 2 }, 'system'),
    event({ ...one, id: 3 }, 'patient'),
    event({ ...one, id: 4, observer: 'Device/board' }),
    event({ ...one, id: 5, user: 'Practitioner/nightly' }),
    event({ ...one, id: 6, observer: 'Device/mission-audit' }),
    readByUs(event({ ...one, id: 7 })),
  ];
  expect(merge(asked({ live: { ok: true, value } })).work).toEqual([
    { user_id: 'Practitioner/1', tool: 'Device/a', actions: 1, seconds: 0 },
  ]);
  const none = merge(asked({ live: { ok: true, value: value.slice(1) } }));
  expect([counted(none), none.actionsWhy]).toEqual([0, null]);
});

test('a log without any entry on the encounter does not say that nothing was done', () => {
  expect(merge(asked({ live: { ok: true, value: [] } })).actionsWhy).toContain('no entry');
});

describe('whose figures may be seen', () => {
  const P = (id: number | string) => `Practitioner/${id}`;
  const S = (id: number) => `Practitioner?identifier=urn:staff|${id}`;
  const see = (me: string | null, ...users: string[]) =>
    sightOf(me, {
      merged: merge(asked({})),
      stored: {
        ...stored([], null),
        telemetry: users.map((user_id) => ({ user_id, scope: 'whole-ehr', tool: '', clicks: 1 })),
      },
    }).see;

  test.each<[string, string | null, string[], string]>([
    ['nothing was done', P(1), [], 'all'],
    ['alone', P(1), [P(1)], 'all'],
    ['with one colleague', P(1), [P(1), P(2)], 'own'],
    ['with two', P(1), [P(1), P(2), P(3)], 'all'],
    ['none of one', P(9), [P(1)], 'own'],
    ['none of two', P(9), [P(1), P(2)], 'all'],
    ['nobody, of two', null, [P(1), P(2)], 'none'],
    ['nobody, of three', null, [P(1), P(2), P(3)], 'all'],
    ['a colleague under two kinds of id', P(1), [P(1), P(2), S(5)], 'own'],
    ['a colleague under two roles', P(1), [P(1), 'PractitionerRole/a', 'PractitionerRole/b'], 'own'],
    ['two by staff number, the person by another id', P(1), [S(1), S(2)], 'none'],
    ['three by staff number, the person by another id', P(1), [S(1), S(2), S(3)], 'all'],
    ['rows without a user', P(1), [P(1), ''], 'all'],
  ])('%s', (_name, me, users, expected) => {
    expect(see(me, ...users)).toBe(expected);
  });

  test('never the encounter’s with a single colleague, whatever the ids', () => {
    // One person has one id of each form, and many roles.
    const person = fc.record({
      p: fc.constantFrom('', P(2)),
      s: fc.constantFrom('', S(2)),
      roles: fc.subarray(['PractitionerRole/a', 'PractitionerRole/b']),
    });
    fc.assert(
      fc.property(person, fc.boolean(), ({ p, s, roles }, active) => {
        const colleague = [p, s, ...roles].filter((id) => id !== '');
        fc.pre(colleague.length > 0);
        expect(see(P(1), ...(active ? [P(1)] : []), ...colleague)).not.toBe('all');
      }),
    );
  });
});
