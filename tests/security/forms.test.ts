import { ask, directive } from '../server/support/serving.js';
import { Browser } from '../smart-launch/practice/browser.js';
import { HostileSite, HTML, type Open } from './support/hostile-site.js';

let site: HostileSite;
let open: Open;

beforeAll(async () => {
  site = await HostileSite.start();
  open = await site.open();
});

beforeEach(() => {
  site.ehr.claims = { fhirUser: 'Practitioner/prac-1', name: 'Dr. Invented' };
});

afterAll(() => HostileSite.stopAll());

const asInformatics = async () => {
  site.ehr.claims = { fhirUser: 'Practitioner/inf-1', name: 'Team' };
  return site.open();
};
const stored = () => site.app.log.filter((line) => /concern-(stored|answered)/.test(line)).length;
const words = { tool: 'cpoe', words: 'from elsewhere' };

describe('CSRF', () => {
  const tokens: [string, (other: Open) => string | undefined][] = [
    ['without a token', () => undefined],
    ['with an empty token', () => ''],
    ['with another session’s token', ({ token }) => token],
    ['with a token that is not signed', ({ token }) => `${btoa('{"alg":"none"}')}.${token.split('.')[1]}.`],
    ['with a token whose signature was cut off', () => open.token.replace(/\.[^.]*$/, '.')],
    ['with the session’s id', () => open.id],
  ];

  test.each(tokens)('a concern %s is not stored', async (_what, tokenOf) => {
    const before = stored();
    const token = tokenOf(await site.open());
    const { status } = await site.post(open, `/chart/${open.id}/concerns?encounter=Encounter/enc-1`, {
      ...words,
      ...(token === undefined ? {} : { token }),
    });
    expect([status, stored()]).toEqual([403, before]);
  });

  test.each(tokens)('an answer %s is not stored', async (_what, tokenOf) => {
    const other = await site.open();
    const team = await asInformatics();
    const before = stored();
    const token = tokenOf(other);
    const { status } = await site.post(team, `/overview/${team.id}/concerns`, {
      concern: 'x',
      words: 'y',
      ...(token === undefined ? {} : { token }),
    });
    expect([status, stored()]).toEqual([403, before]);
  });

  test('a token by GET, or twice, does nothing', async () => {
    const before = stored();
    const path = `${site.app.url}/chart/${open.id}/concerns`;
    const query = new URLSearchParams({ ...words, token: open.token });
    expect((await open.browser.request(`${path}?${query}`)).status).toBe(405);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const twice = await open.browser.request(path, { method: 'POST', headers, body: `${query}&token=x` });
    expect([twice.status, stored()]).toEqual([403, before]);
  });

  test('the token alone, without the launch’s cookie, does nothing', async () => {
    const before = stored();
    const { status } = await site.post({ browser: new Browser() }, `/chart/${open.id}/concerns`, {
      ...words,
      token: open.token,
    });
    expect([status, stored()]).toEqual([401, before]);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://b.example' }],
    ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['an old browser in a sandboxed frame', { origin: 'null' }],
  ])('a logout from %s ends nothing', async (_what, headers) => {
    const { status } = await open.browser.request(`${site.app.url}/logout/${open.id}`, {
      method: 'POST',
      headers,
    });
    expect([status, (await open.browser.request(open.page.url)).status]).toEqual([404, 200]);
  });

  test('a logout of another session ends neither', async () => {
    const other = await site.open();
    expect((await site.post(other, `/logout/${open.id}`, { token: open.token })).status).toBe(404);
    for (const one of [open, other]) expect((await one.browser.request(one.page.url)).status).toBe(200);
  });
});

describe('clickjacking', () => {
  test('a page is framed by the EHR of its launch alone', async () => {
    const { headers } = await open.browser.request(open.page.url, { headers: HTML });
    expect(directive(headers, 'frame-ancestors')).toBe(site.ehr.origin);
  });

  test('what is no launch’s is framed by nobody', async () => {
    for (const path of [
      '/',
      '/healthz',
      '/nowhere',
      '/launch',
      '/launch?iss=https://evil.example&launch=x',
      `//chart/${open.id}`,
      '/assets/style.css',
    ]) {
      const { headers } = await ask(site.app.url + path, { headers: HTML });
      expect([path, directive(headers, 'frame-ancestors'), headers.get('x-frame-options')]).toEqual([
        path,
        "'none'",
        'DENY',
      ]);
    }
  });

  test('no parameter adds an ancestor', async () => {
    const { headers } = await ask(
      `${site.launchUrl()}&frame-ancestors=*&iss=https://evil.example;%20frame-ancestors%20*`,
    );
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
  });
});

describe('informatics', () => {
  const paths = (id: string) => [`/overview/${id}`, `/overview/${id}/concerns`];

  test.each([
    ['a clinician', { fhirUser: 'Practitioner/prac-1' }],
    ['nobody', { fhirUser: undefined }],
    ['a longer id', { fhirUser: 'Practitioner/inf-11' }],
    ['another type', { fhirUser: 'Patient/inf-1' }],
    ['the same id of another server', { fhirUser: 'https://evil.example/fhir/Practitioner/inf-1' }],
    ['a path to it', { fhirUser: 'Practitioner/x/../inf-1' }],
    ['another letter case', { fhirUser: 'practitioner/INF-1' }],
    ['a list', { fhirUser: ['Practitioner/inf-1'] }],
    ['a pattern', { fhirUser: 'Practitioner/*' }],
    ['a name', { fhirUser: undefined, name: 'Practitioner/inf-1', preferred_username: 'Practitioner/inf-1' }],
  ])('%s does not get in', async (_who, claims) => {
    site.ehr.claims = claims as never;
    const one = await site.open();
    for (const path of paths(one.id)) {
      const response = await one.browser.request(site.app.url + path);
      expect([path, response.status, JSON.parse(await response.text()).code]).toEqual([
        path,
        403,
        'informatics-only',
      ]);
    }
    const { status } = await site.post(one, `/overview/${one.id}/concerns`, {
      token: one.token,
      concern: 'x',
      words: 'y',
    });
    expect(status).toBe(403);
  });

  test('the listed person does, and nobody else at their address', async () => {
    const team = await asInformatics();
    const [overview, concerns] = paths(team.id).map((path) => site.app.url + path);
    expect((await team.browser.request(concerns!)).status).toBe(200);
    // The clinician’s own cookie, and theirs under the team’s name.
    for (const address of [overview!, concerns!])
      expect((await open.browser.request(address)).status).toBe(401);
    const [value] = open.browser.cookies(site.app.url).values();
    const [name] = team.browser.cookies(site.app.url).keys();
    for (const address of [overview!, concerns!])
      expect((await ask(address, { headers: { cookie: `${name}=${value}` } })).status).toBe(401);
  });

  test('a concern shows the team week, tool and words, and not who wrote them', async () => {
    const fresh = await site.open();
    await site.post(fresh, `/chart/${fresh.id}/concerns?encounter=Encounter/enc-1`, {
      token: fresh.token,
      tool: 'cpoe',
      words: 'unsigned words',
    });
    const team = await asInformatics();
    const page = await (
      await team.browser.request(`${site.app.url}/overview/${team.id}/concerns`, { headers: HTML })
    ).text();
    expect(page).toContain('unsigned words');
    expect(page).not.toMatch(/Dr\. Invented|prac-1|pat-1|enc-1|\d\d:\d\d/);
  });
});
