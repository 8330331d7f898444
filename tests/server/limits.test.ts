import { Wire } from './support/raw.js';
import { asBrowser, ask, type Serving, serving } from './support/serving.js';
import { StandIn } from './support/stand-in-charts.js';

const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

async function started(settings: Record<string, unknown>, stand = new StandIn()): Promise<Serving> {
  const app = await serving({ settings, charts: stand.routes });
  running.push(app);
  return app;
}

const statuses = async (urls: string[], headers: Record<string, string> = {}) => {
  const found: number[] = [];
  for (const url of urls) found.push((await ask(url, { headers })).status);
  return found;
};

test('launches have a limit of their own, with the time to wait, in words', async () => {
  const app = await started({ rateLimits: { launch: 2 } });
  const launch = `${app.url}/launch`;
  expect(await statuses([launch, `${app.url}/callback`])).toEqual([400, 400]);
  const { status, headers, text } = await ask(launch, { headers: asBrowser });
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(text).toContain('<code>rate-limited</code>');
  expect(await statuses([`${app.url}/chart/abc`])).toEqual([200]);
});

test('all pages have one; health has none', async () => {
  const app = await started({ rateLimits: { general: 2 } });
  const [page, health] = [`${app.url}/chart/abc`, `${app.url}/healthz`];
  expect(await statuses([page, page, page, health, health, health])).toEqual([200, 200, 429, 200, 200, 200]);
});

test('X-Forwarded-For is nobody’s word unless the proxy is trusted, and that is said once', async () => {
  const app = await started({ rateLimits: { general: 1 } });
  const page = `${app.url}/chart/abc`;
  expect(await statuses([page], { 'x-forwarded-for': '203.0.113.1' })).toEqual([200]);
  expect(await statuses([page], { 'x-forwarded-for': '203.0.113.2' })).toEqual([429]);
  const said = app.log.filter((line) => line.includes('forwarded-for-ignored'));
  expect(said).toHaveLength(1);
  expect(app.log.join('')).not.toContain('203.0.113');
});

test('behind one trusted proxy each address has its own, and a client cannot choose another', async () => {
  const app = await started({ rateLimits: { general: 1 }, trustProxy: 1 });
  const page = `${app.url}/chart/abc`;
  expect(await statuses([page], { 'x-forwarded-for': '203.0.113.1' })).toEqual([200]);
  expect(await statuses([page], { 'x-forwarded-for': '203.0.113.2' })).toEqual([200]);
  // The proxy appends the address it saw; what the client wrote before it does not count.
  expect(await statuses([page], { 'x-forwarded-for': '198.51.100.7, 203.0.113.1' })).toEqual([429]);
});

test('a form of 16 kB is read; a larger one is refused in words, and nothing of it reaches the page', async () => {
  const stand = new StandIn();
  const app = await started({}, stand);
  const post = (size: number) =>
    ask(`${app.url}/chart/abc/concerns`, {
      method: 'POST',
      body: new URLSearchParams({ w: 'x'.repeat(size) }),
    });
  expect((await post(16 * 1024 - 2)).status).toBe(303);
  const { status, text } = await post(16 * 1024 - 1);
  expect([status, JSON.parse(text).code]).toEqual([413, 'too-large']);
  expect(stand.bodies).toEqual([{ w: 'x'.repeat(16 * 1024 - 2) }]);
});

test('a body without length, that may have no end, is refused before it is read', async () => {
  const stand = new StandIn();
  const app = await started({}, stand);
  const wire = new Wire(app.origin);
  const form = 'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked';
  wire.say(`POST /chart/abc/concerns HTTP/1.1\r\nHost: a\r\n${form}\r\n\r\n`);
  // It never sends the last chunk: the server does not wait for it, and hangs up.
  await wire.closed;
  expect(wire.received).toMatch(/^HTTP\/1\.1 411 /);
  expect(wire.received).toContain('"code":"length-required"');
  expect(stand.bodies).toEqual([]);
});

test('a body that is longer than allowed is not waited for', async () => {
  const app = await started({});
  const wire = new Wire(app.origin);
  const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000';
  wire.say(`POST /chart/abc/concerns HTTP/1.1\r\nHost: a\r\n${form}\r\n\r\na=`);
  await wire.closed;
  expect(wire.received).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  ['JSON', 'application/json', '{}', 415, 'unsupported-media-type'],
  ['a multipart form', 'multipart/form-data; boundary=x', '--x--', 415, 'unsupported-media-type'],
  ['no type', '', 'a=b', 415, 'unsupported-media-type'],
  [
    'another alphabet',
    'application/x-www-form-urlencoded; charset=utf-7',
    'a=b',
    415,
    'unsupported-media-type',
  ],
  ['too many fields', 'application/x-www-form-urlencoded', 'a=b&'.repeat(60), 413, 'too-large'],
])('%s is refused before it is read', async (_, type, body, status, code) => {
  const app = await started({});
  const answer = await ask(`${app.url}/chart/abc/concerns`, {
    method: 'POST',
    body: new TextEncoder().encode(body),
    headers: type ? { 'content-type': type } : {},
  });
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
});

test('compressed forms are not unpacked', async () => {
  const app = await started({});
  const { status } = await ask(`${app.url}/chart/abc/concerns`, {
    method: 'POST',
    body: new Uint8Array([31, 139, 8, 0]),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
  });
  expect(status).toBe(415);
});

test('names of fields make no objects', async () => {
  const stand = new StandIn();
  const app = await started({}, stand);
  await ask(`${app.url}/chart/abc/concerns`, {
    method: 'POST',
    body: new URLSearchParams('a[b]=c&__proto__[x]=y&constructor.prototype=z'),
  });
  expect(stand.bodies.map((body) => ({ ...(body as object) }))).toEqual([
    { 'a[b]': 'c', '__proto__[x]': 'y', 'constructor.prototype': 'z' },
  ]);
});

test('an address without end is refused', async () => {
  const app = await started({});
  expect((await ask(`${app.url}/launch?iss=${'x'.repeat(20_000)}`)).status).toBe(431);
});
