import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { loadServeConfig } from '../../src/server/config/serve-config.js';
import { scratch } from '../rules/support/files.js';
import { ISSUERS } from '../server/support/serving.js';
import { closed, listening, testClient } from './support/client.js';
import { exactly } from './support/exact.js';
import { patientView, type TestGateway, testGateway } from './support/gateway.js';
import { json } from './support/upstream.js';

/** JWTs both ways. What a test needs of an EHR that is no good one, it makes by hand. */
interface Key {
  privateKey: KeyObject;
  jwk: JWK;
}

const pair = (alg: string, kid: string | undefined = randomUUID()): Key => {
  const { privateKey, publicKey } = alg.startsWith('RS')
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' });
  return {
    privateKey,
    jwk: { ...(publicKey.export({ format: 'jwk' }) as JWK), ...(kid ? { kid } : {}), alg },
  };
};

/** A key server in the hands of a test. */
interface KeyServer {
  url: string;
  keys: JWK[];
  asked: number;
  stop(): Promise<void>;
}

async function keyServer(...keys: Key[]): Promise<KeyServer> {
  const server: Server = createServer((_, res) => {
    own.asked += 1;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ keys: own.keys }));
  });
  const own: KeyServer = {
    url: '',
    keys: keys.map(({ jwk }) => jwk),
    asked: 0,
    stop: () => closed(server),
  };
  own.url = `${await listening(server)}/jwks.json`;
  return own;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(key: Key, claims: object, header: Record<string, unknown> = {}): string {
  const head = { alg: key.jwk.alg!, typ: 'JWT', ...(key.jwk.kid ? { kid: key.jwk.kid } : {}), ...header };
  const said = `${part(JSON.parse(JSON.stringify(head)))}.${part(claims)}`;
  const hash = head.alg.endsWith('256') ? 'sha256' : 'sha384';
  const how = head.alg.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : {};
  return `${said}.${sign(hash, Buffer.from(said), { key: key.privateKey, ...how }).toString('base64url')}`;
}

const ISS = 'https://ehr.example.org';
const key = pair('ES384');
const second = pair('ES384');
const rsa = pair('RS384');
const short = pair('ES256');
const stranger = pair('ES384', key.jwk.kid);

let keys: KeyServer;
let listed: KeyServer;
let foreign: KeyServer;
let gateway: TestGateway;
let url: string;
/** Of the gateway's own clock for keys and tokens. */
const clock = { seconds: 0, monotonic: 0 };

beforeAll(async () => {
  keys = await keyServer(key, rsa, short);
  listed = await keyServer(second);
  foreign = await keyServer(stranger);
  gateway = await testGateway({
    clients: (client) => [
      { iss: ISS, jwks: keys.url, jku: [listed.url] },
      { iss: client.iss, jwks: client.jwks },
    ],
    gateway: {
      callers: {
        clock: () => Date.now() + clock.seconds * 1000,
        now: () => performance.now() + clock.monotonic,
      },
    },
  });
  url = `${gateway.serving.url}/cds-services/up.any`;
});
afterAll(async () => {
  await gateway.stop();
  for (const one of [keys, listed, foreign]) await one.stop();
});
beforeEach(() => {
  gateway.upstream.received.length = 0;
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (unlike: Record<string, unknown> = {}) => ({
  iss: ISS,
  aud: url,
  iat: now(),
  exp: now() + 300,
  jti: randomUUID(),
  ...unlike,
});

async function post(authorization: string | undefined, to = url) {
  const headers = authorization === undefined ? {} : { authorization };
  const { status, body, headers: said } = await exactly(to, { headers, body: JSON.stringify(patientView()) });
  const { code, why } = JSON.parse(body.toString()) as { code?: string; why?: string };
  return { status, code, why, challenge: said['www-authenticate'] };
}

const good: [string, () => string][] = [
  ['ES384', () => token(key, claims())],
  ['RS384', () => token(rsa, claims())],
  ['jku that is listed', () => token(second, claims(), { jku: listed.url })],
  ['jku that is the jwks itself', () => token(key, claims(), { jku: keys.url })],
  ['aud as a list', () => token(key, claims({ aud: ['https://elsewhere.example.org', url] }))],
  ['a clock some seconds ahead', () => token(key, claims({ iat: now() + 30 }))],
  ['a clock some seconds behind', () => token(key, claims({ exp: now() - 30 }))],
  ['a tenant and further claims', () => token(key, claims({ tenant: 't', sub: 'x' }))],
  ['no kid, and of the keys only one fits', () => token(rsa, claims(), { kid: undefined })],
];

test.each(good)('good: %s', async (_, made) => {
  expect((await post(`Bearer ${made()}`)).status).toBe(200);
  expect(gateway.upstream.received).toHaveLength(1);
});

const hmac = (alg: string, secret: string | Buffer, head: object = {}) => {
  const said = `${part({ alg, typ: 'JWT', kid: key.jwk.kid, ...head })}.${part(claims())}`;
  return `${said}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(said)
    .digest('base64url')}`;
};
const pem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'pem' });

const MALFORMED = ['malformed', 'algorithm'];
const swapped = (at: number, by: string) => token(key, claims()).split('.').with(at, by).join('.');

const bad: [string, () => string, why: string | string[]][] = [
  ['an issuer that is not listed', () => token(key, claims({ iss: 'https://x.example.org' })), 'issuer'],
  ['no issuer', () => token(key, claims({ iss: undefined })), 'issuer'],
  ['an issuer with a slash more', () => token(key, claims({ iss: `${ISS}/` })), 'issuer'],
  ['a list of issuers', () => token(key, claims({ iss: [ISS] })), ['issuer', 'malformed']],
  ['jku that is not listed', () => token(stranger, claims(), { jku: foreign.url }), 'jku'],
  ['jku that begins like a listed one', () => token(second, claims(), { jku: `${listed.url}?x` }), 'jku'],
  ['jku that is a list', () => token(second, claims(), { jku: [listed.url] }), 'jku'],
  ['aud of another service', () => token(key, claims({ aud: `${url}2` })), 'audience'],
  ['aud of the base only', () => token(key, claims({ aud: gateway.serving.url })), 'audience'],
  [
    'aud of the list only',
    () => token(key, claims({ aud: `${gateway.serving.url}/cds-services` })),
    'audience',
  ],
  ['aud with a slash more', () => token(key, claims({ aud: `${url}/` })), 'audience'],
  ['aud in capitals', () => token(key, claims({ aud: url.toUpperCase() })), 'audience'],
  ['aud of the feedback', () => token(key, claims({ aud: `${url}/feedback` })), 'audience'],
  ['aud of the service itself', () => token(key, claims({ aud: gateway.upstream.url })), 'audience'],
  ['aud as an empty list', () => token(key, claims({ aud: [] })), 'audience'],
  ['no aud', () => token(key, claims({ aud: undefined })), 'audience'],
  ['exp past', () => token(key, claims({ iat: now() - 600, exp: now() - 61 })), 'expired'],
  ['no exp', () => token(key, claims({ exp: undefined })), 'claims'],
  ['exp as a text', () => token(key, claims({ exp: String(now() + 300) })), 'claims'],
  ['exp far in the future', () => token(key, claims({ exp: now() + 86_400 })), 'lives-too-long'],
  ['no iat', () => token(key, claims({ iat: undefined })), 'claims'],
  ['iat in the future', () => token(key, claims({ iat: now() + 120 })), 'issued-in-future'],
  ['not before some time', () => token(key, claims({ nbf: now() + 120 })), 'claims'],
  ['no jti', () => token(key, claims({ jti: undefined })), 'claims'],
  ['an empty jti', () => token(key, claims({ jti: '' })), 'claims'],
  ['a jti that is a number', () => token(key, claims({ jti: 1 })), 'claims'],
  ['none', () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`, 'algorithm'],
  ['None', () => `${part({ alg: 'None', typ: 'JWT' })}.${part(claims())}.`, 'algorithm'],
  ['HS256 by the public key', () => hmac('HS256', pem() as string), 'algorithm'],
  ['HS384 by the public key', () => hmac('HS384', JSON.stringify(key.jwk)), 'algorithm'],
  ['ES256, though it is published', () => token(short, claims()), 'algorithm'],
  ['RS256 by a published key', () => token(rsa, claims(), { alg: 'RS256' }), 'algorithm'],
  ['a key in the token itself', () => token(stranger, claims(), { jwk: stranger.jwk }), 'signature'],
  ['a key of somebody else', () => token(stranger, claims()), 'signature'],
  ['no signature', () => `${token(key, claims()).split('.').slice(0, 2).join('.')}.`, 'signature'],
  ['an empty ECDSA signature', () => swapped(2, Buffer.alloc(96).toString('base64url')), 'signature'],
  ['other claims', () => swapped(1, part(claims())), 'signature'],
  ['an extension that must be understood', () => token(key, claims(), { crit: ['x'], x: 1 }), MALFORMED],
  ['a payload that is not encoded', () => token(key, claims(), { crit: ['b64'], b64: false }), MALFORMED],
  ['a token within an encrypted one', () => `${'e30.'.repeat(4)}e30`, 'malformed'],
  ['no token at all', () => 'x', 'malformed'],
  ['claims that are no object', () => `${part({ alg: 'ES384' })}.${part([])}.AAAA`, ['malformed', 'issuer']],
];

test.each(bad)('refused: %s', async (_, made, why) => {
  const before = foreign.asked;
  const answer = await post(`Bearer ${made()}`);
  expect(answer).toMatchObject({ status: 401, code: 'cds-token-refused', challenge: 'Bearer' });
  expect([why].flat()).toContain(answer.why);
  expect(gateway.upstream.received).toEqual([]);
  expect(foreign.asked).toBe(before);
});

test.each([
  ['Basic', () => 'Basic YTpi'],
  ['two tokens in one header', () => `Bearer ${token(key, claims())}, Bearer ${token(key, claims())}`],
  ['two tokens one after the other', () => `Bearer ${token(key, claims())} ${token(key, claims())}`],
  ['the token without its scheme', () => token(key, claims())],
  ['nothing', () => ''],
])('refused: %s', async (_, made) => {
  const answer = await post(made());
  expect([answer.status, answer.code]).toEqual([401, 'cds-token-refused']);
  expect(gateway.upstream.received).toEqual([]);
});

test('no header: another code, and the same challenge', async () => {
  expect(await post(undefined)).toMatchObject({
    status: 401,
    code: 'cds-token-missing',
    challenge: 'Bearer',
  });
});

test('a token is good once: for the same call, for another, and in twenty calls at once', async () => {
  const once = `Bearer ${token(key, claims())}`;
  expect((await post(once)).status).toBe(200);
  expect(await post(once)).toMatchObject({ status: 401, why: 'replayed' });

  const twenty = `Bearer ${token(key, claims())}`;
  const all = await Promise.all(Array.from({ length: 20 }, () => post(twenty)));
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(401)]);
  expect(gateway.upstream.received).toHaveLength(2);
});

test('a token signed anew with the same jti is a replay, of another EHR it is none', async () => {
  const jti = randomUUID();
  expect((await post(`Bearer ${token(key, claims({ jti }))}`)).status).toBe(200);
  expect((await post(`Bearer ${token(rsa, claims({ jti, exp: now() + 200 }))}`)).why).toBe('replayed');
  const theirs = await gateway.client.token(url, { claims: { jti } });
  expect((await post(`Bearer ${theirs}`)).status).toBe(200);
});

test('a token is remembered for as long as it could be used, however long that is', async () => {
  const long = `Bearer ${token(key, claims({ exp: now() + 3600 }))}`;
  expect((await post(long)).status).toBe(200);
  try {
    for (const seconds of [1800, 3540, 3600, 3655]) {
      clock.seconds = seconds;
      expect((await post(long)).why).toMatch(/replayed|expired/);
    }
    clock.seconds = 3540;
    expect((await post(long)).why).toBe('replayed');
  } finally {
    clock.seconds = 0;
  }
});

test('a refused token is not used up by the refusal', async () => {
  const jti = randomUUID();
  expect((await post(`Bearer ${token(stranger, claims({ jti }))}`)).why).toBe('signature');
  expect((await post(`Bearer ${token(key, claims({ jti }))}`)).status).toBe(200);
});

test.each(['token of a call', 'token of feedback', 'token of the list'])(
  'a %s is for that only',
  async (which) => {
    const base = `${gateway.serving.url}/cds-services`;
    const addresses = { call: `${base}/up.any`, feedback: `${base}/up.any/feedback`, list: base };
    const own = which.split(' ').at(-1) as keyof typeof addresses;
    for (const [name, address] of Object.entries(addresses)) {
      const authorization = `Bearer ${token(key, claims({ aud: addresses[own] }))}`;
      const { status } = await exactly(address, {
        method: name === 'list' ? 'GET' : 'POST',
        headers: { authorization },
        ...(name === 'list' ? {} : { body: '{"feedback":[]}' }),
      });
      expect([name, status]).toEqual([name, name === own ? 200 : 401]);
    }
  },
);

test('the address is what the EHR called, as it wrote it, and the query is none of it', async () => {
  const base = `${gateway.serving.url}/cds-services`;
  for (const [called, aud, status] of [
    [`${base}/up%2Eany`, `${base}/up%2Eany`, 200],
    [`${base}/up%2Eany`, `${base}/up.any`, 401],
    [`${base}/up.any?tenant=1`, `${base}/up.any`, 200],
  ] as const) {
    const answer = await post(`Bearer ${token(key, claims({ aud }))}`, called);
    expect([called, answer.status]).toEqual([called, status]);
  }
  expect(gateway.upstream.received.map((one) => one.url)).toEqual(['/cds-services/any', '/cds-services/any']);
});

test('a token of one EHR by the key of another', async () => {
  const theirs = await gateway.client.token(url, { claims: { iss: ISS } });
  expect((await post(`Bearer ${theirs}`)).status).toBe(401);
  expect((await post(`Bearer ${token(key, claims({ iss: gateway.client.iss }))}`)).status).toBe(401);
});

describe('keys', () => {
  const own = async (served: KeyServer, callers: object = {}) => {
    const made = await testGateway({
      clients: () => [{ iss: ISS, jwks: served.url }],
      gateway: { callers },
    });
    const to = `${made.serving.url}/cds-services/up.any`;
    return {
      made,
      ask: (by: Key, header = {}) => post(`Bearer ${token(by, claims({ aud: to }), header)}`, to),
    };
  };

  test('two published, and a token that names none of them', async () => {
    const served = await keyServer(pair('ES384'), pair('ES384'));
    const [one, two] = [pair('ES384'), pair('ES384')];
    served.keys = [one.jwk, two.jwk];
    const { made, ask } = await own(served);
    try {
      for (const by of [one, two]) expect((await ask(by, { kid: undefined })).status).toBe(200);
      expect((await ask(stranger, { kid: undefined })).why).toBe('signature');
    } finally {
      await made.stop();
      await served.stop();
    }
  });

  test('a new key is looked for once, and the old one is good no more', async () => {
    const monotonic = { ms: 0 };
    const [old, fresh] = [pair('ES384'), pair('ES384')];
    const served = await keyServer(old);
    const { made, ask } = await own(served, { now: () => performance.now() + monotonic.ms });
    try {
      expect((await ask(old)).status).toBe(200);
      served.keys = [fresh.jwk];
      monotonic.ms += 31_000;
      const all = await Promise.all(Array.from({ length: 10 }, () => ask(fresh)));
      expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(served.asked).toBe(2);
      expect((await ask(old)).why).toBe('no-such-key');
      // Nobody can make us ask as often as he likes.
      for (let times = 0; times < 5; times += 1) await ask(pair('ES384'));
      expect(served.asked).toBe(2);
    } finally {
      await made.stop();
      await served.stop();
    }
  });

  test('a key server that is down: known keys serve on for a day, unknown ones are 503', async () => {
    const monotonic = { ms: 0 };
    const known = pair('ES384');
    const served = await keyServer(known);
    const { made, ask } = await own(served, { now: () => performance.now() + monotonic.ms });
    try {
      expect((await ask(known)).status).toBe(200);
      await served.stop();
      for (const hours of [0.5, 1, 12, 23.9]) {
        monotonic.ms = hours * 3_600_000;
        expect((await ask(known)).status).toBe(200);
      }
      const unknown = await ask(pair('ES384'));
      expect([unknown.status, unknown.code]).toEqual([503, 'cds-keys-unavailable']);
      // As long as it is down nobody can say that there is no such key.
      const again = await ask(pair('ES384'));
      expect([again.status, again.code]).toEqual([503, 'cds-keys-unavailable']);
      monotonic.ms = 25 * 3_600_000;
      expect((await ask(known)).status).toBe(503);
    } finally {
      await made.stop();
    }
  });

  test.each([
    ['down', null],
    ['no JSON', '<html>'],
    ['JSON without keys', '{}'],
    ['keys that are no list', '{"keys":{}}'],
    ['keys of no use', '{"keys":[null,1]}'],
  ])('a key server that was never well (%s) is a 503, not a refusal', async (_, text) => {
    const server = createServer((_req, res) => (text === null ? res.destroy() : res.end(text)));
    const served = { url: `${await listening(server)}/jwks.json` } as KeyServer;
    const { made, ask } = await own(served);
    try {
      const answer = await ask(key);
      expect([answer.status, answer.code]).toEqual([503, 'cds-keys-unavailable']);
    } finally {
      await made.stop();
      await closed(server);
    }
  });
});

describe('auth: none', () => {
  const files = scratch();
  afterAll(() => files.remove());
  const faultsOf = (settings: object) => {
    const file = files.write(
      `${randomUUID()}.yaml`,
      JSON.stringify({
        store: '.',
        issuers: ISSUERS,
        cds: {
          clients: [{ iss: ISS, auth: 'none' }],
          upstreams: [{ id: 'up', url: 'https://cds.example.org' }],
        },
        ...settings,
      }),
    );
    try {
      loadServeConfig(file, {});
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('lets everybody call, on this machine', async () => {
    const own = await testGateway({ clients: ({ iss }) => [{ iss, auth: 'none' }] });
    try {
      const to = `${own.serving.url}/cds-services/up.any`;
      expect((await post(undefined, to)).status).toBe(200);
      expect((await post('Basic YTpi', to)).status).toBe(401);
    } finally {
      await own.stop();
    }
  });

  test('is a fault for an address that others reach', () => {
    expect(faultsOf({ publicUrl: 'https://gateway.example.org' })).toContain('auth: none');
    expect(faultsOf({ publicUrl: 'http://127.0.0.1:8080' })).toBe('');
  });

  test('is a fault where others reach the port, whatever the address says', () => {
    const open = { publicUrl: 'http://127.0.0.1:8080', listen: { host: '0.0.0.0', port: 8080 } };
    expect(faultsOf(open)).toContain('auth: none');
  });
});

describe('our own', () => {
  test('verifies by what the app publishes, each once, for the very address that is called', async () => {
    gateway.upstream.answer = json({ cards: [] });
    for (let times = 0; times < 3; times += 1) {
      await gateway.call('up.any', patientView());
      await gateway.feedback('up.any', { feedback: [{ card: 'x', outcome: 'accepted' }] });
    }
    const jku = `${gateway.serving.url}/.well-known/jwks.json`;
    const published = createRemoteJWKSet(new URL(jku));
    const jtis = new Set<unknown>();
    for (const { url: path, headers } of gateway.upstream.received) {
      const sent = headers.authorization!.slice('Bearer '.length);
      const { payload } = await jwtVerify(sent, published, {
        algorithms: ['ES384'],
        issuer: gateway.serving.url,
        audience: gateway.upstream.url + path,
        requiredClaims: ['exp', 'iat', 'jti'],
      });
      expect(decodeProtectedHeader(sent)).toMatchObject({ alg: 'ES384', typ: 'JWT', jku });
      expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(300);
      jtis.add(payload.jti);
    }
    expect(jtis.size).toBe(6);
    const { keys: shown } = (await (await fetch(jku)).json()) as { keys: JWK[] };
    expect(shown.every((one) => one.d === undefined && one.p === undefined)).toBe(true);
    expect(shown.map(({ kid }) => kid)).toContain(
      decodeProtectedHeader(gateway.upstream.received[0]!.headers.authorization!.slice(7)).kid,
    );
  });

  test('the EHR’s own goes no further', async () => {
    await gateway.call('up.any', patientView(), {
      headers: { cookie: 'session=1', 'x-forwarded-for': '1.2.3.4' },
    });
    const [{ headers } = { headers: {} as never }] = gateway.upstream.received;
    expect(decodeJwt(headers.authorization!.slice(7)).iss).toBe(gateway.serving.url);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-forwarded-for');
  });

  test('a service that takes none gets none, not even the EHR’s', async () => {
    const own = await testGateway({
      upstreams: (to) => [{ id: 'up', url: to, tool: 'order-entry', auth: 'none' }],
    });
    try {
      await own.call('up.any', patientView());
      expect(own.upstream.received[0]!.headers).not.toHaveProperty('authorization');
    } finally {
      await own.stop();
    }
  });

  test('the key outlives the app', async () => {
    const store = mkdtempSync(join(tmpdir(), 'cds-store-'));
    const client = await testClient();
    const kids: unknown[] = [];
    try {
      for (let times = 0; times < 2; times += 1) {
        const own = await testGateway({
          with: { client, upstream: gateway.upstream },
          settings: { store },
        });
        await own.call('up.any', patientView());
        const sent = gateway.upstream.received.at(-1)!.headers.authorization!.slice(7);
        kids.push(decodeProtectedHeader(sent).kid);
        const published = createRemoteJWKSet(new URL(`${own.serving.url}/.well-known/jwks.json`));
        await jwtVerify(sent, published);
        await own.stop();
      }
      expect(kids[0]).toBe(kids[1]);
    } finally {
      await client.close();
      rmSync(store, { recursive: true, force: true });
    }
  });
});

test('a refusal says why to the log, and nothing of the token', async () => {
  const sent = token(key, claims({ aud: 'https://elsewhere.example.org', jti: 'jti-of-mine' }));
  await post(`Bearer ${sent}`);
  const line = gateway.serving.log.at(-1)!;
  expect(line).toContain('audience');
  expect(gateway.serving.log.join('')).not.toContain(sent.split('.')[1]);
  expect(gateway.serving.log.join('')).not.toContain('jti-of-mine');
});
