import { createHash, randomUUID } from 'node:crypto';
import { Faults } from '../practice/cds/misbehaving/faults.js';
import { type Misbehaving, startMisbehaving } from '../practice/cds/misbehaving.js';
import { type Exact, exactly } from './support/exact.js';
import { patientView, pause, type TestGateway, testGateway } from './support/gateway.js';

/** Two services that misbehave on purpose, through the gateway: what they sent is in their books. */
const LIMIT_MS = 2000;
const BIG = 5 * 1024 * 1024;

let services: Record<'content' | 'network', Misbehaving>;
let gateway: TestGateway;

beforeAll(async () => {
  const about = { delayMs: 3 * LIMIT_MS, giganticBytes: BIG };
  services = {
    content: await startMisbehaving({ seed: 11, kind: 'content', ...about }),
    network: await startMisbehaving({ seed: 12, kind: 'network', ...about }),
  };
  gateway = await testGateway({
    upstreams: () =>
      Object.entries(services).map(([id, { base }]) => ({
        id,
        url: base,
        tool: 'order-entry',
        timeoutMs: LIMIT_MS,
      })),
    // What a circuit does is another test's.
    gateway: { upstream: { volume: 1_000_000 } },
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all(Object.values(services).map((one) => one.close()));
});

interface Called {
  through: Exact | undefined;
  ms: number;
  sent: Misbehaving['answers'][number];
}

async function called(kind: 'content' | 'network', service: string): Promise<Called> {
  const hookInstance = randomUUID();
  const url = `${gateway.serving.url}/cds-services/${kind}.${service}`;
  const headers = {
    authorization: `Bearer ${await gateway.client.token(url)}`,
    'content-type': 'application/json',
  };
  const began = performance.now();
  const body = JSON.stringify(patientView({ hookInstance }));
  const through = await exactly(url, { headers, body }).catch(() => undefined);
  const ms = performance.now() - began;
  // Only what waits for nobody is in the book at once.
  for (let tries = 0; services[kind].answersTo(hookInstance).length === 0 && tries < 50; tries += 1)
    await pause(20);
  return { through, ms, sent: services[kind].answersTo(hookInstance)[0]! };
}

/** Of the connection, and those that Node adds to every answer of ours. */
const OURS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length']);

const relevant = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.has(name)));

const withoutUuids = (body: Buffer) =>
  body.toString().replaceAll(/"uuid":("[^"]*"|null|\d+|\{[^}]*\}),?/g, '');

/** Cards that need a uuid of ours. */
const MINTED = /^(duplicate|missing)-uuids/;

function expectAsSent({ through, ms, sent }: Called): void {
  expect(through?.body.toString()).not.toBe('{"cards":[]}');
  if (sent.fault.startsWith('slow')) {
    expect([through?.status, through?.headers['content-type']]).toEqual([504, 'application/problem+json']);
    expect(JSON.parse(through!.body.toString()).code).toBe('cds-upstream-timeout');
    expect(ms).toBeGreaterThanOrEqual(LIMIT_MS - 5);
    // Had it waited any longer than that, the service's own answer would have come.
    return;
  }
  if (!sent.whole) {
    expect([through?.status, through?.headers['content-type']]).toEqual([502, 'application/problem+json']);
    expect(JSON.parse(through!.body.toString()).code).toBe('cds-upstream-broke-off');
    return;
  }
  expect(through).toMatchObject({ status: sent.status, whole: true });
  expect(relevant(through!.headers)).toEqual(relevant(sent.headers));
  if (MINTED.test(sent.fault)) {
    const { cards } = JSON.parse(through!.body.toString()) as { cards: { uuid: string }[] };
    expect(new Set(cards.map(({ uuid }) => uuid)).size).toBe(cards.length);
    expect(withoutUuids(through!.body)).toBe(withoutUuids(sent.body));
  } else expect(through!.body.equals(sent.body)).toBe(true);
}

describe.each(['content', 'network'] as const)('%s', (kind) => {
  test.each(new Faults(kind).names)('%s', async (service) => {
    for (let times = 0; times < 2; times += 1) expectAsSent(await called(kind, service));
  });

  test('whatever the seed brings, 150 times, four at once', async () => {
    const met = new Set<string>();
    const caller = async () => {
      for (let times = 0; times < 38; times += 1) {
        const call = await called(kind, 'any');
        met.add(call.sent.fault);
        expectAsSent(call);
      }
    };
    await Promise.all([caller(), caller(), caller(), caller()]);
    expect(met.size).toBeGreaterThan(8);
  });
});

test('a gigantic answer passes through whole, at the reader’s pace and in little memory', async () => {
  const giganticBytes = 40 * 1024 * 1024;
  const service = await startMisbehaving({ seed: 3, kind: 'content', giganticBytes });
  const own = await testGateway({
    upstreams: () => [{ id: 'up', url: service.base, tool: 'order-entry', timeoutMs: 60_000 }],
  });
  try {
    const url = `${own.serving.url}/cds-services/up.gigantic`;
    let most = 0;
    const once = async () => {
      const hash = createHash('sha256');
      let seen = 0;
      const { status, whole } = await exactly(url, {
        headers: {
          authorization: `Bearer ${await own.client.token(url)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(patientView()),
        onPart: async (part) => {
          hash.update(part);
          seen += part.length;
          most = Math.max(most, process.memoryUsage().rss);
          if (seen % 7 === 0) await pause(1);
        },
      });
      return { status, whole, hash: hash.digest('hex') };
    };
    const first = await once();
    const before = process.memoryUsage().rss;
    most = before;
    const all = await Promise.all(Array.from({ length: 8 }, once));
    const sent = createHash('sha256').update(service.answers[0]!.body).digest('hex');
    expect([first, ...all]).toEqual(Array(9).fill({ status: 200, whole: true, hash: sent }));
    // Eight of 40 MiB at once; what each holds is what it had read when it turned out to be large.
    expect((most - before) / 1024 / 1024).toBeLessThan(160);
    expect((await own.calls(9)).map(({ end }) => end)).toEqual(Array(9).fill('answered-unread'));
  } finally {
    await own.stop();
    await service.close();
  }
});

test('a gigantic answer that breaks off never looks whole', async () => {
  const own = await testGateway();
  try {
    for (const headers of [{}, { 'content-length': String(3 * BIG) }]) {
      own.upstream.answer = (_, res) => {
        res.writeHead(200, { 'content-type': 'application/json', ...headers });
        res.write(Buffer.alloc(2 * BIG, ' '), () => setTimeout(() => res.socket?.destroy(), 50));
      };
      const url = `${own.serving.url}/cds-services/up.any`;
      const authorization = `Bearer ${await own.client.token(url)}`;
      // A reset may come before what was sent has been read.
      const through = await exactly(url, {
        headers: { authorization },
        body: JSON.stringify(patientView()),
      }).catch(() => undefined);
      expect(through?.whole ?? false).toBe(false);
    }
    expect((await own.calls(2)).map(({ end }) => end)).toEqual(['broken-off', 'broken-off']);
  } finally {
    await own.stop();
  }
});
