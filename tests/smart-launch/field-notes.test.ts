import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from 'jose';
import { grants } from '../../smart-launch/index.js';
import { issuerFor, launchUrl, startApp } from './practice/app.js';
import { Browser } from './practice/browser.js';
import { Ehr } from './practice/ehr.js';
import { keyPair } from './practice/keys.js';
import { answerEncounter, launched, readEncounter, untilCallback } from './practice/launched.js';
import { closeAll } from './practice/listen.js';

afterEach(closeAll);

/** Well under the time after which an idle launch ends. */
const TOKEN_LIFE_MS = 3_000_000;

/** A test for each trap of the notes on SMART launch, by its name there. */
describe('discovery', () => {
  test('{iss}/.well-known/smart-configuration, Accept: application/json', async () => {
    const { ehr } = await launched();
    const [request, ...more] = ehr.requests('/fhir/.well-known/smart-configuration');
    expect(request!.headers.accept).toBe('application/json');
    expect(more).toEqual([]);
  });

  test('relative URLs resolve against the FHIR base', async () => {
    const { app, page } = await launched((ehr) => {
      ehr.configuration = (normal) => ({
        ...normal,
        authorization_endpoint: '../authorize',
        token_endpoint: '/token',
      });
    });
    expect(app.problems).toEqual([]);
    expect(page.url).toContain('/chart/');
  });

  test('not the racing one, that takes the fastest of three endpoints', async () => {
    const { app, ehr } = await launched();
    expect(app.sent[0]).toBe(`${ehr.base}/.well-known/smart-configuration`);
    expect(app.sent.filter((url) => /metadata|fhir\/\.well-known\/openid/.test(url))).toEqual([]);
  });

  test('nextPage() never sends the bearer token to another origin', async () => {
    const elsewhere = await Ehr.start();
    const { ehr, app, session } = await launched();
    ehr.fhir = (req, res) =>
      void res.json({
        resourceType: 'Bundle',
        link: [
          { relation: 'self', url: ehr.base + req.url },
          { relation: 'next', url: `${elsewhere.base}/Encounter?page=2` },
        ],
      });
    const answer = await app.smart.fhir(session).search('Encounter', { patient: 'pat-1' });
    expect(answer).toEqual({ ok: false, reason: 'unsafe-url' });
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('issuers', () => {
  test('only allow-listed iss; anything else is refused before any request leaves', async () => {
    const [ehr, rogue] = [await Ehr.start(), await Ehr.start()];
    const app = await startApp([issuerFor(ehr)]);
    const browser = new Browser();
    for (const iss of [
      rogue.base,
      `${ehr.base}/`,
      `${ehr.base}@${new URL(rogue.base).host}`,
      ehr.base.toUpperCase(),
    ]) {
      await browser.open(`${app.url}/launch?${new URLSearchParams({ iss, launch: 'x' })}`);
      await browser.open(`${app.url}/standalone?${new URLSearchParams({ iss })}`);
    }
    expect(app.problems.map(({ code }) => code)).toEqual(Array(8).fill('unknown-issuer'));
    expect([app.sent, rogue.seen, ehr.seen, browser.setCookies]).toEqual([[], [], [], []]);
  });

  test('each with its own client id and credentials', async () => {
    const [one, two] = [await Ehr.start(), await Ehr.start()];
    const app = await startApp([
      issuerFor(one, { clientId: 'at-one' }),
      issuerFor(two, { clientId: 'at-two', auth: 'client_secret_basic', clientSecret: 'secret-two' }),
    ]);
    await new Browser().open(launchUrl(app, one));
    await new Browser().open(launchUrl(app, two));
    expect(app.opened.map(({ issuer }) => issuer)).toEqual([one.base, two.base]);
    expect(one.requests('/token')[0]!.body.client_id).toBe('at-one');
    expect(JSON.stringify(one.seen)).not.toContain('two');
  });
});

describe('authorize', () => {
  test('aud equals iss exactly', async () => {
    const { ehr } = await launched();
    expect(ehr.authorizations[0]!.aud).toBe(ehr.base);
  });

  test('launch echoed unchanged', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const launch = 'a+b/c==.%20&é ~"<x>';
    await new Browser().open(launchUrl(app, ehr, launch));
    expect(ehr.authorizations[0]!.launch).toBe(launch);
  });

  test('state ≥122 bits', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    for (let i = 0; i < 3; i++) await new Browser().open(launchUrl(app, ehr));
    const states = ehr.authorizations.map(({ state }) => state!.split('.')[1]!);
    expect(new Set(states).size).toBe(3);
    for (const state of states)
      expect(Buffer.from(state, 'base64url').length * 8).toBeGreaterThanOrEqual(122);
  });

  test('PKCE S256 always, also when the EHR does not list it', async () => {
    const { ehr, app } = await launched((ehr) => {
      ehr.configuration = (normal) => ({ ...normal, code_challenge_methods_supported: ['plain'] });
    });
    expect(app.problems).toEqual([]);
    expect(ehr.authorizations[0]).toMatchObject({
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('one-time state', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    await browser.open(callback);
    await browser.open(callback);
    expect(ehr.requests('/token')).toHaveLength(1);
    expect(app.opened.map(({ id }) => id)).toEqual([app.opened[0]!.id, app.opened[0]!.id]);
  });

  test('state bound to the browser that started', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const [mine, other] = [new Browser(), new Browser()];
    const callback = await untilCallback(app, mine, launchUrl(app, ehr));
    await other.open(callback);
    expect(app.problems.map(({ code }) => code)).toEqual(['other-browser']);
    expect(ehr.requests('/token')).toEqual([]);
    // And the other browser's attempt has not spent it.
    expect((await mine.open(callback)).url).toContain('/chart/');
  });

  test('after the callback a redirect to a clean URL, so that a reload works', async () => {
    const { browser, page } = await launched();
    expect(new URL(page.url).search).toBe('');
    const again = await browser.open(page.url);
    expect([again.status, again.text]).toEqual([200, page.text]);
  });
});

describe('clients', () => {
  test('public', async () => {
    const { ehr } = await launched();
    const [request] = ehr.requests('/token');
    expect(request!.body).toMatchObject({ client_id: 'mission-audit', grant_type: 'authorization_code' });
    expect(request!.headers.authorization).toBeUndefined();
  });

  test('client_secret_basic', async () => {
    const { ehr } = await launched(undefined, {
      issuer: { auth: 'client_secret_basic', clientSecret: 'a secret:with+signs' },
    });
    const [request] = ehr.requests('/token');
    const [id, secret] = Buffer.from(request!.headers.authorization!.slice('Basic '.length), 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    expect([id, secret]).toEqual(['mission-audit', 'a secret:with+signs']);
    expect(request!.body.client_secret).toBeUndefined();
  });

  test.each(['RS384', 'ES384'] as const)(
    'private_key_jwt (%s): typ, kid, aud = token endpoint, exp ≤ 5 min, fresh jti each time, also on refresh; iss = sub = client id',
    async (alg) => {
      const { privateJwk, publicJwk } = await keyPair(alg, 'client-1');
      const setting = await launched(answerEncounter, {
        issuer: { auth: 'private_key_jwt', keys: [privateJwk] },
      });
      const { ehr, app } = setting;
      app.wait(TOKEN_LIFE_MS);
      await readEncounter(setting);
      const assertions = ehr.requests('/token').map(({ body }) => body.client_assertion!);
      expect(ehr.requests('/token').map(({ body }) => body.grant_type)).toEqual([
        'authorization_code',
        'refresh_token',
      ]);
      for (const assertion of assertions) {
        const { payload } = await jwtVerify(assertion, await importJWK(publicJwk, alg), {
          audience: `${ehr.origin}/token`,
          issuer: 'mission-audit',
          subject: 'mission-audit',
        });
        expect(decodeProtectedHeader(assertion)).toEqual({ alg, kid: 'client-1', typ: 'JWT' });
        expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
      }
      expect(new Set(assertions.map((assertion) => decodeJwt(assertion).jti)).size).toBe(2);
    },
  );

  test('public keys at /.well-known/jwks.json, with rotation', async () => {
    const ehr = await Ehr.start();
    const [next, current] = [await keyPair('ES384', 'key-2'), await keyPair('RS384', 'key-1')];
    const app = await startApp([
      issuerFor(ehr, { auth: 'private_key_jwt', keys: [current.privateJwk, next.privateJwk] }),
      issuerFor({ base: `${ehr.base}/other` }, { auth: 'private_key_jwt', keys: [next.privateJwk] }),
    ]);
    const response = await fetch(`${app.url}/.well-known/jwks.json`);
    const text = await response.text();
    expect(response.headers.get('cache-control')).toMatch(/max-age=\d+/);
    const { keys } = JSON.parse(text) as { keys: Record<string, string>[] };
    expect(keys.map(({ kid }) => kid)).toEqual(['key-1', 'key-2']);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'e', 'key_ops', 'kid', 'kty', 'n', 'use']);
    expect(Object.keys(keys[1]!).sort()).toEqual(['alg', 'crv', 'key_ops', 'kid', 'kty', 'use', 'x', 'y']);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const)
      for (const { privateJwk } of [current, next])
        if (privateJwk[secret]) expect(text).not.toContain(privateJwk[secret]);
  });
});

describe('id_token', () => {
  test('keys by issuer → openid-configuration → jwks', async () => {
    const { ehr, app } = await launched((ehr) => {
      ehr.configuration = ({ jwks_uri: _, ...normal }) => normal;
    });
    expect(app.problems).toEqual([]);
    expect(ehr.requests('/.well-known/openid-configuration')).toHaveLength(1);
    expect(ehr.requests('/jwks')).toHaveLength(1);
  });

  test('real servers omit kid', async () => {
    const [one, two, three] = [await keyPair('ES256'), await keyPair('ES256'), await keyPair('ES256')];
    const ehr = await Ehr.start(two);
    ehr.jwks = { keys: [one.publicJwk, two.publicJwk, three.publicJwk] };
    const app = await startApp([issuerFor(ehr)]);
    const page = await new Browser().open(launchUrl(app, ehr));
    expect([app.problems, page.status]).toEqual([[], 200]);
  });

  test('real servers use an issuer other than the FHIR base', async () => {
    const issuer = 'https://login.example.org/oauth2';
    const configured = await launched((ehr) => {
      ehr.claims.iss = issuer;
      ehr.configuration = (normal) => ({ ...normal, issuer });
    });
    expect(configured.app.problems).toEqual([]);
    const listed = await launched(
      (ehr) => {
        ehr.claims.iss = issuer;
      },
      {
        issuer: { oidcIssuers: [issuer] },
      },
    );
    expect(listed.app.problems).toEqual([]);
    const neither = await launched((ehr) => {
      ehr.claims.iss = issuer;
    });
    expect(neither.app.problems[0]!.code).toBe('id-token-issuer');
  });

  test('real servers send relative fhirUser', async () => {
    const users = async (fhirUser: (ehr: Ehr) => unknown) =>
      (
        await launched((ehr) => {
          ehr.claims.fhirUser = fhirUser(ehr);
        })
      ).session.fhirUser;
    expect(await users(() => 'Practitioner/p-1')).toBe('Practitioner/p-1');
    expect(await users((ehr) => `${ehr.base}/Practitioner/p-1/_history/3`)).toBe('Practitioner/p-1');
    expect(await users(() => 'https://other.example/r4/Practitioner/p-1')).toBe(
      'https://other.example/r4/Practitioner/p-1',
    );
    for (const odd of [
      17,
      'Practitioner/../x',
      '<b>',
      'Practitioner/..',
      'javascript:alert(1)//Practitioner/1',
    ])
      expect(await users(() => odd)).toBeUndefined();
  });

  test('a refreshed id_token may lack aud and nonce', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.idToken = (claims, refreshed) => {
        const { aud: _, nonce: __, ...bare } = claims;
        return ehr.sign(refreshed ? bare : claims);
      };
    });
    setting.app.wait(TOKEN_LIFE_MS);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    expect(setting.ehr.requests('/token')).toHaveLength(2);
  });

  test('never accept alg: none or HMAC', async () => {
    const none = await launched((ehr) => {
      ehr.idToken = async (claims) =>
        [{ alg: 'none' }, claims]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')
          .concat('.');
    });
    expect(none.app.problems[0]!.code).toBe('id-token-algorithm');
    const hmac = await launched((ehr) => {
      // The classic: the public key, which everybody has, taken as the secret of an HMAC.
      const secret = new TextEncoder().encode(JSON.stringify(ehr.keys.publicJwk));
      ehr.idToken = (claims) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'ehr-1' }).sign(secret);
    });
    expect(hmac.app.problems[0]!.code).toBe('id-token-algorithm');
    expect([none.app.opened, hmac.app.opened]).toEqual([[], []]);
  });
});

describe('access tokens', () => {
  test('are opaque: use expires_in', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.expiresIn = 120;
    });
    await readEncounter(setting);
    expect(setting.ehr.requests('/token')).toHaveLength(1);
    setting.app.wait(100_000);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });
    expect(setting.ehr.requests('/token')).toHaveLength(2);
  });

  test('refresh is single-flight', async () => {
    const setting = await launched(answerEncounter);
    setting.app.wait(TOKEN_LIFE_MS);
    const answers = await Promise.all(Array.from({ length: 20 }, () => readEncounter(setting)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(setting.ehr.requests('/token')).toHaveLength(2);
  });

  test('replace a rotated refresh token', async () => {
    const setting = await launched(answerEncounter);
    for (let i = 0; i < 3; i++) {
      setting.app.wait(TOKEN_LIFE_MS);
      expect(await readEncounter(setting)).toMatchObject({ ok: true });
    }
    const used = setting.ehr
      .requests('/token')
      .slice(1)
      .map(({ body }) => body.refresh_token);
    expect(new Set(used).size).toBe(3);
  });

  test('without a new refresh token the old one stays', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = ({ refresh_token: refresh, ...normal }, grant) => {
        if (grant === 'authorization_code') return { ...normal, refresh_token: refresh };
        const before = ehr.requests('/token').at(-1)!.body.refresh_token!;
        ehr.refreshTokens.set(before, ehr.refreshTokens.get(String(refresh))!);
        return normal;
      };
    });
    for (let i = 0; i < 2; i++) {
      setting.app.wait(TOKEN_LIFE_MS);
      expect(await readEncounter(setting)).toMatchObject({ ok: true });
    }
  });

  test('trust the presence of refresh_token, not the returned scope', async () => {
    const setting = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = (normal) => ({ ...normal, scope: 'openid user/Encounter.r' });
    });
    setting.app.wait(TOKEN_LIFE_MS);
    expect(await readEncounter(setting)).toMatchObject({ ok: true });

    const listedOnly = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = ({ refresh_token: _, ...normal }) => normal;
    });
    listedOnly.app.wait(TOKEN_LIFE_MS);
    expect(await readEncounter(listedOnly)).toEqual({ ok: false, reason: 'session-over' });
  });

  test('adapt to the scopes granted', async () => {
    const { app, ehr, session } = await launched((ehr) => {
      answerEncounter(ehr);
      ehr.tokenAnswer = (normal) => ({ ...normal, scope: 'openid user/Encounter.r' });
    });
    const fhir = app.smart.fhir(session);
    expect(await fhir.read('Encounter/enc-1')).toMatchObject({ ok: true });
    expect(await fhir.search('Encounter', {})).toEqual({ ok: false, reason: 'denied-scope' });
    expect(await fhir.read('Patient/pat-1')).toEqual({ ok: false, reason: 'denied-scope' });
    expect(ehr.requests('/fhir/Patient/pat-1')).toEqual([]);
  });

  test('v1 or v2 scope syntax per issuer', async () => {
    const [one, two] = [await Ehr.start(), await Ehr.start()];
    const app = await startApp([
      issuerFor(one, { scopes: 'launch openid user/Encounter.read' }),
      issuerFor(two, { scopes: 'openid user/Encounter.rs' }),
    ]);
    await new Browser().open(launchUrl(app, one));
    await new Browser().open(launchUrl(app, two));
    expect([one, two].map(({ authorizations }) => authorizations[0]!.scope)).toEqual([
      'launch openid user/Encounter.read',
      'launch openid user/Encounter.rs',
    ]);
    for (const { scopesGranted } of app.opened)
      expect(grants(scopesGranted, 'Encounter', 'search')).toBe(true);
  });
});

describe('context', () => {
  test('patient, encounter, intent, need_patient_banner, smart_style_url, tenant, fhirContext', async () => {
    const fhirContext = [
      { reference: 'ImagingStudy/1', role: 'https://example.org/role' },
      { canonical: 'https://q.example/1' },
    ];
    const { session, ehr } = await launched((ehr) => {
      ehr.context = {
        patient: 'p-1.a',
        encounter: 'e-1',
        intent: 'summary-timeline-view',
        need_patient_banner: false,
        smart_style_url: '/style.json',
        tenant: 'clinic-7',
        fhirContext: [...fhirContext, 'not an object', { role: 'alone' }],
      };
    });
    expect(session).toMatchObject({
      patient: 'p-1.a',
      encounter: 'e-1',
      intent: 'summary-timeline-view',
      needPatientBanner: false,
      smartStyleUrl: `${ehr.origin}/style.json`,
      tenant: 'clinic-7',
      fhirContext,
    });
  });

  test('intent unknown → default view: it is handed on as it is and ends no launch', async () => {
    const { session } = await launched((ehr) => {
      ehr.context = { patient: 'p-1', intent: 'dance\u202e\n' };
    });
    expect(session.intent).toBe('dance');
  });

  test('no encounter: the launch opens and says so', async () => {
    const { session } = await launched((ehr) => {
      ehr.context = { patient: 'p-1', encounter: null };
    });
    expect(session).toMatchObject({ patient: 'p-1' });
    expect(session).not.toHaveProperty('encounter');
  });

  test('whose chart it is is shown whenever the banner is asked for, or not spoken of', async () => {
    const { session } = await launched((ehr) => {
      ehr.context = { patient: 'p-1' };
    });
    expect(session.needPatientBanner).toBe(true);
  });
});

describe("in an EHR's iframe", () => {
  test('__Host- cookie per launch, SameSite=None; Secure; Partitioned', async () => {
    const { browser, page } = await launched();
    for (const line of browser.setCookies)
      for (const attribute of [
        /^__Host-ma-/,
        /; Path=\//,
        /; HttpOnly/,
        /; Secure/,
        /; SameSite=None/,
        /; Partitioned/,
      ])
        expect(line).toMatch(attribute);
    expect(browser.setCookies.join()).not.toMatch(/Domain=/i);
    expect(browser.cookies(page.url).size).toBe(1);
  });

  test('a session id in the URL is never enough', async () => {
    const { page, app, ehr } = await launched();
    expect((await new Browser().open(page.url)).status).toBe(404);
    // Nor with the cookie of another launch.
    const other = new Browser();
    const theirs = await other.open(launchUrl(app, ehr));
    expect([theirs.status, (await other.open(page.url)).status]).toEqual([200, 404]);
  });

  test('/launch sets the cookie and redirects to itself once', async () => {
    const { app, page } = await launched();
    const own = page.hops.filter((hop) => hop.startsWith(`${app.url}/launch`));
    expect(own).toHaveLength(2);
    expect(own[1]).toMatch(/&check=[\w-]{22}$/);
  });

  test('if it does not come back, nothing is sent to the EHR and one link opens the same launch in a tab of its own', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const framed = new Browser();
    framed.keepsCookies = false;
    const page = await framed.open(launchUrl(app, ehr, 'the same'));
    const { ownTab } = JSON.parse(page.text) as { ownTab: string };
    expect([app.sent, ehr.seen]).toEqual([[], []]);
    const opened = await new Browser().open(ownTab);
    expect(opened.url).toContain('/chart/');
    expect(ehr.authorizations[0]!.launch).toBe('the same');
    // And where that tab keeps none either, the page says so instead of going round.
    await framed.open(ownTab);
    expect(app.problems).toMatchObject([{ code: 'cookies-blocked', retryUrl: ownTab }]);
  });

  test('keep the whole flow in one frame: every step is a redirect', async () => {
    const { page, app, ehr } = await launched();
    expect(page.hops.map((hop) => new URL(hop).origin + new URL(hop).pathname)).toEqual([
      `${app.url}/launch`,
      `${app.url}/launch`,
      `${ehr.origin}/authorize`,
      `${app.url}/callback`,
      page.url,
    ]);
  });

  test('every session by launch, not by browser: two charts open in two tabs never mix patients', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const browser = new Browser();
    const callbacks: string[] = [];
    for (const launch of ['for a', 'for b'])
      callbacks.push(await untilCallback(app, browser, launchUrl(app, ehr, launch)));
    // The later launch comes back first.
    ehr.context = { patient: 'patient-b' };
    const second = await browser.open(callbacks[1]!);
    ehr.context = { patient: 'patient-a' };
    const first = await browser.open(callbacks[0]!);
    const patient = async (url: string) => JSON.parse((await browser.open(url)).text).session.patient;
    expect([await patient(first.url), await patient(second.url)]).toEqual(['patient-a', 'patient-b']);
  });

  test("frame-ancestors names the EHR's origins", async () => {
    const ehr = await Ehr.start();
    const app = await startApp([
      issuerFor(ehr, { frameAncestors: ['https://ehr.example', 'https://portal.example'] }),
      issuerFor(
        { base: 'https://two.example/fhir' },
        { frameAncestors: ['https://two.example', 'https://ehr.example'] },
      ),
    ]);
    expect(app.smart.frameAncestors()).toEqual([
      'https://ehr.example',
      'https://portal.example',
      'https://two.example',
    ]);
    expect(app.smart.frameAncestors(ehr.base)).toEqual(['https://ehr.example', 'https://portal.example']);
    expect(app.smart.frameAncestors('https://nobody.example')).toEqual([]);
  });

  test('OAuth errors in the callback are shown as themselves', async () => {
    const { app, page } = await launched((ehr) => {
      ehr.authorize = (query) => {
        const back = new URL(query.redirect_uri!);
        const error_description = 'Not on duty\r\n\u202e<script>alert(1)</script>';
        back.search = new URLSearchParams({
          error: 'access_denied',
          error_description,
          state: query.state!,
        }).toString();
        return back;
      };
    });
    expect(page.status).toBe(403);
    expect(app.problems).toMatchObject([{ code: 'ehr-refused', status: 403 }]);
    // Plain text for the page to escape; what could turn or break a line is gone.
    expect(app.problems[0]!.detail).toContain('"access_denied": Not on duty <script>alert(1)</script>');
  });
});

describe('searching', () => {
  test('AuditEvent by entity=Encounter/…; an unknown parameter may be silently ignored: check the self link', async () => {
    const { app, ehr, session } = await launched();
    ehr.fhir = (req, res) => {
      const self = `${ehr.base}/AuditEvent?entity=${encodeURIComponent(String(req.query.entity))}`;
      res.json({
        resourceType: 'Bundle',
        type: 'searchset',
        total: 0,
        link: [{ relation: 'self', url: self }],
      });
    };
    const fhir = app.smart.fhir(session);
    const asked = { entity: 'Encounter/enc-1', _count: 100 };
    expect(await fhir.search('AuditEvent', asked)).toMatchObject({ ok: true, total: 0, ignoredParams: [] });
    expect(await fhir.search('AuditEvent', { ...asked, encounter: 'enc-1' })).toMatchObject({
      ok: true,
      ignoredParams: ['encounter'],
    });
    expect(ehr.requests('/fhir/AuditEvent')[0]!.url).toContain('entity=Encounter%2Fenc-1');
  });

  test('many EHRs expose no AuditEvent at all', async () => {
    const { app, session } = await launched();
    expect(await app.smart.fhir(session).search('AuditEvent', { entity: 'Encounter/enc-1' })).toEqual({
      ok: false,
      reason: 'not-found',
      status: 404,
    });
  });
});
