import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from '../practice/clinic/simulate.js';
import { type PracticeEhr, type Showcase, showcase, startPracticeEhr } from '../practice/ehr/index.js';
import { Browser, type Page } from '../smart-launch/practice/browser.js';
import { asBrowser, ask, directive, OTHER_EHR, type Serving, serving } from './support/serving.js';

const clinicDir = mkdtempSync(join(tmpdir(), 'serve-clinic-'));
let ehr: PracticeEhr;
let shown: Showcase;
let app: Serving;
beforeAll(async () => {
  await simulate({ out: clinicDir, seed: 1, events: 3000 });
  shown = showcase(clinicDir);
  ehr = await startPracticeEhr({ clinicDir, clients: [] });
  const issuers = [
    {
      iss: ehr.iss,
      clientId: 'mission-audit',
      auth: 'public',
      frameAncestors: [ehr.origin],
      access: { informatics: ['Practitioner/inf-1'] },
    },
    { iss: OTHER_EHR, clientId: 'app', auth: 'public', frameAncestors: ['https://other.example.org'] },
  ];
  app = await serving({ prefix: '/audit', settings: { issuers } });
  ehr.addClient({
    clientId: 'mission-audit',
    name: 'Mission Audit',
    auth: 'public',
    redirectUris: [`${app.url}/callback`],
    launchUrl: `${app.url}/launch`,
  });
});

afterAll(async () => {
  await app?.stop();
  await ehr?.close();
  rmSync(clinicDir, { recursive: true, force: true });
});

/** Everybody whom the EHR's own first screen names. */
async function namesAt({ origin }: PracticeEhr): Promise<string[]> {
  const { text } = await ask(`${origin}/`);
  const found = [...text.matchAll(/<option value="[^"]*"[^>]*>([^<]{4,})<|Open the chart of ([^,"]+), MRN/g)];
  return found.map(([, clinician, patient]) => (clinician ?? patient)!);
}

const launchUrl = () => ehr.launch('mission-audit', shown).url;

const pathOf = ({ url }: Page) => new URL(url).pathname;

test('a launch from the EHR ends at the chart, below the prefix, with the default scopes', async () => {
  const page = await new Browser().open(launchUrl());
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(pathOf(page)).toMatch(/^\/audit\/chart\/[\w-]{22}$/);
});

test('only the EHR of the launch may frame its page', async () => {
  const page = await new Browser().open(launchUrl());
  expect(directive(page.headers, 'frame-ancestors')).toBe(ehr.origin);
  expect(page.headers.get('x-frame-options')).toBeNull();
});

test('without its cookie the page may be framed by any EHR listed, and says nothing of the launch', async () => {
  const { url } = await new Browser().open(launchUrl());
  const stranger = await ask(url);
  expect(JSON.parse(stranger.text).code).toBe('no-session');
  expect(directive(stranger.headers, 'frame-ancestors')).toBe(`${ehr.origin} https://other.example.org`);
});

test('a browser that keeps no cookies in a frame gets one link, framed by the EHR of the launch', async () => {
  const browser = new Browser();
  browser.keepsCookies = false;
  const first = await browser.open(launchUrl());
  const { status, text, headers } = await ask(first.url, { headers: asBrowser });
  expect(status).toBe(200);
  expect(text).toContain('target="_blank"');
  expect(text).toContain('<code>own-tab</code>');
  expect(directive(headers, 'frame-ancestors')).toBe(ehr.origin);
});

test.each([
  ['an informatics person', 'inf-1', undefined],
  ['a clinician', '1', 'informatics-only'],
])(
  'a standalone launch by %s goes to the site’s overview, which access: decides over',
  async (_, user, refusal) => {
    const browser = new Browser();
    const signIn = await browser.open(`${app.url}/standalone?iss=${encodeURIComponent(ehr.iss)}`);
    expect(new URL(signIn.url).origin).toBe(ehr.origin);
    const answered = await browser.request(signIn.url, {
      method: 'POST',
      body: new URLSearchParams({ user }),
    });
    const page = await browser.open(new URL(answered.headers.get('location')!, signIn.url).href);
    expect(pathOf(page)).toMatch(/^\/audit\/overview\/[\w-]{22}$/);
    expect(directive(page.headers, 'frame-ancestors')).toBe(ehr.origin);
    // Figures that are still being worked out are another matter.
    const code = page.status === 403 ? JSON.parse(page.text).code : undefined;
    expect(code).toBe(refusal);
  },
);

test('/metrics counts launches by outcome, and those that are open', async () => {
  await ask(`${app.url}/launch?iss=https://rogue.example/fhir&launch=x`);
  const { text } = await ask(app.metricsUrl);
  expect(text).toMatch(/^mission_audit_launches_total\{code="opened"\} [1-9]/m);
  expect(text).toMatch(/^mission_audit_launches_total\{code="unknown-issuer"\} 1$/m);
  expect(text).toMatch(/^mission_audit_sessions [1-9]/m);
  expect(text).toContain('route="/chart/:session"');
});

test('the log of a whole session holds no id, name, token, code, cookie, address or query', async () => {
  app.log.length = 0;
  const browser = new Browser();
  const page = await browser.open(`${launchUrl()}&_=1`);
  const id = pathOf(page).split('/').at(-1)!;
  await browser.request(page.url, { headers: { 'user-agent': 'Browser-Of-Somebody/1.0', ...asBrowser } });
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? 'secret';
  const concern = new URLSearchParams({ token, tool: 'secret', words: 'secret-words', sign: 'yes' });
  const action = /action="([^"]+\/concerns[^"]*)"/.exec(page.text)?.[1] ?? `/audit/chart/${id}/concerns`;
  const form = new URL(action.replaceAll('&amp;', '&'), app.url).href;
  await browser.request(form, { method: 'POST', body: concern });
  await browser.request(`${app.url}/chart/${id}/concerns?encounter=secret`, {
    method: 'POST',
    body: concern,
  });
  await browser.request(`${app.url}/chart/${id}/no-such-page?patient=1`);
  await browser.request(`${app.url}/callback?code=secret-code&state=secret-state`);
  await browser.request(`${app.url}/logout/${id}`, { method: 'POST' });
  await browser.request(page.url);

  const lines = app.log.join('');
  const reached = (what: string) => lines.includes(what);
  expect(
    [
      'launch-opened',
      '/chart/:session',
      '/chart/:session/concerns',
      'concern-stored',
      '/logout/:session',
      'logged-out',
    ].filter(reached),
  ).toHaveLength(6);
  const parameters = page.hops.flatMap((hop) => [...new URL(hop).searchParams]);
  const cookies = browser.setCookies.map((line) => /=([^;]+)/.exec(line)?.[1]).filter((value) => value);
  const people = await namesAt(ehr);
  expect(people.length).toBeGreaterThan(10);
  const secrets = [
    id,
    token,
    ...parameters
      .filter(([name]) => !['iss', 'aud', 'response_type', 'client_id'].includes(name))
      .map(([, value]) => value),
    ...cookies,
    shown.patient,
    shown.encounter,
    shown.user,
    ...[shown.patient, shown.encounter, shown.user].map((reference) => `"${reference.split('/')[1]}"`),
    'Browser-Of-Somebody',
    '127.0.0.1',
    'secret',
    'no-such-page',
    'eyJ',
    'Bearer',
    ...people,
  ].filter((secret): secret is string => secret !== undefined && secret.length > 1);
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
  expect(lines).not.toContain('?');
});
