import { issuerFor, launchUrl, startApp } from './practice/app.js';
import { Browser } from './practice/browser.js';
import { Ehr } from './practice/ehr.js';
import { keyPair } from './practice/keys.js';
import { launched, untilCallback } from './practice/launched.js';
import { closeAll } from './practice/listen.js';

afterEach(closeAll);

async function two() {
  const ehr = await Ehr.start();
  const app = await startApp([issuerFor(ehr)]);
  return { ehr, app, codes: () => app.problems.map(({ code }) => code) };
}

describe('the callback', () => {
  test('login CSRF: the attacker’s own answer, opened in the victim’s browser, opens nothing', async () => {
    const { ehr, app, codes } = await two();
    const [attacker, victim] = [new Browser(), new Browser()];
    const theirs = await untilCallback(app, attacker, launchUrl(app, ehr));
    // The victim has launches of their own, so there are cookies; just not that one.
    await victim.open(launchUrl(app, ehr));
    await victim.open(theirs);
    expect(codes()).toEqual(['other-browser']);
    expect(ehr.requests('/token')).toHaveLength(1);
  });

  test('login CSRF: a cookie of the right name is not enough, its secret must be the one', async () => {
    const { ehr, app, codes } = await two();
    const [attacker, victim] = [new Browser(), new Browser()];
    const theirs = await untilCallback(app, attacker, launchUrl(app, ehr));
    for (const name of attacker.cookies(app.url).keys()) victim.cookies(app.url).set(name, '1.planted');
    await victim.open(theirs);
    expect(codes()).toEqual(['launch-unknown']);
    expect(ehr.requests('/token')).toEqual([]);
  });

  test('state replay: a state is good once, at the same time too', async () => {
    const { ehr, app } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    await Promise.all(Array.from({ length: 5 }, () => browser.open(callback)));
    expect(ehr.requests('/token')).toHaveLength(1);
    expect(new Set(app.opened.map(({ id }) => id)).size).toBe(1);
  });

  test('code injection from another launch: PKCE ties a code to the launch that asked for it', async () => {
    const { ehr, app, codes } = await two();
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = new URL(await untilCallback(app, victim, launchUrl(app, ehr))).searchParams.get('code')!;
    const own = new URL(await untilCallback(app, attacker, launchUrl(app, ehr)));
    own.searchParams.set('code', stolen);
    await attacker.open(own.href);
    expect(codes()).toEqual(['token-refused']);
    expect(app.problems[0]!.detail).toContain('"invalid_grant"');
    expect(app.opened).toEqual([]);
  });

  test('mix-up of two issuers: an answer that names another issuer is refused, and its code goes nowhere', async () => {
    const [honest, evil] = [await Ehr.start(), await Ehr.start()];
    const app = await startApp([issuerFor(honest), issuerFor(evil)]);
    const browser = new Browser();
    const callback = new URL(await untilCallback(app, browser, launchUrl(app, honest)));
    callback.searchParams.set('iss', evil.origin);
    await browser.open(callback.href);
    expect(app.problems).toMatchObject([{ code: 'wrong-issuer' }]);
    expect([honest.requests('/token'), evil.requests('/token')]).toEqual([[], []]);
  });

  test('mix-up of two issuers: without a name, the code goes only to the issuer that the state was made for', async () => {
    const [honest, evil] = [await Ehr.start(), await Ehr.start()];
    const app = await startApp([issuerFor(honest), issuerFor(evil)]);
    const browser = new Browser();
    const atHonest = new URL(await untilCallback(app, browser, launchUrl(app, honest)));
    const atEvil = new URL(await untilCallback(app, browser, launchUrl(app, evil)));
    atHonest.searchParams.set('code', atEvil.searchParams.get('code')!);
    await browser.open(atHonest.href);
    expect(app.problems).toMatchObject([{ code: 'token-refused' }]);
    expect(evil.requests('/token')).toEqual([]);
  });

  test('an EHR that says it names its issuer in every answer (RFC 9207) must do so', async () => {
    const named = await launched((ehr) => {
      ehr.configuration = (normal) => ({ ...normal, authorization_response_iss_parameter_supported: true });
      ehr.authorize = (_query, back) => {
        back.searchParams.set('iss', ehr.origin);
        return back;
      };
    });
    expect(named.page.url).toContain('/chart/');
    const unnamed = await launched((ehr) => {
      ehr.configuration = (normal) => ({ ...normal, authorization_response_iss_parameter_supported: true });
    });
    expect(unnamed.app.problems).toMatchObject([{ code: 'bad-token-answer' }]);
    expect(unnamed.ehr.requests('/token')).toEqual([]);
  });

  test('session fixation: id and cookie are new after the login', async () => {
    const { ehr, app } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    const before = new Map(browser.cookies(app.url));
    const page = await browser.open(callback);
    const after = browser.cookies(app.url);
    expect([before.size, after.size]).toEqual([1, 1]);
    expect([...after.keys()]).not.toEqual([...before.keys()]);
    expect([...after.values()]).not.toEqual([...before.values()]);
    const state = new URL(callback).searchParams.get('state')!;
    expect(page.url).not.toContain(state.split('.')[0]);
    // Whoever planted or saw the first cookie holds nothing.
    const thief = new Browser();
    for (const [name, value] of before) thief.cookies(app.url).set(name, value);
    expect((await thief.open(page.url)).status).toBe(404);
  });

  test('a server restart in mid-launch ends in a page that says to start again', async () => {
    const { ehr, app } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    app.restart();
    await browser.open(callback);
    expect(app.problems).toMatchObject([{ code: 'launch-unknown', status: 400 }]);
    expect(app.problems[0]!.detail).toContain('Start the app again from the chart');
    expect(ehr.requests('/token')).toEqual([]);
  });

  test('a login that took too long ends so too', async () => {
    const { ehr, app, codes } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    app.wait(600_000);
    await browser.open(callback);
    expect(codes()).toEqual(['launch-unknown']);
  });

  test('an error nobody asked for does not put its words on our page', async () => {
    const { app } = await two();
    const words = { error: 'access_denied', error_description: 'Call this number now' };
    await new Browser().open(`${app.url}/callback?${new URLSearchParams(words)}`);
    await new Browser().open(`${app.url}/callback?${new URLSearchParams({ error: 'Call this number' })}`);
    await new Browser().open(
      `${app.url}/callback?${new URLSearchParams({ ...words, state: `${'a'.repeat(22)}.x` })}`,
    );
    expect(app.problems.map(({ code }) => code)).toEqual(['ehr-refused', 'launch-unknown', 'other-browser']);
    expect(JSON.stringify(app.problems)).not.toContain('number');
  });

  test('a code spent already: the open launch comes back, and without its cookie a clear page', async () => {
    const { ehr, app, codes } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    const first = await browser.open(callback);
    expect((await browser.open(callback)).url).toBe(first.url);
    await new Browser().open(callback);
    expect(codes()).toEqual(['launch-used']);
  });
});

describe('id_token', () => {
  const cases: [string, string, (ehr: Ehr) => void][] = [
    [
      'another app’s aud',
      'id-token-audience',
      (ehr) => {
        ehr.claims = { ...ehr.claims, aud: 'another' };
      },
    ],
    [
      'an aud for several, issued to another',
      'id-token-audience',
      (ehr) => {
        ehr.claims = { ...ehr.claims, aud: ['mission-audit', 'another'], azp: 'another' };
      },
    ],
    [
      'no aud',
      'id-token-audience',
      (ehr) => {
        ehr.claims = { ...ehr.claims, aud: undefined as never };
      },
    ],
    [
      'another issuer',
      'id-token-issuer',
      (ehr) => {
        ehr.claims = { ...ehr.claims, iss: 'https://evil.example' };
      },
    ],
    [
      'no issuer',
      'id-token-issuer',
      (ehr) => {
        ehr.claims = { ...ehr.claims, iss: undefined as never };
      },
    ],
    [
      'another nonce',
      'id-token-nonce',
      (ehr) => {
        ehr.claims = { ...ehr.claims, nonce: 'another' };
      },
    ],
    [
      'no nonce',
      'id-token-nonce',
      (ehr) => {
        ehr.claims = { ...ehr.claims, nonce: undefined };
      },
    ],
    [
      'expired',
      'id-token-expired',
      (ehr) => {
        ehr.claims = { ...ehr.claims, exp: Math.floor(Date.now() / 1000) - 120 };
      },
    ],
    [
      'no expiry',
      'id-token-claims',
      (ehr) => {
        ehr.claims = { ...ehr.claims, exp: undefined as never };
      },
    ],
    [
      'nobody',
      'id-token-claims',
      (ehr) => {
        ehr.claims = { ...ehr.claims, sub: '' };
      },
    ],
    [
      'no JWT',
      'id-token-malformed',
      (ehr) => {
        ehr.idToken = async () => 'a.b.c';
      },
    ],
    [
      'a number',
      'id-token-malformed',
      (ehr) => {
        ehr.tokenAnswer = (normal) => ({ ...normal, id_token: 7 });
      },
    ],
    [
      'none, although openid was granted',
      'id-token-missing',
      (ehr) => {
        ehr.tokenAnswer = ({ id_token: _, ...normal }) => normal;
      },
    ],
    [
      'keys that cannot be had',
      'id-token-keys',
      (ehr) => {
        ehr.jwks = { no: 'keys' };
      },
    ],
  ];
  test.each(cases)('%s: %s', async (_what, code, prepare) => {
    const { app, browser, ehr } = await launched(prepare);
    expect(app.problems.map((problem) => problem.code)).toEqual([code]);
    expect([app.opened, browser.cookies(app.url).size]).toEqual([[], 0]);
    expect(JSON.stringify([app.problems, app.logged])).not.toMatch(/user-1|Invented|access-/);
    expect(ehr.seen.filter(({ url }) => url.includes('evil'))).toEqual([]);
  });

  test('wrong signature: another key under the right kid', async () => {
    const ehr = await Ehr.start(await keyPair('ES256', 'ehr-1'));
    ehr.jwks = { keys: [(await keyPair('ES256', 'ehr-1')).publicJwk] };
    const app = await startApp([issuerFor(ehr)]);
    await new Browser().open(launchUrl(app, ehr));
    expect(app.problems).toMatchObject([{ code: 'id-token-signature' }]);
  });

  test('none is fine when openid was not granted', async () => {
    const { app, session } = await launched((ehr) => {
      ehr.tokenAnswer = ({ id_token: _, ...normal }) => ({ ...normal, scope: 'launch user/Encounter.rs' });
    });
    expect(app.problems).toEqual([]);
    expect(session).not.toHaveProperty('fhirUser');
  });

  test('a refreshed one of another login ends the launch', async () => {
    const { app, ehr, session } = await launched((ehr) => {
      ehr.idToken = (claims, refreshed) => ehr.sign(refreshed ? { ...claims, nonce: 'another' } : claims);
    });
    app.wait(3_000_000);
    expect(await app.smart.fhir(session).read('Encounter/enc-1')).toEqual({
      ok: false,
      reason: 'session-over',
    });
    expect(ehr.requests('/token')).toHaveLength(2);
  });

  test('a refreshed one about another person ends the launch', async () => {
    const { app, ehr, session, browser, page } = await launched((ehr) => {
      ehr.idToken = (claims, refreshed) => ehr.sign(refreshed ? { ...claims, sub: 'user-2' } : claims);
    });
    app.wait(3_000_000);
    expect(await app.smart.fhir(session).read('Encounter/enc-1')).toEqual({
      ok: false,
      reason: 'session-over',
    });
    expect((await browser.open(page.url)).status).toBe(404);
    expect(ehr.requests('/fhir/Encounter/enc-1')).toEqual([]);
  });
});

describe('odd requests', () => {
  test.each([
    ['iss twice', 'iss=A&iss=B&launch=x'],
    ['iss as a list', 'iss[]=A&launch=x'],
    ['no iss', 'launch=x'],
    ['no launch', 'iss=A'],
    ['launch twice', 'iss=A&launch=x&launch=y'],
    ['a header in the launch', 'iss=A&launch=x%0d%0aSet-Cookie:%20a=b'],
    ['a launch without end', `iss=A&launch=${'x'.repeat(5000)}`],
    ['an iss without end', `iss=${'x'.repeat(5000)}&launch=x`],
    ['a check that is none of ours', 'iss=A&launch=x&check=../../etc/passwd'],
    ['check twice', 'iss=A&launch=x&check=AAAAAAAAAAAAAAAAAAAAAA&check=b'],
  ])('%s is refused', async (_what, query) => {
    const { ehr, app, codes } = await two();
    const browser = new Browser();
    const address = query.replace('iss=A', `iss=${encodeURIComponent(ehr.base)}`);
    expect((await browser.open(`${app.url}/launch?${address}`)).status).toBe(400);
    expect(codes().at(-1)).toBe('bad-parameter');
    expect([app.sent, browser.setCookies]).toEqual([[], []]);
  });

  test.each([
    ['its state twice', 'state=a&state=b&code=c'],
    ['no state', 'code=c'],
    ['a state that is none of ours', 'state=short&code=c'],
    ['a state without end', `state=${'a'.repeat(300)}&code=c`],
    ['nothing', ''],
  ])('a callback with %s opens nothing', async (_what, query) => {
    const { app, codes } = await two();
    const page = await new Browser().open(`${app.url}/callback?${query}`);
    expect([page.status, page.headers.getSetCookie()]).toEqual([400, []]);
    expect(['bad-parameter', 'launch-unknown']).toContain(codes()[0]);
  });

  test('two codes in one answer are refused', async () => {
    const { ehr, app, codes } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    await browser.open(`${callback}&code=another`);
    expect(codes()).toEqual(['bad-parameter']);
    expect(ehr.requests('/token')).toEqual([]);
  });

  test('every page of a launch is kept by no cache and leaks no address', async () => {
    const { ehr, app } = await two();
    const browser = new Browser();
    const callback = await untilCallback(app, browser, launchUrl(app, ehr));
    for (const url of [launchUrl(app, ehr), callback, callback, `${app.url}/callback`]) {
      const { headers } = await browser.request(url);
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        'no-store',
        'no-referrer',
      ]);
    }
  });

  test('open redirect: a path of the app’s own only', async () => {
    const ehr = await Ehr.start();
    for (const path of [
      '//evil.example/',
      'https://evil.example/',
      '@evil.example/',
      '\\\\evil.example',
      '.evil.example',
    ]) {
      const app = await startApp([issuerFor(ehr)], { afterLaunch: () => path });
      const { hops } = await new Browser().open(launchUrl(app, ehr));
      expect(new URL(hops.at(-1)!).origin).toBe(app.url);
    }
  });
});

test('1,000 concurrent launches each open their own patient', async () => {
  const ehr = await Ehr.start(await keyPair('ES256', 'ehr-1'));
  const app = await startApp([issuerFor(ehr)]);
  const patients = new Map<string, string>();
  ehr.authorize = (query, back) => {
    patients.set(back.searchParams.get('code')!, `patient-${query.launch}`);
    return back;
  };
  ehr.tokenAnswer = (normal, _grant, { code }) => ({ ...normal, patient: patients.get(code!) });
  const launches = Array.from({ length: 1000 }, (_, n) => n);
  const charts = await Promise.all(
    launches.map(async (n) => {
      const page = await new Browser().open(launchUrl(app, ehr, String(n)), (next) =>
        next.pathname.startsWith('/chart/'),
      );
      return page.url.split('/').at(-1);
    }),
  );
  const opened = new Map(app.opened.map(({ id, patient }) => [id, patient]));
  expect(app.problems).toEqual([]);
  expect(charts.map((id) => opened.get(id!))).toEqual(launches.map((n) => `patient-${n}`));
  expect(ehr.requests('/fhir/.well-known/smart-configuration')).toHaveLength(1);
  expect(ehr.requests('/jwks')).toHaveLength(1);
});
