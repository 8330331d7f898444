import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closed, listening, testClient } from './support/client.js';
import { codeOf, patientView, pause, type TestGateway, testGateway, until } from './support/gateway.js';
import { json, type TestUpstream, testUpstream } from './support/upstream.js';

/** The list of services: merged, kept, and there when a service is not. */
let gateway: TestGateway;
let other: TestUpstream;
let store: string;

const one = { hook: 'patient-view', id: 'one', title: 'One', description: 'a', prefetch: { patient: 'x' } };
const two = { hook: 'order-sign', id: 'two', description: 'b', usageRequirements: 'c', extension: { a: 1 } };

beforeEach(async () => {
  store = mkdtempSync(join(tmpdir(), 'cds-discovery-'));
  other = await testUpstream();
});
afterEach(async () => {
  await gateway?.stop();
  await other.close();
  rmSync(store, { recursive: true, force: true });
});

const started = (unlike: object = {}, everyMs = 50) =>
  testGateway({
    upstreams: (url) => [
      { id: 'up', url, tool: 'order-entry', timeoutMs: 400 },
      { id: 'other', url: other.url, tool: 'order-entry', timeoutMs: 400 },
    ],
    settings: { store },
    gateway: { discovery: { everyMs }, upstream: { volume: 1_000_000 } },
    ...unlike,
  });

async function listed(): Promise<string[] | string> {
  const response = await gateway.get('/cds-services');
  const body = (await response.json()) as { services?: { id: string }[]; code?: string };
  return body.services?.map(({ id }) => id) ?? body.code!;
}

test('merged, each with its upstream before it, and otherwise as it describes itself', async () => {
  other.discovery = { services: [two, { ...two, hook: 'order-select' }] };
  gateway = await started();
  gateway.upstream.discovery = { services: [one] };
  await until(async () => (await listed()).length === 3);
  const { services } = (await (await gateway.get('/cds-services')).json()) as { services: unknown[] };
  expect(services).toEqual([
    { ...one, id: 'up.one' },
    { ...two, id: 'other.two' },
    { ...two, id: 'other.two', hook: 'order-select' },
  ]);
});

test('asks with a JWT of ours, not for every EHR', async () => {
  let asked = 0;
  const tokens: (string | undefined)[] = [];
  const server = createServer((req, res) => {
    asked += 1;
    tokens.push(req.headers.authorization);
    setTimeout(() => res.end(JSON.stringify({ services: [one] })), 50);
  });
  const url = await listening(server);
  gateway = await testGateway({ upstreams: () => [{ id: 'up', url, tool: 'order-entry' }] });
  try {
    await Promise.all(Array.from({ length: 20 }, () => gateway.get('/cds-services')));
    await Promise.all(Array.from({ length: 20 }, () => gateway.get('/cds-services')));
    expect(asked).toBe(1);
    expect(tokens[0]).toMatch(/^Bearer eyJ/);
  } finally {
    await closed(server);
  }
});

test('a service that is down is listed as it was, also after a restart of the app', async () => {
  const client = await testClient();
  const upstream = await testUpstream();
  upstream.discovery = { services: [one] };
  try {
    gateway = await started({ with: { client, upstream } });
    await until(async () => (await listed()).length === 1);
    upstream.discovery = null;
    await pause(200);
    expect(await listed()).toEqual(['up.one']);
    await gateway.stop();
    gateway = await started({ with: { client, upstream } });
    expect(await listed()).toEqual(['up.one']);
    // The prefetch that it asked for is known too.
    const body = JSON.stringify(patientView({ prefetch: { patient: 1, other: 2 } }));
    await gateway.call('up.one', body);
    expect(JSON.parse(upstream.received[0]!.body).prefetch).toEqual({ patient: 1 });
  } finally {
    await client.close();
    await upstream.close();
  }
});

test('the services of one are listed while another is down; of none, there is no empty list', async () => {
  gateway = await started();
  gateway.upstream.discovery = { services: [one] };
  other.discovery = null;
  await until(async () => (await listed())[0] === 'up.one');
  expect(await listed()).toEqual(['up.one']);
  await gateway.stop();
  rmSync(store, { recursive: true, force: true });
  gateway = await testGateway({
    upstreams: () => [{ id: 'up', url: 'http://127.0.0.1:9', tool: 'order-entry', timeoutMs: 300 }],
  });
  const response = await gateway.get('/cds-services');
  expect([response.status, await codeOf(response)]).toEqual([502, 'cds-upstream-unreachable']);
});

test('a service that was down at the start is there when it is back, without a restart', async () => {
  gateway = await started();
  gateway.upstream.discovery = null;
  await pause(100);
  gateway.upstream.discovery = { services: [one, two] };
  await until(async () => (await listed()).length === 2);
  expect(await listed()).toEqual(['up.one', 'up.two']);
});

test.each([
  ['HTML', '<html>'],
  ['an empty text', ''],
  ['a list', '[]'],
  ['no services', '{}'],
  ['services that are no list', '{"services":{}}'],
  ['a 500', null],
])('a list that is none (%s) does not undo the one before', async (_, text) => {
  let bad = false;
  const server = createServer((_req, res) => {
    if (bad && text === null) res.writeHead(500);
    res.end(bad ? (text ?? JSON.stringify({ services: [] })) : JSON.stringify({ services: [one] }));
  });
  const url = await listening(server);
  gateway = await testGateway({
    upstreams: () => [{ id: 'up', url, tool: 'order-entry' }],
    gateway: { discovery: { everyMs: 30 } },
  });
  try {
    await until(async () => (await listed()).length === 1);
    bad = true;
    await pause(200);
    expect(await listed()).toEqual(['up.one']);
    expect(gateway.serving.log.filter((line) => line.includes('cds-discovery-failed'))).toHaveLength(1);
  } finally {
    await closed(server);
  }
});

test('odd entries take nothing with them', async () => {
  gateway = await started();
  gateway.upstream.discovery = {
    services: [null, 1, [], {}, { id: 7 }, { id: '' }, { ...one, prefetch: 'x' }, { ...two, prefetch: null }],
  };
  await until(async () => (await listed()).length === 2);
  expect(await listed()).toEqual(['up.one', 'up.two']);
});

test('what is kept of it was spoilt: the app starts, and asks anew', async () => {
  const client = await testClient();
  const upstream = await testUpstream();
  upstream.discovery = { services: [one] };
  try {
    for (const text of ['', '{', '[]', '{"services":[1,null]}', '\u0000']) {
      gateway = await started({ with: { client, upstream } });
      await until(async () => (await listed()).length === 1);
      await gateway.stop();
      writeFileSync(join(store, 'cds', 'discovery-up.json'), text);
    }
    gateway = await started({ with: { client, upstream } });
    await until(async () => (await listed()).length === 1);
    expect(readFileSync(join(store, 'cds', 'discovery-up.json'), 'utf8')).toContain('"one"');
  } finally {
    await client.close();
    await upstream.close();
  }
});

test('the very first call has its prefetch, though the list is only on its way', async () => {
  const bodies: string[] = [];
  const server = createServer((req, res) => {
    if (req.method === 'GET') return void setTimeout(() => res.end(JSON.stringify({ services: [one] })), 200);
    let body = '';
    req.on('data', (part) => {
      body += part;
    });
    req.on('end', () => {
      bodies.push(body);
      res.end('{"cards":[]}');
    });
  });
  const url = await listening(server);
  gateway = await testGateway({ upstreams: () => [{ id: 'up', url, tool: 'order-entry' }] });
  try {
    const body = JSON.stringify(patientView({ prefetch: { patient: { id: '62' } } }));
    expect((await gateway.call('up.one', body)).status).toBe(200);
    expect(bodies).toEqual([body]);
  } finally {
    await closed(server);
  }
});

describe('a service whose list never comes', () => {
  let server: ReturnType<typeof createServer>;
  let calls = 0;

  const begin = async (timeoutMs: number) => {
    calls = 0;
    server = createServer((req, res) => {
      if (req.method === 'GET') return;
      calls += 1;
      json({ cards: [] })(req, res, '');
    });
    const url = await listening(server);
    gateway = await testGateway({
      upstreams: () => [{ id: 'up', url, tool: 'order-entry', timeoutMs }],
      gateway: { upstream: { volume: 5, openMs: 5000 } },
    });
  };
  afterEach(() => closed(server));

  test('does not make its calls late', async () => {
    await begin(5000);
    const body = patientView({ prefetch: { patient: { id: '62' } } });
    const began = performance.now();
    expect((await gateway.call('up.one', body)).status).toBe(200);
    // Two time limits one after the other would be more than any EHR was told.
    expect(performance.now() - began).toBeLessThan(4000);
    expect(calls).toBe(1);
  });

  test('is called all the same: that its list fails does not open its circuit', async () => {
    await begin(500);
    const statuses: number[] = [];
    for (let times = 0; times < 6; times += 1) await gateway.get('/cds-services');
    for (let times = 0; times < 3; times += 1)
      statuses.push((await gateway.call('up.one', patientView())).status);
    expect(statuses).toEqual([200, 200, 200]);
  });
});
