import { grants, MemoryStore, type StoredSession } from '../../smart-launch/index.js';
import { issuerFor, launchUrl, startApp } from './practice/app.js';
import { Browser } from './practice/browser.js';
import { Ehr } from './practice/ehr.js';
import { answerEncounter, launched, readEncounter, untilCallback } from './practice/launched.js';
import { closeAll } from './practice/listen.js';

afterEach(closeAll);

const HOUR = 3_600_000;

describe('a launch ends', () => {
  test('when nobody looks at it for an hour', async () => {
    const { app, browser, page } = await launched();
    for (let i = 0; i < 3; i++) {
      app.wait(0.9 * HOUR);
      expect((await browser.open(page.url)).status).toBe(200);
    }
    app.wait(HOUR);
    expect((await browser.open(page.url)).status).toBe(404);
  });

  test('after twelve hours in any case', async () => {
    const { app, browser, page } = await launched();
    for (let hours = 0; hours < 11.5; hours += 0.5) {
      app.wait(0.5 * HOUR);
      expect((await browser.open(page.url)).status).toBe(200);
    }
    app.wait(0.5 * HOUR);
    expect((await browser.open(page.url)).status).toBe(404);
  });

  test('when the EHR refuses to refresh', async () => {
    const setting = await launched(answerEncounter);
    setting.ehr.refreshTokens.clear();
    setting.app.wait(3_000_000);
    expect(await readEncounter(setting)).toEqual({ ok: false, reason: 'session-over' });
    expect((await setting.browser.open(setting.page.url)).status).toBe(404);
    expect(setting.app.logged.map(({ event }) => event)).toContain('refresh-failed');
  });

  test('when the token is spent and there is no refresh token', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = ({ refresh_token: _, ...normal }) => normal;
    });
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    // Nearly spent is not spent.
    setting.app.wait(2_990_000);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    setting.app.wait(10_000);
    expect(await readEncounter(setting)).toEqual({ ok: false, reason: 'session-over' });
  });

  test('when a refresh speaks of another patient', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = (normal, grant) =>
        grant === 'refresh_token' ? { ...normal, patient: 'pat-2' } : normal;
    });
    setting.app.wait(3_000_000);
    expect(await readEncounter(setting)).toEqual({ ok: false, reason: 'session-over' });
    expect((await setting.browser.open(setting.page.url)).status).toBe(404);
  });

  test('when the app restarts', async () => {
    const { app, browser, page } = await launched();
    app.restart();
    expect((await browser.open(page.url)).status).toBe(404);
  });
});

describe('a launch does not end', () => {
  test('when the EHR is silent at a refresh: the next read tries again', async () => {
    const setting = await launched(answerEncounter);
    setting.ehr.token = (_req, res) => {
      res.status(503).end();
      return true;
    };
    setting.app.wait(3_000_000);
    expect(await readEncounter(setting)).toEqual({ ok: false, reason: 'server-error' });
    setting.ehr.token = () => false;
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
  });

  test('when a refresh shortly before the end gets no answer: the old token still serves', async () => {
    const setting = await launched(answerEncounter);
    setting.ehr.token = (_req, res) => {
      res.status(503).end();
      return true;
    };
    setting.app.wait(2_990_000);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
  });

  test('when the EHR forgot the access token early: 401, one refresh, once more', async () => {
    const setting = await launched(answerEncounter);
    setting.ehr.accessTokens.clear();
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    expect(setting.ehr.requests('/token')).toHaveLength(2);
  });

  test('without expires_in, until the EHR says 401', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.expiresIn = undefined;
    });
    setting.app.wait(3_000_000);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    setting.ehr.accessTokens.clear();
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    expect(setting.ehr.requests('/token')).toHaveLength(2);
  });
});

test('a token that lives for seconds is not renewed at every read', async () => {
  const setting = await launched((ehr) => {
    answerEncounter(ehr);
    ehr.expiresIn = 20;
  });
  await readEncounter(setting);
  expect(setting.ehr.requests('/token')).toHaveLength(1);
  setting.app.wait(16_000);
  await readEncounter(setting);
  expect(setting.ehr.requests('/token')).toHaveLength(2);
});

test('with a store of its own, a launch survives a restart in its middle, and goes on after one', async () => {
  const ehr = await Ehr.start();
  const sessions = new MemoryStore({ most: 10, now: Date.now });
  const app = await startApp([issuerFor(ehr)], { sessions });
  const browser = new Browser();
  const callback = await untilCallback(app, browser, launchUrl(app, ehr));
  app.restart();
  const page = await browser.open(callback);
  app.restart();
  expect((await browser.open(page.url)).status).toBe(200);
});

describe('logout', () => {
  const logout = (
    setting: { app: { url: string }; session: { id: string }; browser: Browser },
    headers = {},
  ) =>
    setting.browser.request(`${setting.app.url}/logout/${setting.session.id}`, { method: 'POST', headers });

  test('ends this launch, tells the EHR, and leaves the others', async () => {
    const setting = await launched(answerEncounter);
    const { app, browser, page, ehr } = setting;
    const other = await browser.open(launchUrl(app, ehr));
    const { problem } = (await (await logout(setting)).json()) as { problem: unknown };
    expect(problem).toMatchObject({ code: 'logged-out', status: 200 });
    expect([(await browser.open(page.url)).status, (await browser.open(other.url)).status]).toEqual([
      404, 200,
    ]);
    expect(ehr.revoked).toEqual([expect.stringMatching(/^refresh-/), expect.stringMatching(/^access-/)]);
    expect(await app.smart.fhir(setting.session).read('Encounter/enc-1')).toEqual({
      ok: false,
      reason: 'session-over',
    });
    expect(browser.cookies(app.url).size).toBe(1);
  });

  test('a form of another site, or another browser, logs nobody out', async () => {
    const setting = await launched();
    expect((await logout(setting, { origin: 'https://evil.example' })).status).toBe(404);
    expect((await logout(setting, { 'sec-fetch-site': 'cross-site' })).status).toBe(404);
    expect((await logout({ ...setting, browser: new Browser() })).status).toBe(404);
    expect((await setting.browser.open(setting.page.url)).status).toBe(200);
    expect((await logout(setting, { origin: setting.app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    );
  });

  test('an EHR without revocation, or one that refuses it, does not keep the launch open', async () => {
    for (const revocation_endpoint of [undefined, '/nowhere']) {
      const setting = await launched((ehr) => {
        ehr.configuration = (normal) => ({ ...normal, revocation_endpoint });
      });
      expect((await logout(setting)).status).toBe(200);
      expect((await setting.browser.open(setting.page.url)).status).toBe(404);
    }
  });
});

describe('cookies', () => {
  test('at most 20 launches in one browser: the oldest go first, and the header stays short', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const browser = new Browser();
    const pages: string[] = [];
    for (let i = 0; i < 24; i++) {
      pages.push((await browser.open(launchUrl(app, ehr))).url);
      app.wait(2_000);
    }
    expect(browser.cookies(app.url).size).toBe(20);
    const statuses = await Promise.all(pages.map(async (url) => (await browser.open(url)).status));
    expect(statuses).toEqual([...Array(4).fill(404), ...Array(20).fill(200)]);
    const header = [...browser.cookies(app.url)].map((pair) => pair.join('=')).join('; ');
    expect(header.length).toBeLessThan(2_500);
  });

  test('the cookie is 256 random bits, and the store keeps only its fingerprint', async () => {
    const kept: StoredSession[] = [];
    class Watched extends MemoryStore {
      override async put(id: string, stored: StoredSession) {
        kept.push(stored);
        await super.put(id, stored);
      }
    }
    const sessions = new Watched({ most: 10, now: Date.now });
    const { browser, app } = await launched(undefined, { options: { sessions } });
    const [value] = [...browser.cookies(app.url).values()];
    const [, secret] = value!.split('.');
    expect(Buffer.from(secret!, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(JSON.stringify(kept[0]!.session)).not.toMatch(/access-|refresh-/);
  });

  test('a changed cookie opens nothing', async () => {
    const { browser, page, app } = await launched();
    const cookies = browser.cookies(app.url);
    for (const [name, value] of cookies)
      cookies.set(name, `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`);
    expect((await browser.open(page.url)).status).toBe(404);
    expect((await browser.open(`${app.url}/chart/__proto__`)).status).toBe(404);
  });
});

test('standalone launch: no launch parameter, no launch scope, a link to start again', async () => {
  const ehr = await Ehr.start();
  const app = await startApp([issuerFor(ehr)]);
  ehr.context = {};
  const page = await new Browser().open(`${app.url}/standalone`);
  const { session } = JSON.parse(page.text);
  expect(session).toMatchObject({ standalone: true, fhirUser: 'Practitioner/prac-1' });
  expect(session).not.toHaveProperty('patient');
  expect(ehr.authorizations[0]).not.toHaveProperty('launch');
  expect(ehr.authorizations[0]!.scope!.split(' ')).not.toContain('launch');

  ehr.idToken = async () => 'broken';
  await new Browser().open(`${app.url}/standalone?iss=${encodeURIComponent(ehr.base)}`);
  expect(app.problems).toMatchObject([
    { code: 'id-token-malformed', retryUrl: `${app.url}/standalone?iss=${encodeURIComponent(ehr.base)}` },
  ]);
});

test.each([
  ['a path', { patient: 'Patient/1' }],
  ['the folder above', { patient: '..' }],
  ['65 characters', { patient: 'p'.repeat(65) }],
  ['a number', { patient: 17 }],
  ['a list', { patient: ['a', 'b'] }],
  ['markup', { patient: '<script>' }],
  ['an encounter that is none', { patient: 'p', encounter: 'e/../f' }],
])('a patient that is no FHIR id is refused: %s', async (_what, context) => {
  const { app, browser } = await launched((ehr) => {
    ehr.context = context;
  });
  expect(app.problems).toMatchObject([{ code: 'bad-context' }]);
  expect([app.opened, browser.cookies(app.url).size]).toEqual([[], 0]);
});

test('odd context that decides nothing is left out', async () => {
  const { session } = await launched((ehr) => {
    ehr.context = {
      patient: 'p',
      intent: 7,
      tenant: {},
      smart_style_url: 'javascript:alert(1)',
      fhirContext: 'x',
    };
  });
  for (const member of ['intent', 'tenant', 'smartStyleUrl', 'fhirContext'])
    expect(session).not.toHaveProperty(member);
});

test('of the claims only those are kept that were asked for, and only their texts', async () => {
  const ehr = await Ehr.start();
  const app = await startApp([issuerFor(ehr, { keepClaims: ['groups', 'role', 'absent'] })]);
  ehr.context = {};
  ehr.claims = { ...ehr.claims, groups: ['a', 7, { b: 1 }, 'c'], role: 'one', other: 'x' };
  const page = await new Browser().open(`${app.url}/standalone`);
  const { session } = JSON.parse(page.text);
  expect(session.claims).toEqual({ groups: ['a', 'c'], role: ['one'], absent: [] });
});

test('members that are null are absent, and token_type is read in any case', async () => {
  const { session, app } = await launched((ehr) => {
    ehr.tokenAnswer = (normal) => ({
      ...normal,
      token_type: 'BEARER',
      refresh_token: null,
      encounter: null,
      tenant: null,
    });
  });
  expect(app.problems).toEqual([]);
  expect(session.patient).toBe('pat-1');
});

test('nothing that is logged names a patient, a person or a token', async () => {
  const setting = await launched(answerEncounter);
  setting.app.wait(3_000_000);
  await readEncounter(setting);
  await setting.app.smart.fhir(setting.session).read('Patient/pat-1');
  await setting.browser.open(`${setting.app.url}/callback?state=x`);
  const logged = JSON.stringify(setting.app.logged);
  expect(logged).toContain('launch-opened');
  expect(logged).not.toMatch(/pat-1|enc-1|prac-1|Invented|access-|refresh-|launch-1"/);
  expect(logged).not.toContain(setting.session.id);
});

test('the store in memory gives a pending launch once', async () => {
  const store = new MemoryStore({ most: 3, now: () => 0 });
  const pending = { iss: 'i', codeVerifier: 'v', nonce: 'n', standalone: false, expiresAt: 1 };
  await store.putPending('key', pending);
  expect(await Promise.all([store.takePending('key'), store.takePending('key')])).toEqual([
    pending,
    undefined,
  ]);
});

test('the store in memory is bounded', async () => {
  const store = new MemoryStore({ most: 3, now: () => 0 });
  for (let i = 0; i < 5; i++) await store.putUsed(String(i), { session: 'x', expiresAt: 1 });
  expect(await Promise.all([0, 1, 2, 3, 4].map((i) => store.getUsed(String(i))))).toEqual([
    undefined,
    undefined,
    expect.anything(),
    expect.anything(),
    expect.anything(),
  ]);
});

test.each([
  ['patient/Encounter.read', true, true],
  ['user/*.*', true, true],
  ['user/*.read', true, true],
  ['system/Encounter.rs', true, true],
  ['user/Encounter.r', true, false],
  ['user/Encounter.s', false, true],
  ['user/Encounter.cruds', true, true],
  ['user/Encounter.cud', false, false],
  ['user/Encounter.write', false, false],
  ['user/Encounter.rs?class=AMB', true, true],
  ['user/EncounterX.rs', false, false],
  ['user/Observation.rs', false, false],
  ['user/Encounter.', false, false],
  ['user/Encounter.sr', false, false],
  ['launch/Encounter.rs', false, false],
])('grants: %s', (scope, read, search) => {
  expect(grants(['openid', scope], 'Encounter', 'read')).toBe(read);
  expect(grants(['openid', scope], 'Encounter', 'search')).toBe(search);
});
