import { createServer } from 'node:http';
import { closed, listening } from './support/client.js';
import { exactly } from './support/exact.js';
import {
  codeOf,
  metricsOf,
  patientView,
  pause,
  type TestGateway,
  testGateway,
  until,
} from './support/gateway.js';
import { type Answering, json, raw, type TestUpstream, testUpstream } from './support/upstream.js';

/** The circuit of an upstream: what opens it, what it says while it is open, and what closes it. */
const OPEN_MS = 1500;
const VOLUME = 5;

let gateway: TestGateway;
let other: TestUpstream;

beforeEach(async () => {
  other = await testUpstream();
  gateway = await testGateway({
    upstreams: (url) => [
      { id: 'up', url, tool: 'order-entry', timeoutMs: 200 },
      { id: 'other', url: other.url, tool: 'order-entry', timeoutMs: 200 },
    ],
    gateway: { upstream: { volume: VOLUME, openMs: OPEN_MS } },
  });
  // Discovery counts as a call too: it is over before any test begins.
  await gateway.get('/cds-services');
});
afterEach(async () => {
  await gateway.stop();
  await other.close();
});

const silent: Answering = () => {};
const hangUp: Answering = (_, res) => res.destroy();

async function times(n: number, service = 'up.any'): Promise<number[]> {
  const statuses: number[] = [];
  for (let done = 0; done < n; done += 1) statuses.push((await gateway.call(service, patientView())).status);
  return statuses;
}

const opened = () =>
  until(() => gateway.serving.log.some((line) => line.includes('cds-circuit-failed-open')));

test.each([
  ['hangs up', hangUp, 502],
  ['says nothing', silent, 504],
])('a service that %s is soon not called any more', async (_, answer, status) => {
  gateway.upstream.answer = answer;
  const statuses = await times(12);
  await opened();
  const called = gateway.upstream.received.length;
  expect(called).toBeLessThanOrEqual(VOLUME + 1);
  expect(statuses).toEqual([...Array(called).fill(status), ...Array(12 - called).fill(503)]);

  const response = await gateway.call('up.any', patientView());
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ status: 503, code: 'cds-circuit-open' });
  expect(gateway.upstream.received).toHaveLength(called);
  expect((await gateway.calls(13)).at(-1)).toMatchObject({ end: 'circuit-open', status: 503, cards: [] });

  // The other one is called as ever.
  expect(await times(3, 'other.any')).toEqual([200, 200, 200]);
  const metrics = await metricsOf(gateway.serving);
  expect(metrics).toContain('mission_audit_cds_circuit_open{upstream="up"} 1');
  expect(metrics).toContain('mission_audit_cds_circuit_open{upstream="other"} 0');
});

test.each([400, 412, 429, 500, 503])('a status of %i is an answer, however often', async (status) => {
  gateway.upstream.answer = raw('{}', status);
  expect(await times(20)).toEqual(Array(20).fill(status));
  expect(gateway.upstream.received).toHaveLength(20);
});

test('one good call closes it', async () => {
  gateway.upstream.answer = hangUp;
  await times(VOLUME + 1);
  await opened();
  gateway.upstream.answer = json({ cards: [] });
  await pause(OPEN_MS + 50);
  expect(await times(10)).toEqual(Array(10).fill(200));
});

test('one that fails again keeps it open, and only one tries', async () => {
  gateway.upstream.answer = hangUp;
  await times(VOLUME + 1);
  await opened();
  await pause(OPEN_MS + 50);
  gateway.upstream.received.length = 0;
  gateway.upstream.answer = (_, res) => void setTimeout(() => res.destroy(), 50);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, () => gateway.call('up.any', patientView())),
  ).then((all) => all.map((one) => one.status));
  expect(gateway.upstream.received).toHaveLength(1);
  expect(statuses.toSorted()).toEqual([502, ...Array(19).fill(503)]);
});

test('an EHR that gives up first does not make a hanging service look well', async () => {
  gateway.upstream.answer = silent;
  for (let done = 0; done < 3 * VOLUME; done += 1)
    await gateway.call('up.any', patientView(), { signal: AbortSignal.timeout(50) }).catch(() => {});
  // A few that wait long enough: all that anybody ever saw of this service is silence.
  const statuses = await times(VOLUME + 1);
  expect(statuses).toContain(503);
});

test('an EHR that gives up while the circuit tries does not close it', async () => {
  gateway.upstream.answer = silent;
  await times(VOLUME + 1);
  await opened();
  await pause(OPEN_MS + 50);
  await gateway.call('up.any', patientView(), { signal: AbortSignal.timeout(50) }).catch(() => {});
  await pause(50);
  gateway.upstream.received.length = 0;
  await Promise.all(Array.from({ length: 10 }, () => gateway.call('up.any', patientView())));
  expect(gateway.upstream.received.length).toBeLessThanOrEqual(1);
});

test('feedback that gets no answer counts too, and waits for nothing while it is open', async () => {
  gateway.upstream.answer = hangUp;
  await times(VOLUME + 1);
  await opened();
  const response = await gateway.feedback('up.any', { feedback: [{ card: 'x', outcome: 'accepted' }] });
  expect([response.status, await codeOf(response)]).toEqual([503, 'cds-circuit-open']);
  expect(gateway.upstream.received.filter(({ url }) => url.endsWith('/feedback'))).toEqual([]);
  // Kept all the same.
  expect(gateway.feedbackLines().map(({ answers }) => answers[0]!.card)).toEqual(['x']);
});

/** Ways to fail after the call has arrived, where a second try would do the same thing twice. */
const failing: [string, Answering][] = [
  ['hangs up before any byte', hangUp],
  ['resets the connection', (_, res) => void res.socket?.resetAndDestroy()],
  ['says nothing', silent],
  ['hangs up within the head', (_, res) => void res.socket?.end('HTTP/1.1 200 OK\r\nContent-Ty')],
  ['says what is no HTTP', (_, res) => void res.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')],
  [
    'hangs up within the body',
    (_, res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('{"cards":[', () => res.destroy());
    },
  ],
  ['asks for another time', raw('', 503, { 'retry-after': '0' })],
  ['is somewhere else', raw('', 307, { location: '/cds-services/elsewhere' })],
  ['wants a token', raw('', 401, { 'www-authenticate': 'Bearer' })],
  ['is misdirected', raw('', 421)],
  ['was too early', raw('', 425)],
];

test.each(failing)('a service that %s is called once', async (_, answer) => {
  gateway.upstream.answer = answer;
  gateway.upstream.feedback = answer;
  await gateway.call('up.any', patientView(), { redirect: 'manual' });
  await gateway.feedback('up.any', { feedback: [{ card: 'x', outcome: 'accepted' }] });
  await pause(100);
  expect(gateway.upstream.received.map(({ url }) => url)).toEqual([
    '/cds-services/any',
    '/cds-services/any/feedback',
  ]);
});

test('also on a connection that the service has just closed', async () => {
  // Answers once a connection, then closes it without a word, as servers do with idle ones.
  let calls = 0;
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      if (req.method === 'POST') calls += 1;
      res.end('{"cards":[]}', () => setTimeout(() => res.socket?.destroy(), 5));
    });
  });
  const url = await listening(server);
  const own = await testGateway({
    upstreams: () => [{ id: 'up', url, tool: 'order-entry', timeoutMs: 500 }],
  });
  try {
    const statuses: number[] = [];
    for (let done = 0; done < 60; done += 1) {
      statuses.push((await own.call('up.any', patientView())).status);
      await pause(done % 8);
    }
    expect(calls).toBeLessThanOrEqual(60);
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(502) ? [200, 502] : [200]));
  } finally {
    await own.stop();
    await closed(server);
  }
});

test('a service that comes back is called again, without a restart of ours', async () => {
  const own = await testGateway({
    upstreams: () => [{ id: 'up', url: 'http://127.0.0.1:9', tool: 'order-entry', timeoutMs: 200 }],
    gateway: { upstream: { volume: VOLUME, openMs: OPEN_MS } },
  });
  try {
    const url = `${own.serving.url}/cds-services/up.any`;
    const codes: string[] = [];
    for (let done = 0; done < 8; done += 1) {
      const authorization = `Bearer ${await own.client.token(url)}`;
      const { body } = await exactly(url, {
        headers: { authorization },
        body: JSON.stringify(patientView()),
      });
      codes.push(JSON.parse(body.toString()).code as string);
    }
    expect(new Set(codes)).toEqual(new Set(['cds-upstream-unreachable', 'cds-circuit-open']));
  } finally {
    await own.stop();
  }
});
