import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { ask } from '../server/support/serving.js';
import { Browser } from '../smart-launch/practice/browser.js';
import { Ehr } from '../smart-launch/practice/ehr.js';
import { HostileSite, HTML } from './support/hostile-site.js';

let site: HostileSite;
let second: Ehr;

beforeAll(async () => {
  second = await Ehr.start();
  site = await HostileSite.start({ others: [second] });
});

beforeEach(() => {
  for (const ehr of [site.ehr, second]) ehr.seen.length = 0;
});

afterAll(() => HostileSite.stopAll());

/** How a request ended, by its code. */
async function code(answer: Promise<{ text: string }> | { text: string }): Promise<string> {
  return JSON.parse((await answer).text).code;
}

/** Every request that this process sends to anybody but the app, while something is done. */
async function sentDuring(act: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(site.app.url)) sent.push(url);
    return real(input, init);
  };
  await act().finally(() => {
    globalThis.fetch = real;
  });
  return sent;
}

test('rogue iss: refused before any request leaves, however near it is to ours', async () => {
  const rogue = await Ehr.start();
  const { base, origin } = site.ehr;
  const wrong = [
    rogue.base,
    `${base}/`,
    `${base}/../fhir`,
    base.toUpperCase(),
    base.replace('127.0.0.1', 'localhost'),
    `${origin}@${new URL(rogue.origin).host}/fhir`,
    `${base}.evil.example`,
    `${base}#`,
    `${base}?`,
    ` ${base}`,
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '__proto__',
  ];
  const sent = await sentDuring(async () => {
    for (const path of ['/launch', '/standalone'])
      for (const iss of wrong) {
        const browser = new Browser();
        const page = await browser.open(
          `${site.app.url}${path}?${new URLSearchParams({ iss, launch: 'x' })}`,
        );
        expect([iss, page.status, await code(page)]).toEqual([iss, 403, 'unknown-issuer']);
        expect(browser.setCookies).toEqual([]);
      }
  });
  expect([sent, rogue.seen, site.ehr.seen]).toEqual([[], [], []]);
});

test('rogue iss: naming one of ours twice, or as a list, is no way around', async () => {
  const ours = encodeURIComponent(site.ehr.base);
  for (const query of [`iss=${ours}&iss=https://evil.example`, `iss[]=${ours}`, `iss[0]=${ours}`])
    expect(await code(ask(`${site.app.url}/launch?launch=x&${query}`))).toBe('bad-parameter');
});

test('open redirect: no parameter chooses where a browser is sent', async () => {
  const evil = 'https://evil.example/';
  const names = ['redirect_uri', 'next', 'returnTo', 'url', 'target', 'check', 'tab', 'redirect', 'aud'];
  for (const name of names) {
    const { headers } = await ask(`${site.launchUrl()}&${new URLSearchParams({ [name]: evil })}`);
    const { origin } = new URL(headers.get('location') ?? site.app.url, site.app.url);
    expect([name, origin]).toEqual([name, site.app.url]);
  }
  const { page } = await site.open();
  const authorize = new URL(page.hops.find((hop) => hop.includes('/authorize'))!);
  expect(authorize.searchParams.get('redirect_uri')).toBe(`${site.app.url}/callback`);
});

test('open redirect: addresses that a browser reads as another host lead nowhere', async () => {
  for (const path of [
    '//evil.example/launch',
    '//evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    '/%2f%2fevil.example',
  ])
    expect([path, (await ask(site.app.url + path)).headers.get('location')]).toEqual([path, null]);
});

test('login CSRF: the attacker’s answer opens nothing in the victim’s browser', async () => {
  const [attacker, victim] = [new Browser(), new Browser()];
  const theirs = await site.untilCallback(attacker);
  await site.open(victim);
  const asked = site.ehr.requests('/token').length;
  const page = await victim.open(theirs.href);
  expect([page.status, await code(page)]).toEqual([403, 'other-browser']);
  expect(site.ehr.requests('/token')).toHaveLength(asked);
});

test('login CSRF: the attacker’s cookie name with another value neither', async () => {
  const [attacker, victim] = [new Browser(), new Browser()];
  const theirs = await site.untilCallback(attacker);
  for (const name of attacker.cookies(site.app.url).keys()) victim.cookies(site.app.url).set(name, '1.x');
  expect(await code(victim.open(theirs.href))).toBe('launch-unknown');
  expect(site.ehr.requests('/token')).toEqual([]);
});

test('state replay: many at once ask for one token and open one page', async () => {
  const browser = new Browser();
  const callback = await site.untilCallback(browser);
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.request(callback.href)));
  const places = answers.map(({ headers }) => headers.get('location')).filter((place) => place !== null);
  expect(site.ehr.requests('/token')).toHaveLength(1);
  expect(new Set(places).size).toBe(1);
  expect(await code(new Browser().open(callback.href))).toBe('launch-used');
});

test('code injection: a code stolen from another launch is worth nothing in one’s own', async () => {
  const [victim, attacker] = [new Browser(), new Browser()];
  const stolen = (await site.untilCallback(victim)).searchParams.get('code')!;
  const own = await site.untilCallback(attacker);
  own.searchParams.set('code', stolen);
  const page = await attacker.open(own.href);
  expect([page.status, await code(page)]).toEqual([502, 'token-refused']);
});

test('mix-up of two issuers: an answer named after the other is refused, and its code stays here', async () => {
  const browser = new Browser();
  const callback = await site.untilCallback(browser);
  callback.searchParams.set('iss', second.origin);
  expect(await code(browser.open(callback.href))).toBe('wrong-issuer');
  expect([site.ehr.requests('/token'), second.requests('/token')]).toEqual([[], []]);
});

test('mix-up of two issuers: the id_token of the other is not taken', async () => {
  site.ehr.idToken = (claims) => second.sign({ ...claims, iss: second.origin });
  try {
    expect(await code(site.open().then(({ page }) => page))).toBe('id-token-issuer');
  } finally {
    site.ehr.idToken = (claims) => site.ehr.sign(claims);
  }
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

const forged: [string, string, Ehr['idToken']][] = [
  ['alg none', 'id-token-algorithm', async (claims) => `${part({ alg: 'none' })}.${part(claims)}.`],
  ['alg nOnE', 'id-token-algorithm', async (claims) => `${part({ alg: 'nOnE' })}.${part(claims)}.`],
  ...['HS256', 'HS384', 'HS512'].map((alg): [string, string, Ehr['idToken']] => [
    `${alg}, with the EHR’s public key as its secret`,
    'id-token-algorithm',
    (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid: 'ehr-1' })
        .sign(createHash('sha512').update(String(site.ehr.keys.publicJwk.n)).digest()),
  ]),
  [
    'a key of its own in the header',
    'id-token-signature',
    (claims) => second.sign(claims, { jwk: second.keys.publicJwk, kid: 'attacker' }),
  ],
  ['wrong aud', 'id-token-audience', (claims) => site.ehr.sign({ ...claims, aud: 'another-app' })],
  ['wrong iss', 'id-token-issuer', (claims) => site.ehr.sign({ ...claims, iss: 'https://evil.example' })],
  ['wrong nonce', 'id-token-nonce', (claims) => site.ehr.sign({ ...claims, nonce: 'another' })],
  ['no nonce', 'id-token-nonce', (claims) => site.ehr.sign({ ...claims, nonce: undefined })],
  ['expired', 'id-token-expired', (claims) => site.ehr.sign({ ...claims, exp: now() - 3600 })],
  ['of the future', 'id-token-claims', (claims) => site.ehr.sign({ ...claims, nbf: now() + 3600 })],
  [
    'claims changed after it was signed',
    'id-token-signature',
    async (claims) => {
      const [head, , signature] = (await site.ehr.sign(claims)).split('.');
      return `${head}.${part({ ...claims, fhirUser: 'Practitioner/inf-1' })}.${signature}`;
    },
  ],
];

test.each(forged)('id_token: %s opens nothing', async (_what, expected, idToken) => {
  // Another key, so that only a signature by the published one can pass.
  site.ehr.idToken = idToken;
  const browser = new Browser();
  try {
    const { page } = await site.open(browser);
    expect([page.status, await code(page)]).toEqual([502, expected]);
    expect(browser.cookies(site.app.url).size).toBe(0);
    expect(site.ehr.seen.filter(({ url }) => /\/fhir\/[A-Z]/.test(url))).toEqual([]);
  } finally {
    site.ehr.idToken = (claims) => site.ehr.sign(claims);
  }
});

test('session fixation: what was known before the login is worth nothing after it', async () => {
  const browser = new Browser();
  const callback = await site.untilCallback(browser);
  const before = new Map(browser.cookies(site.app.url));
  const { url } = await browser.open(callback.href, ({ pathname }) => pathname.startsWith('/chart/'));
  expect(url).not.toContain(callback.searchParams.get('state')!.split('.')[0]);
  expect([...browser.cookies(site.app.url).keys()]).not.toEqual([...before.keys()]);
  const thief = new Browser();
  for (const [name, value] of before) thief.cookies(site.app.url).set(name, value);
  expect([(await thief.request(url)).status, (await browser.request(url)).status]).toEqual([401, 200]);
});

describe('the address of a page alone opens nothing', () => {
  let cookie: string;
  let url: string;
  beforeAll(async () => {
    const { browser, page } = await site.open();
    [cookie = ''] = [...browser.cookies(site.app.url)].map(([name, value]) => `${name}=${value}`);
    url = page.url;
  });
  const status = async (header: string) => (await ask(url, { headers: { ...HTML, cookie: header } })).status;

  test('without a cookie, and with it', async () => {
    expect([await status(''), await status(cookie)]).toEqual([401, 200]);
  });

  test('another launch’s cookie under this one’s name', async () => {
    const other = await site.open();
    const [value] = other.browser.cookies(site.app.url).values();
    expect(await status(`${cookie.split('=')[0]}=${value}`)).toBe(401);
  });

  test('duplicate cookies: a second of the same name is not tried', async () => {
    const name = cookie.split('=')[0]!;
    expect([await status(`${name}=1.x; ${cookie}`), await status(`${cookie}; ${name}=1.x`)]).toEqual([
      401, 200,
    ]);
  });

  test('cookie tossing from a sibling host: names that only look like __Host- are not ours', async () => {
    const lookalikes = ['\u00a0', '\u0085', '\u000b', '"', '__HOST', '$'].map((before) => before + cookie);
    for (const header of [
      ...lookalikes,
      cookie.toLowerCase(),
      cookie.replace('__Host-', ''),
      `x=1, ${cookie}`,
    ])
      expect([header, await status(header).catch(() => 'not sent')]).not.toEqual([header, 200]);
  });

  test('cookies that are very long, and many', async () => {
    expect(await status(`${cookie.split('=')[0]}=${'a'.repeat(8000)}`)).toBe(401);
    expect(await status(Array.from({ length: 500 }, (_, n) => `__Host-ma-${n}=%`).join('; '))).toBe(401);
    expect(await status(`a=${'a'.repeat(40_000)}`)).toBe(431);
    expect(await status(cookie)).toBe(200);
  });

  test('names of objects as ids', async () => {
    for (const id of ['__proto__', 'constructor', 'toString', '%00', '..', 'A'.repeat(22), 'A'.repeat(5000)])
      expect(
        (await ask(`${site.app.url}/chart/${id}`, { headers: { cookie } })).status,
      ).toBeGreaterThanOrEqual(400);
  });

  test('a cookie is for no other host, no script and no plain connection', async () => {
    const browser = new Browser();
    await site.open(browser);
    for (const line of browser.setCookies) {
      expect(line).toMatch(/^__Host-ma-[\w-]{12}=/);
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).not.toMatch(/; Domain/i);
    }
  });

  test('cookies and form tokens are compared in a time that tells nothing', async () => {
    const { readFileSync } = await import('node:fs');
    expect(readFileSync('smart-launch/secrets.ts', 'utf8')).toMatch(/timingSafeEqual\(left, right\)/);
    expect(readFileSync('smart-launch/sessions.ts', 'utf8')).toMatch(
      /!sameFingerprint\(fingerprint\(cookie\), stored\.cookie\)/,
    );
    expect(readFileSync('src/server/form-token.ts', 'utf8')).toMatch(/jwt\.verify\(/);
  });
});
