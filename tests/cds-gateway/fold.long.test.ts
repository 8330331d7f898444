import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectCommand } from '../../src/cli/collect.js';
import { encountersCommand } from '../../src/cli/encounters.js';
import type { HookLine } from '../../src/feeds/cds-hooks/lines.js';
import { createCurrent } from '../../src/store/derived/current.js';
import { run } from '../cli/support/run.js';
import { fold, withEngine } from '../server-chart/support/store.js';
import { testClient } from './support/client.js';
import { card, patientView, type TestGateway, testGateway } from './support/gateway.js';
import { json, testUpstream } from './support/upstream.js';

/** From what the gateway recorded to the tables, the episodes and the per-encounter table. */
let dir: string;
let store: string;
let site: string;
let shared: Pick<TestGateway, 'client' | 'upstream'>;
let gateway: TestGateway;
/** Milliseconds since 1970, for the app. */
let clock = Date.parse('2026-03-05T10:00:00Z');

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cds-fold-'));
  store = join(dir, 'store');
  mkdirSync(store);
  site = join(dir, 'site.yaml');
  writeFileSync(
    site,
    `timeZone: UTC
servers:
  - { alias: main, base: "https://ehr.example.org/fhir", home: true }
  - { alias: lab, base: "https://other.example.org/fhir" }
`,
  );
  shared = { client: await testClient(), upstream: await testUpstream() };
  clock = Date.parse('2026-03-05T10:00:00Z');
  gateway = await started();
});
afterEach(async () => {
  await gateway.stop();
  await shared.client.close();
  await shared.upstream.close();
  rmSync(dir, { recursive: true, force: true });
});

const started = (server = 'main') =>
  testGateway({
    with: shared,
    settings: { store, site },
    clients: ({ iss, jwks }) => [{ iss, jwks, server }],
    now: () => clock,
  });

async function restarted(server?: string): Promise<void> {
  await gateway.stop();
  gateway = await started(server);
}

async function fired(unlike: object, cards: unknown[], systemActions: unknown[] = []): Promise<string[]> {
  gateway.upstream.answer = json({ cards, systemActions });
  const response = await gateway.call('up.sepsis', patientView(unlike as Record<string, unknown>));
  clock += 1000;
  return ((await response.json()) as { cards: { uuid: string }[] }).cards.map(({ uuid }) => uuid);
}

const told = (id: string, outcome: 'accepted' | 'overridden', more: object = {}) =>
  gateway.feedback('up.sepsis', {
    feedback: [{ card: id, outcome, outcomeTimestamp: new Date(clock).toISOString(), ...more }],
  });

type Row = Record<string, string | null>;

const rowsOf = (table: string) =>
  withEngine(async (engine) => {
    await createCurrent(engine, store);
    return engine.json<Row>(`SELECT * EXCLUDE (version, source) FROM current_${table} ORDER BY ALL`);
  });

const tables = async () => ({
  alert: await rowsOf('alert'),
  answer: await rowsOf('alert_answer'),
  change: await rowsOf('silent_change'),
});

test('the rows of a call with another server’s ids', async () => {
  await restarted('lab');
  const [one, two] = await fired(
    {},
    [
      card({ indicator: 'critical' }),
      card({ uuid: undefined, source: { label: 'A guide' }, indicator: undefined }),
    ],
    [{ type: 'create', resource: { resourceType: 'ServiceRequest' } }, { type: 'delete' }],
  );
  await told(one!, 'overridden', { overrideReason: { reason: { code: 'c', system: 's' } } });
  await restarted('lab');
  expect(await fold(store, site)).toMatchObject({ cut: 0, dropped: 0, unreadable: 0, repeated: 0 });
  const { alert, answer, change } = await tables();
  const about = {
    server: 'lab',
    feed: 'cds-hooks',
    seen: 'returned',
    hook_instance: patientView().hookInstance,
    interruptive: 'unknown',
    user_id: 'lab:Practitioner/3',
    patient_id: 'lab:Patient/62',
    encounter_ref: 'lab:Encounter/667',
  };
  expect(alert).toHaveLength(2);
  expect(alert).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...about,
        alert_id: one,
        indicator: 'critical',
        alert_key: 'up.sepsis/sepsis',
      }),
      expect.objectContaining({ ...about, alert_id: two, alert_key: 'up.sepsis/A guide' }),
    ]),
  );
  expect(answer).toEqual([
    expect.objectContaining({ alert_id: one, response: 'overridden', reason: 's|c', server: 'lab' }),
  ]);
  expect(change).toHaveLength(2);
  expect(change[0]).toMatchObject({ tool: 'order-entry', encounter_ref: 'lab:Encounter/667', server: 'lab' });
});

test('folded twice, and by a crash in between: the same rows', async () => {
  const [one] = await fired(
    {},
    [card({ uuid: 'a' }), card({ uuid: 'a' }), card({ uuid: undefined })],
    [{ type: 'create' }],
  );
  await told(one!, 'accepted');
  await gateway.stop();
  const journal = join(store, 'journal');
  const names = readdirSync(journal);
  for (const name of names) copyFileSync(join(journal, name), join(dir, name));
  await fold(store, site);
  const first = await tables();
  expect(first.alert).toHaveLength(3);
  // As a crash leaves it that comes before the segments are removed.
  for (let times = 0; times < 2; times += 1) {
    for (const name of names) copyFileSync(join(dir, name), join(journal, name));
    await fold(store, site);
    expect(await tables()).toEqual(first);
  }
  gateway = await started();
});

test('one uuid for two calls, the first of them forgotten: two alerts, whatever the order of folding', async () => {
  await fired({}, [card({ uuid: 'static' })]);
  await restarted();
  await fold(store, site);
  // After a fold nothing here knows that it was given.
  await restarted();
  const [again] = await fired({ hookInstance: crypto.randomUUID() }, [card({ uuid: 'static' })]);
  await restarted();
  const folded = await fold(store, site);
  const { alert } = await tables();
  expect(alert).toHaveLength(2);
  expect([again === 'static', folded.repeated]).toEqual([true, 1]);
});

test('collect folds while the app runs and is called: each alert once, and none is lost', async () => {
  await gateway.stop();
  gateway = await testGateway({
    with: shared,
    settings: { store, site },
    gateway: { journal: { segmentMs: 60 } },
  });
  const given: string[] = [];
  const told: string[] = [];
  let folding = true;
  const calls = async () => {
    while (folding) {
      const uuid = crypto.randomUUID();
      gateway.upstream.answer = (_, res) =>
        res.end(JSON.stringify({ cards: [card({ uuid: crypto.randomUUID() })] }));
      const response = await gateway.call('up.sepsis', patientView({ hookInstance: uuid }));
      const [{ uuid: id }] = ((await response.json()) as { cards: [{ uuid: string }] }).cards;
      given.push(id);
      if (given.length % 3 > 0) continue;
      await gateway.feedback('up.sepsis', { feedback: [{ card: id, outcome: 'accepted' }] });
      told.push(id);
    }
  };
  const calling = Promise.all([calls(), calls()]);
  let lines = 0;
  for (let times = 0; times < 8; times += 1) {
    const folded = await fold(store, site);
    expect(folded).toMatchObject({ unreadable: 0, cut: 0, dropped: 0, repeated: 0 });
    lines += folded.lines.hook;
  }
  folding = false;
  await calling;
  // Not all of it came at the end.
  expect(lines).toBeGreaterThan(0);
  await restarted();
  await fold(store, site);
  expect((await rowsOf('alert')).map(({ alert_id }) => alert_id!).sort()).toEqual(given.sort());
  expect((await rowsOf('alert_answer')).map(({ alert_id }) => alert_id!).sort()).toEqual(told.sort());
});

test('the order is the first one selected, as its server knows it', async () => {
  const order = (id: string) => ({ resource: { resourceType: 'MedicationRequest', id } });
  const context = { userId: 'Practitioner/3', patientId: '62', encounterId: '667' };
  await fired({ hook: 'order-sign', context: { ...context, draftOrders: { entry: [order('a')] } } }, [
    card(),
  ]);
  const two = { entry: [order('a'), order('b')] };
  await fired(
    { hook: 'order-select', context: { ...context, draftOrders: two, selections: ['MedicationRequest/b'] } },
    [card()],
  );
  await restarted();
  await fold(store, site);
  expect((await rowsOf('alert')).map(({ order_ref }) => order_ref)).toEqual(
    expect.arrayContaining(['MedicationRequest/a', 'MedicationRequest/b']),
  );
});

test('a line that holds what nobody wrote is told, and takes nothing with it', async () => {
  await fired({}, [card()]);
  await gateway.calls(1);
  await gateway.stop();
  const name = readdirSync(join(store, 'journal')).find((one) => one.startsWith('hook'))!;
  const good: HookLine = JSON.parse(readFileSync(join(store, 'journal', name), 'utf8').split('\n')[0]!);
  const bad = [
    null,
    1,
    [],
    {},
    { ...good, at: 'x' },
    { ...good, server: '' },
    { ...good, cards: 'x', systemActions: {} },
  ];
  writeFileSync(
    join(store, 'journal', `hook-${clock}-00000000-1-00.ndjson`),
    [
      ...bad.map((one) => JSON.stringify(one)),
      '{"call":',
      '\u0000\u0000',
      JSON.stringify({ ...good, call: 'x' }),
    ].join('\n'),
  );
  // Neither the fold nor the start of the app stumbles over them.
  gateway = await started();
  expect((await fired({}, [card()])).length).toBe(1);
  await restarted();
  const folded = await fold(store, site);
  expect(folded.unreadable).toBe(8);
  expect(await rowsOf('alert')).toHaveLength(2);
});

describe('the per-encounter table, where the gateway is the only source of alerts', () => {
  const encounter = (id: string) =>
    JSON.stringify({
      resourceType: 'Encounter',
      id,
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: 'Patient/62' },
      participant: [{ individual: { reference: 'Practitioner/3' } }],
      period: { start: '2026-03-05T09:00:00Z', end: '2026-03-05T11:00:00Z' },
    });

  const maps = () => ['--store', store, '--site', site];

  async function encounters(): Promise<Record<string, Record<string, string>>> {
    const input = join(dir, 'encounters.ndjson');
    writeFileSync(input, `${encounter('667')}\n${encounter('quiet')}\n`);
    expect(await run(collectCommand(), [input, ...maps()])).toMatchObject({ status: 0 });
    const { status, stdout } = await run(encountersCommand(), [...maps(), '--identifiers', 'keep']);
    expect(status).toBe(0);
    const [head, ...lines] = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    return Object.fromEntries(
      lines.map((line) => [line[0], Object.fromEntries(line.map((cell, at) => [head![at], cell]))]),
    );
  }

  const about = (line: Record<string, string> | undefined) =>
    Object.fromEntries(Object.entries(line ?? {}).filter(([name]) => /^alert|interruptive/.test(name)));

  test('accepted, overridden, ignored, and picked again', async () => {
    const [accepted] = await fired({ hookInstance: crypto.randomUUID() }, [card({ source: { label: 'a' } })]);
    await told(accepted!, 'accepted');
    const [overridden] = await fired({ hookInstance: crypto.randomUUID() }, [
      card({ source: { label: 'b' } }),
    ]);
    await told(overridden!, 'overridden', {
      overrideReason: { reason: { code: 'not-convenient-feasible' } },
    });
    const hookInstance = crypto.randomUUID();
    // One order, picked again and again: one episode, though each firing has a card of its own.
    for (let times = 0; times < 4; times += 1) {
      await fired({ hook: 'order-select', hookInstance }, [card({ source: { label: 'c' } })]);
      clock += 11 * 60_000;
    }
    await restarted();
    const found = await encounters();
    expect(about(found['Encounter/667'])).toEqual({
      alerts: '3',
      alert_firings: '6',
      interruptive_alerts: '',
      alerts_accepted: '1',
      alerts_overridden: '1',
      alerts_unanswered: '1',
    });
    expect(found['Encounter/quiet']).toMatchObject({ alerts: '0', alert_firings: '0' });
  });

  test('feedback that comes a day later, and twice', async () => {
    const [one] = await fired({}, [card()]);
    await restarted();
    expect(about((await encounters())['Encounter/667'])).toMatchObject({
      alerts: '1',
      alerts_unanswered: '1',
    });
    clock += 24 * 3_600_000;
    for (let times = 0; times < 2; times += 1) await told(one!, 'accepted');
    await restarted();
    expect(about((await encounters())['Encounter/667'])).toMatchObject({
      alerts: '1',
      alerts_accepted: '1',
      alerts_unanswered: '0',
    });
  });
});
