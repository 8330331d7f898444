import { stylePath } from '../../src/server/style-sheet.js';
import { askRaw } from './support/raw.js';
import { asBrowser, ask, directive, EHR, OTHER_EHR, type Serving, serving } from './support/serving.js';
import { StandIn } from './support/stand-in-charts.js';

const stand = new StandIn();
let app: Serving;
let https: Serving;

beforeAll(async () => {
  app = await serving({ charts: stand.routes });
  https = await serving({ settings: { publicUrl: 'https://audit.example.org' }, charts: stand.routes });
});
afterAll(async () => {
  await app?.stop();
  await https?.stop();
});

const launch = (iss: string) => `/launch?${new URLSearchParams({ iss, launch: 'x' })}`;

const kinds: [string, number, string, RequestInit?][] = [
  ['a page', 200, '/chart/abc'],
  ['a page’s head', 200, '/chart/abc', { method: 'HEAD' }],
  ['a redirect of a launch', 302, launch(EHR)],
  [
    'a redirect of a form',
    303,
    '/chart/abc/concerns',
    { method: 'POST', body: new URLSearchParams({ a: 'b' }) },
  ],
  ['a launch that lacks something', 400, '/launch'],
  ['a callback of nobody', 400, '/callback?state=a&code=b'],
  ['a launch from a rogue', 403, launch('https://rogue.example/fhir')],
  ['a page that is not there', 404, '/nowhere'],
  ['the root', 404, '/'],
  ['a logout of nobody', 404, '/logout/abc', { method: 'POST' }],
  ['a wrong method', 405, '/launch', { method: 'DELETE' }],
  ['what may be asked', 200, '/launch', { method: 'OPTIONS' }],
  [
    'a large form',
    413,
    '/chart/abc/concerns',
    { method: 'POST', body: new URLSearchParams({ a: 'b'.repeat(17_000) }) },
  ],
  [
    'another body',
    415,
    '/chart/abc/concerns',
    { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
  ],
  ['a fault of ours', 500, '/chart/abc/fault'],
  ['health', 200, '/healthz'],
  ['readiness', 200, '/readyz'],
  ['public keys', 200, '/.well-known/jwks.json'],
  ['the style', 200, '/assets/style.css'],
];

describe.each(kinds)('%s (%i)', (_, status, path, init = {}) => {
  test('carries every header that protects', async () => {
    const answer = await ask(app.url + path, init);
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none';style-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none';script-src 'none';frame-ancestors \S/,
    );
    const framed = directive(headers, 'frame-ancestors') !== "'none'";
    expect(headers.get('x-frame-options')).toBe(framed ? null : 'DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    if (!/assets|jwks/.test(path)) expect(headers.get('cache-control')).toBe('no-store');
  });
});

test('HSTS is sent where the browser comes by https', async () => {
  const { headers } = await ask(`${https.origin}/healthz`);
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
});

const frames: [string, string, string][] = [
  ['a launch, by the EHR it names', launch(EHR), 'https://ehr.example.org'],
  ['another’s, by that one', launch(OTHER_EHR), 'https://other.example.org'],
  ['a launch from a rogue, by nobody', launch('https://rogue.example/fhir'), "'none'"],
  ['a launch that names two, by nobody', `${launch(EHR)}&iss=${encodeURIComponent(OTHER_EHR)}`, "'none'"],
  ['an iss that nearly fits, by nobody', launch(`${EHR}/`), "'none'"],
  ['a standalone launch, likewise', `/standalone?iss=${encodeURIComponent(EHR)}`, 'https://ehr.example.org'],
  [
    'the reason why a callback failed, by any listed',
    '/callback',
    'https://ehr.example.org https://other.example.org',
  ],
  ['a launch that is over, by any listed', '/chart/abc', 'https://ehr.example.org https://other.example.org'],
  ['all else, by nobody', '/healthz', "'none'"],
  ['an iss elsewhere, by nobody', `/nowhere?iss=${encodeURIComponent(EHR)}`, "'none'"],
];

test.each(frames)('%s', async (_, path, origins) => {
  expect(directive((await ask(app.url + path)).headers, 'frame-ancestors')).toBe(origins);
});

test('an EHR without frameAncestors frames nothing', async () => {
  const issuers = [{ iss: EHR, clientId: 'app', auth: 'public' }];
  const bare = await serving({ settings: { issuers }, charts: stand.routes });
  for (const path of [launch(EHR), '/chart/abc', '/callback'])
    expect(directive((await ask(bare.url + path)).headers, 'frame-ancestors')).toBe("'none'");
  await bare.stop();
});

test('request ids are ours, whatever comes', async () => {
  const theirs = 'a-name-or-worse';
  const { headers } = await ask(`${app.url}/healthz`, { headers: { 'x-request-id': theirs } });
  const id = headers.get('x-request-id')!;
  expect(id).not.toBe(theirs);
  expect((await ask(`${app.url}/healthz`)).headers.get('x-request-id')).not.toBe(id);
  expect(app.log.find((line) => line.includes(id))).toContain('"route":"/healthz"');
  expect(app.log.join('')).not.toContain(theirs);
});

const browserOrProgram: [string, string | undefined, string][] = [
  ['a browser', asBrowser.accept, 'text/html; charset=utf-8'],
  ['a program', 'application/json', 'application/problem+json; charset=utf-8'],
  ['one that asks for the problem', 'application/problem+json', 'application/problem+json; charset=utf-8'],
  ['one that takes anything', '*/*', 'application/problem+json; charset=utf-8'],
  ['one that takes neither', 'image/png', 'application/problem+json; charset=utf-8'],
];

describe.each(browserOrProgram)('%s', (_, accept, type) => {
  test.each([
    ['/nowhere', 404, 'not-found'],
    [launch('https://rogue.example/fhir'), 403, 'unknown-issuer'],
    ['/chart/abc/fault', 500, 'internal'],
  ])('is told of %s in its own form, with the same code', async (path, status, code) => {
    const { headers, text, ...answer } = await ask(app.url + path, { headers: accept ? { accept } : {} });
    expect(answer.status).toBe(status);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('vary')).toBe('Accept');
    if (type.startsWith('text/html')) {
      expect(text).toContain(`<code>${code}</code>`);
      expect(text).toContain(`href="${stylePath('')}"`);
      return;
    }
    const problem = JSON.parse(text);
    expect(problem).toEqual({
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      requestId: headers.get('x-request-id'),
    });
  });
});

test('a fault of ours is told without its words, and logged with its place', async () => {
  const { text } = await ask(`${app.url}/chart/abc/fault`, { headers: asBrowser });
  const lines = app.log.join('');
  for (const told of [text, lines]) expect(told).not.toContain('Maria');
  expect(lines).toMatch(/"code":"internal","at":"[\w-]+\.ts:\d+:\d+","event":"request-failed"/);
});

test('half an answer does not look like a whole one', async () => {
  await expect(ask(`${app.url}/chart/abc/half`)).rejects.toThrow();
});

test('the style is kept for good under its own name, and asked after under the plain one', async () => {
  const kept = await ask(app.url + stylePath(''));
  expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(kept.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const plain = await ask(`${app.url}/assets/style.css`);
  expect(plain.text).toBe(kept.text);
  const etag = plain.headers.get('etag')!;
  const again = await askRaw(app.origin, '/assets/style.css', { 'if-none-match': etag });
  expect([again.status, again.text]).toEqual([304, '']);
  expect(again.headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('a wrong method is told which are right', async () => {
  for (const [path, method, allow] of [
    ['/launch', 'POST', 'GET, HEAD'],
    ['/logout/abc', 'GET', 'POST'],
    ['/chart/abc/concerns', 'GET', 'POST'],
    ['/healthz', 'PUT', 'GET, HEAD'],
  ]) {
    const { status, headers } = await ask(app.url + path!, { method: method! });
    expect([path, status, headers.get('allow')]).toEqual([path, 405, allow]);
  }
});

test.each([
  '/assets/../../../../etc/passwd',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/..\\..\\package.json',
  '/assets/style.css%00.txt',
  '//etc/passwd',
  '/%',
  '/%ZZ',
  '/chart/%E0%A4%A',
  '/assets/style.css/..;/..;/healthz',
])('%s leads nowhere', async (path) => {
  const { status, text } = await askRaw(app.origin, path);
  expect([400, 404]).toContain(status);
  expect(text).not.toMatch(/root:|"dependencies"/);
});

test.each([
  '/launch?iss=%0d%0aSet-Cookie:%20a=b&launch=x',
  `${launch(EHR)}%0d%0aSet-Cookie:%20a=b`,
  '/standalone?iss=https%3A%2F%2Fehr.example.org%2Ffhir%0d%0aX-Injected:%20yes',
  '/callback?state=%0d%0aX-Injected:%20yes',
  '/nowhere%0d%0aX-Injected:%20yes',
])('%s puts no header into the answer', async (path) => {
  const { headers, status } = await askRaw(app.origin, path);
  expect(headers['x-injected']).toBeUndefined();
  expect(headers['set-cookie']).toBeUndefined();
  expect(status).toBeGreaterThanOrEqual(400);
});
