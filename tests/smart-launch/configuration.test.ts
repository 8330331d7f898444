import { readFileSync } from 'node:fs';
import { createSmartLaunch, PROBLEM_CODES, type SmartLaunchOptions } from '../../smart-launch/index.js';
import { issuerFor, launchUrl, startApp } from './practice/app.js';
import { Browser } from './practice/browser.js';
import { Ehr } from './practice/ehr.js';
import { keyPair } from './practice/keys.js';
import { closeAll } from './practice/listen.js';

afterEach(closeAll);

describe('options', () => {
  const create = (options: Partial<SmartLaunchOptions>) => () =>
    createSmartLaunch({
      publicUrl: 'https://app.example',
      issuers: [issuerFor({ base: 'https://ehr.example/fhir' })],
      afterLaunch: () => '/',
      renderProblem: () => {},
      renderOwnTab: () => {},
      ...options,
    });

  test('all faults are told at once, and no key is shown', async () => {
    const [weak, other, es256] = [
      await keyPair('RS384', 'k'),
      await keyPair('RS384', 'k'),
      await keyPair('ES256', 'e'),
    ];
    const { d: _, ...publicOnly } = weak.privateJwk;
    const base = 'https://ehr.example/fhir';
    const fault = (() => {
      try {
        create({
          publicUrl: 'http://app.example',
          issuers: [
            issuerFor({ base }, { clientId: '', scopes: ' ' }),
            issuerFor({ base }, { auth: 'client_secret_basic' }),
            issuerFor({ base: 'http://ehr.example' }, { auth: 'private_key_jwt' }),
            issuerFor(
              { base: 'https://b.example' },
              { auth: 'private_key_jwt', keys: [publicOnly, other.privateJwk] },
            ),
            issuerFor(
              { base: 'https://c.example' },
              { auth: 'private_key_jwt', keys: [es256.privateJwk, { kty: 'RSA' }] },
            ),
            issuerFor(
              { base: 'https://d.example' },
              { auth: 'private_key_jwt', keys: [{ kty: 'RSA', kid: 'x', d: 'x', n: 'x', e: 'x' }] },
            ),
          ],
        })();
      } catch (error) {
        return String(error);
      }
      return '';
    })();
    for (const words of [
      'publicUrl: "http://app.example" must be https',
      '"https://ehr.example/fhir" is listed twice',
      'clientId is empty',
      'scopes is empty',
      'client_secret_basic needs clientSecret',
      'private_key_jwt needs keys',
      '"http://ehr.example" must be https',
      'keys[0] (kid "k") signs, and so must be a private key',
      'kid "k" names two different keys',
      'keys[0] (kid "e") must be RSA for RS384 or EC P-384 for ES384; found EC P-256 ES256',
      'keys[1] has no kid',
      'keys[0] (kid "x") is no valid RSA JWK',
    ])
      expect(fault).toContain(words);
    expect(fault).not.toContain(other.privateJwk.d);
  });

  test('http on loopback is fine, https is fine', () => {
    for (const publicUrl of [
      'http://localhost:8080',
      'http://127.0.0.1:1/app/',
      'http://[::1]:1',
      'https://app.example/',
    ])
      expect(create({ publicUrl })).not.toThrow();
    for (const publicUrl of [
      'http://127.0.0.1.evil.example',
      'ftp://localhost',
      'app',
      'https://a.example/?x',
      'http://10.0.0.1',
    ])
      expect(create({ publicUrl })).toThrow('publicUrl');
  });
});

describe('discovery', () => {
  async function open(prepare: (ehr: Ehr) => void) {
    const ehr = await Ehr.start();
    prepare(ehr);
    const app = await startApp([issuerFor(ehr)], { limits: { requestMs: 300 } });
    const page = await new Browser().open(launchUrl(app, ehr));
    return { ehr, app, page };
  }

  test.each<[string, unknown]>([
    ['a list', []],
    ['text', 'Log in'],
    ['no token endpoint', { authorization_endpoint: 'https://a.example/authorize' }],
    [
      'http elsewhere',
      { authorization_endpoint: 'http://a.example/authorize', token_endpoint: 'https://a.example/token' },
    ],
    [
      'a script',
      { authorization_endpoint: 'javascript:alert(1)', token_endpoint: 'https://a.example/token' },
    ],
    ['much too much', { fill: 'x'.repeat(300_000) }],
  ])('%s is told as such', async (_what, configuration) => {
    const { app, page } = await open((ehr) => {
      ehr.configuration = () => configuration;
    });
    expect(page.status).toBe(502);
    expect(app.problems).toMatchObject([
      { code: 'bad-discovery', retryUrl: expect.stringContaining('/launch?') },
    ]);
  });

  test('a redirect to another server is not followed', async () => {
    const elsewhere = await Ehr.start();
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor({ base: `${ehr.origin}/moved` })]);
    ehr.moved = `${elsewhere.base}/.well-known/smart-configuration`;
    await new Browser().open(launchUrl(app, { base: `${ehr.origin}/moved` }));
    expect(app.problems).toMatchObject([{ code: 'bad-discovery' }]);
    expect(elsewhere.seen).toEqual([]);
  });

  test('an EHR that does not answer: the same launch can be tried again', async () => {
    const ehr = await Ehr.start();
    const gone = issuerFor({ base: 'http://127.0.0.1:9/fhir' });
    const app = await startApp([gone, issuerFor(ehr)]);
    await new Browser().open(launchUrl(app, { base: gone.iss }, 'again'));
    expect(app.problems).toMatchObject([
      { code: 'ehr-unreachable', status: 502, retryUrl: launchUrl(app, { base: gone.iss }, 'again') },
    ]);
  });

  test('is asked once for many, kept for an hour, and an old one serves while no new one can be had', async () => {
    const ehr = await Ehr.start();
    const app = await startApp([issuerFor(ehr)]);
    const asked = () => ehr.requests('/fhir/.well-known/smart-configuration').length;
    const open = async () => (await new Browser().open(launchUrl(app, ehr))).status;
    await Promise.all([open(), open(), open()]);
    expect(asked()).toBe(1);
    app.wait(3_500_000);
    await open();
    expect(asked()).toBe(1);
    app.wait(100_000);
    ehr.configuration = () => 'down for maintenance';
    expect([await open(), asked()]).toEqual([200, 2]);
    expect([await open(), asked()]).toEqual([200, 2]);
    app.wait(26 * 3_600_000);
    expect([await open(), asked()]).toEqual([502, 3]);
  });
});

describe('the token endpoint', () => {
  async function open(token: Ehr['token']) {
    const ehr = await Ehr.start();
    ehr.token = token;
    const app = await startApp([issuerFor(ehr)], { limits: { requestMs: 300 } });
    await new Browser().open(launchUrl(app, ehr));
    return app.problems[0]!;
  }

  test.each<[string, Ehr['token']]>([
    [
      'token-refused',
      (_req, res) =>
        !!res.status(400).json({ error: 'invalid_client', error_description: 'Not\u202e registered' }),
    ],
    ['token-refused', (_req, res) => !!res.status(401).set('WWW-Authenticate', 'Basic realm="x"').end()],
    ['token-unreachable', (_req, res) => !!res.status(500).end()],
    ['token-unreachable', (req) => !!req.socket.destroy()],
    ['token-unreachable', () => true],
    ['bad-token-answer', (_req, res) => !!res.send('<html>')],
    ['bad-token-answer', (_req, res) => !!res.json({ token_type: 'Bearer' })],
    ['bad-token-answer', (_req, res) => !!res.json({ access_token: 'secret-x', token_type: 'mac' })],
    [
      'bad-token-answer',
      (_req, res) =>
        !!res.json({ access_token: 'secret-x', token_type: 'Bearer', fill: 'x'.repeat(300_000) }),
    ],
    ['bad-token-answer', (_req, res) => !!res.status(307).location('https://evil.example/token').end()],
  ])('%s (%#)', async (code, token) => {
    const problem = await open(token);
    expect(problem).toMatchObject({ code, status: 502 });
    expect(JSON.stringify(problem)).not.toContain('secret-x');
  });

  test('its error is shown as itself', async () => {
    const problem = await open(
      (_req, res) => !!res.status(400).json({ error: 'invalid_client', error_description: 'Not registered' }),
    );
    expect(problem.detail).toContain('"invalid_client": Not registered');
  });
});

test('README.md explains every problem code, and no other', () => {
  const readme = readFileSync(new URL('../../smart-launch/README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('## Problems'));
  const explained = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...line.split('|')[1]!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!));
  expect(explained.sort()).toEqual([...PROBLEM_CODES].sort());
});
