import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectCommand } from '../../src/cli/collect.js';
import { createCurrent } from '../../src/store/derived/current.js';
import { journalLines } from '../../src/store/journal/read.js';
import { Random } from '../practice/clinic/random.js';
import { fold, withEngine } from '../server-chart/support/store.js';
import { type ChildApp, childApp } from './support/child-app.js';
import { type TestClient, testClient } from './support/client.js';
import { card, patientView, pause, until } from './support/gateway.js';
import { json, type TestUpstream, testUpstream } from './support/upstream.js';

/** kill -9 under steady load: what was answered is there but for the last tenth of a second, acknowledged feedback always. */
const KILLS = 20;
const EVERY_MS = 5;
const LOST_MS = 100;
const random = new Random(5, 'kill');

let dir: string;
let store: string;
let site: string;
let client: TestClient;
let upstream: TestUpstream;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cds-kill-'));
  store = join(dir, 'store');
  mkdirSync(store);
  site = join(dir, 'site.yaml');
  writeFileSync(site, 'timeZone: UTC\n');
  client = await testClient();
  upstream = await testUpstream();
  upstream.answer = (req, res, body) => {
    // So that nothing but the test has to remember them.
    upstream.received.length = 0;
    json({ cards: [card({ uuid: (JSON.parse(body) as { card: string }).card })] })(req, res, body);
  };
});
afterAll(async () => {
  await client.close();
  await upstream.close();
  rmSync(dir, { recursive: true, force: true });
});

const started = () =>
  childApp({
    client,
    store,
    upstreams: [{ id: 'up', url: upstream.url, tool: 'order-entry', auth: 'none' }],
  });

interface Load {
  /** Card uuids with when their call was answered, or their feedback acknowledged. */
  answered: Map<string, number>;
  acknowledged: Set<string>;
  /** How late this process itself was at most: on a machine that has too much to do the app is so too. */
  latest(): number;
  stop(): Promise<void>;
}

/** Calls at a steady rate, each fifth with feedback on its card, until it is stopped. */
async function load(app: ChildApp): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const answered = new Map<string, number>();
  const acknowledged = new Set<string>();
  const post = (path: string, authorization: string, body: unknown) =>
    new Promise<boolean>((resolve) => {
      const asked = request(
        `${app.url}${path}`,
        { method: 'POST', agent, headers: { authorization } },
        (res) => {
          res.resume();
          res.on('end', () => resolve(res.complete && res.statusCode === 200));
          res.on('error', () => resolve(false));
        },
      );
      asked.on('error', () => resolve(false));
      asked.end(JSON.stringify(body));
    });
  let running = true;
  let latest = 0;
  const inFlight = new Set<Promise<void>>();
  const once = async (n: number) => {
    const id = crypto.randomUUID();
    const path = '/cds-services/up.any';
    const token = `Bearer ${await client.token(`${app.url}${path}`)}`;
    if (await post(path, token, patientView({ card: id }))) answered.set(id, performance.now());
    else return;
    if (n % 5 !== 0) return;
    const token2 = `Bearer ${await client.token(`${app.url}${path}/feedback`)}`;
    const told = { feedback: [{ card: id, outcome: 'accepted', outcomeTimestamp: '2026-03-05T10:00:00Z' }] };
    if (await post(`${path}/feedback`, token2, told)) acknowledged.add(id);
  };
  const beating = (async () => {
    for (let n = 0; running; n += 1) {
      const call = once(n).finally(() => inFlight.delete(call));
      inFlight.add(call);
      const began = performance.now();
      await pause(EVERY_MS);
      latest = Math.max(latest, performance.now() - began - EVERY_MS);
    }
  })();
  return {
    answered,
    acknowledged,
    latest: () => latest,
    stop: async () => {
      running = false;
      await beating;
      await Promise.all(inFlight);
      agent.destroy();
    },
  };
}

interface Kept {
  cards?: { id: string }[];
  answers?: { card: string }[];
}

const cardsKept = () =>
  new Set((journalLines(store, 'hook') as Kept[]).flatMap(({ cards }) => cards ?? []).map(({ id }) => id));
const answersKept = () =>
  new Set(
    (journalLines(store, 'feedback') as Kept[])
      .flatMap(({ answers }) => answers ?? [])
      .map((one) => one.card),
  );

test(`killed ${KILLS} times under load`, async () => {
  let [lost, acknowledged] = [0, 0];
  for (let kills = 0; kills < KILLS; kills += 1) {
    const app = await started();
    const work = await load(app);
    // However busy the machine is: there is something to lose.
    await until(() => work.answered.size > 20);
    await pause(random.int(0, 900));
    const at = performance.now();
    await app.kill();
    await work.stop();
    expect(work.answered.size).toBeGreaterThan(10);
    const [cards, answers] = [cardsKept(), answersKept()];
    const missing = [...work.answered].filter(([id]) => !cards.has(id));
    // How long before the kill they were answered.
    const before = missing.map(([, when]) => Math.round(at - when));
    expect(before.filter((ms) => ms > LOST_MS + 2 * work.latest())).toEqual([]);
    expect([...work.acknowledged].filter((id) => !answers.has(id))).toEqual([]);
    acknowledged += work.acknowledged.size;
    lost += missing.length;
  }
  process.stderr.write(`killed ${KILLS} times: ${cardsKept().size} calls kept, ${lost} lost\n`);
  expect(acknowledged).toBeGreaterThan(KILLS);
});

test('collect says that segments were cut short; the app goes on, and folding again changes nothing', async () => {
  const app = await started();
  // The app closes what earlier ones left.
  expect(app.log()).toContain('journal-cut-short');
  const all = { answered: cardsKept(), acknowledged: answersKept() };
  const said = await told(() =>
    collectCommand().parseAsync(['--store', store, '--site', site], { from: 'user' }),
  );
  expect(said).toMatch(
    /segments? ended in a crash of the app: calls of its last tenth of a second may be missing/,
  );
  const work = await load(app);
  await until(() => work.answered.size > 20);
  await work.stop();
  expect(await app.end()).toBe(0);
  for (const id of work.acknowledged) all.acknowledged.add(id);
  for (const id of work.answered.keys()) all.answered.add(id);
  const folded = await fold(store, site);
  // Ended in good order, nothing is missing.
  expect(folded).toMatchObject({ cut: 0, dropped: 0, unreadable: 0 });
  const first = await ids();
  expect(first.alert).toEqual([...all.answered].sort());
  expect(first.answer).toEqual([...all.acknowledged].sort());
  await fold(store, site);
  expect(await ids()).toEqual(first);
});

const ids = () =>
  withEngine(async (engine) => {
    await createCurrent(engine, store);
    const of = async (table: string) =>
      (await engine.json<{ alert_id: string }>(`SELECT alert_id FROM current_${table} ORDER BY ALL`)).map(
        ({ alert_id }) => alert_id,
      );
    return { alert: (await of('alert')).sort(), answer: (await of('alert_answer')).sort() };
  });

/** What a command says on stderr. */
async function told(command: () => Promise<unknown>): Promise<string> {
  const { write } = process.stderr;
  let text = '';
  process.stderr.write = (part: string | Uint8Array) => {
    text += String(part);
    return true;
  };
  try {
    await command();
    return text;
  } finally {
    process.stderr.write = write;
  }
}
