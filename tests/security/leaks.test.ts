import { ask } from '../server/support/serving.js';
import { Browser } from '../smart-launch/practice/browser.js';
import { chartOf, event } from './support/charts.js';
import { HostileSite, HTML, type Open } from './support/hostile-site.js';

const NAME = 'Invented Person-Name';
let site: HostileSite;
let open: Open;
/** All that the browser was sent: addresses, headers and pages. */
let received: string;
let codes: string[];

beforeAll(async () => {
  site = await HostileSite.start();
  site.ehr.claims = { ...site.ehr.claims, name: 'Dr. Secret-Clinician' };
  site.chart = chartOf(NAME, [event({ text: NAME })]);
  open = await site.open();
  const { browser, page, html, id, token } = open;
  await site.post(open, `/chart/${id}/concerns?encounter=Encounter/enc-1`, {
    token,
    tool: 'cpoe',
    words: 'words of a concern',
    sign: 'yes',
  });
  const second = await browser.request(`${site.app.url}/chart/${id}?encounter=Encounter/enc-2`, {
    headers: HTML,
  });
  received = [...page.hops, page.url, html, await second.text(), ...browser.setCookies].join('\n');
  codes = [
    ...site.ehr.grants.keys(),
    ...page.hops.flatMap((hop) => new URL(hop).searchParams.get('code') ?? []),
  ];
});

afterAll(() => HostileSite.stopAll());

test('token in referrer: the page’s address holds neither code nor state, and no page is sent a referrer', async () => {
  expect(new URL(open.page.url).search).toBe('');
  const { href } = await site.untilCallback(new Browser());
  const pages = [site.launchUrl(), href, open.page.url, `${site.app.url}/nowhere`, `${site.app.url}/healthz`];
  for (const url of pages) {
    const { headers } = await open.browser.request(url, { headers: HTML });
    expect([url, headers.get('referrer-policy')]).toEqual([url, 'no-referrer']);
  }
  expect(open.html).toContain('<meta name="referrer" content="no-referrer">');
});

test('no token reaches the browser: not in a page, an address, a header or a cookie', () => {
  const secrets = [...site.ehr.accessTokens, ...site.ehr.refreshTokens.keys()];
  expect(secrets.length).toBeGreaterThan(1);
  for (const secret of secrets) expect(received).not.toContain(secret);
});

test('no code or state is in an address after the callback', () => {
  const { hops, url } = open.page;
  const after = hops.slice(hops.findIndex((hop) => hop.includes('/callback')) + 1);
  expect(codes).toHaveLength(1);
  for (const address of [...after, url]) expect(address).not.toMatch(/code=|state=|token|launch=/);
  expect(open.html).not.toContain(codes[0]);
});

test('pages load nothing and lead nowhere else: no referrer could be sent', () => {
  const addresses = [...open.html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address!);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect(address).toMatch(/^(\/(?!\/)|#|https?:\/\/(doi|www\.|pubmed|hl7))/);
});

test('cache headers: nothing with a patient’s data is kept by any cache', async () => {
  const { id, browser } = open;
  const base = `/chart/${id}`;
  for (const path of [
    base,
    `${base}?encounter=Encounter/enc-2`,
    `/overview/${id}`,
    `/overview/${id}/concerns`,
    '/callback',
    '/launch',
    '/chart/nobody',
  ]) {
    const { headers } = await browser.request(site.app.url + path, { headers: HTML });
    expect([path, headers.get('cache-control'), headers.get('etag')]).toEqual([path, 'no-store', null]);
  }
  const posted = await site.post(open, `${base}/concerns`, {});
  expect(posted.headers.get('cache-control')).toBe('no-store');
});

test('patient data in logs: nothing of a whole session is there', () => {
  const log = site.app.log.join('');
  const [[name, value]] = [...open.browser.cookies(site.app.url)] as [[string, string]];
  const secrets = [...site.ehr.accessTokens, ...site.ehr.refreshTokens.keys(), ...codes];
  const words = [
    NAME,
    'Secret-Clinician',
    'pat-1',
    'enc-1',
    'enc-2',
    'prac-1',
    'user-1',
    'words of a concern',
    open.id,
    open.token,
  ];
  for (const word of [...secrets, ...words, name, value, '/chart/', 'launch-1"']) {
    const found = word === '/chart/' ? log.replaceAll('/chart/:session', '') : log;
    expect([word, found.includes(word)]).toEqual([word, false]);
  }
});

test('log injection: a line break or colour in a value makes no line and no letter of the log', async () => {
  const before = site.app.log.length;
  const evil = '\r\n{"level":30,"event":"forged"}\u001b[31m\u2028forged';
  const q = encodeURIComponent(evil);
  for (const path of [
    `/launch?iss=${q}&launch=${q}`,
    `/callback?state=${q}&error=${q}`,
    `/chart/${q}`,
    `/${q}`,
  ])
    await ask(site.app.url + path, {
      headers: { 'user-agent': 'forged', 'x-request-id': 'forged', 'x-forwarded-for': 'forged' },
    });
  await ask(site.app.url, { method: 'PROPFIND' });
  site.ehr.tokenAnswer = () => ({ error: evil, error_description: evil });
  await site.open();
  site.ehr.tokenAnswer = (normal) => normal;
  site.fhir = (_req, res) => Boolean(res.status(500).set('www-authenticate', 'forged').send(evil));
  await site.open();
  site.fhir = () => false;
  const lines = site.app.log.slice(before);
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toHaveProperty('event');
    expect(line).not.toMatch(/forged|\\u001b|\u2028|PROPFIND/);
  }
});

test('/metrics is not reachable on the public port, by any spelling', async () => {
  for (const path of [
    '/metrics',
    '/METRICS',
    '/metrics/',
    '//metrics',
    '/%6detrics',
    '/./metrics',
    '/metrics?x',
    '/chart/../metrics',
  ])
    expect([path, (await ask(site.app.url + path)).status]).toEqual([path, 404]);
  const { text } = await ask(site.app.metricsUrl);
  expect(text).toContain('mission_audit_sessions');
  expect(text).not.toMatch(/pat-1|enc-1|prac-1|Invented|127\.0\.0\.1/);
});
