import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { type PracticeCds, startPracticeCds } from '../practice/cds/index.js';
import { ask, chartOpened } from './support/requests.js';

const ISS = 'https://ehr.example';

describe('the practice CDS, where it demands a token', () => {
  let keys: Server;
  let cds: PracticeCds;
  let signing: Record<string, Awaited<ReturnType<typeof generateKeyPair>>>;
  const algs = ['ES384', 'RS384', 'ES256'];

  beforeAll(async () => {
    const pairs = await Promise.all(algs.map((alg) => generateKeyPair(alg)));
    signing = Object.fromEntries(algs.map((alg, at) => [alg, pairs[at]!]));
    const set = await Promise.all(
      algs.map(async (alg) => ({ ...(await exportJWK(signing[alg]!.publicKey)), alg, kid: alg })),
    );
    keys = createServer((_request, response) => response.end(JSON.stringify({ keys: set })));
    await new Promise<void>((ready) => keys.listen(0, '127.0.0.1', ready));
    const jwksUrl = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks`;
    cds = await startPracticeCds({ jwt: { jwksUrl, iss: ISS } });
  });
  afterAll(async () => {
    await cds.close();
    keys.closeAllConnections();
    await new Promise((closed) => keys.close(closed));
  });

  const claims = (change: Record<string, unknown> = {}) => ({
    iss: ISS,
    aud: `${cds.base}/cds-services/sepsis-watch`,
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 300,
    jti: crypto.randomUUID(),
    ...change,
  });
  const signed = (change: Record<string, unknown> = {}, alg = 'ES384') =>
    new SignJWT(claims(change)).setProtectedHeader({ alg, kid: alg }).sign(signing[alg]!.privateKey);
  const statusWith = async (authorization?: string) =>
    (await ask(cds.base, 'sepsis-watch', chartOpened(), authorization ? { authorization } : {})).status;

  it.each(['ES384', 'RS384'])('takes %s', async (alg) => {
    expect(await statusWith(`Bearer ${await signed({}, alg)}`)).toBe(200);
  });

  const refused: [string, () => Promise<string | undefined> | string | undefined][] = [
    ['no token', () => undefined],
    ['another scheme', async () => `Basic ${await signed()}`],
    [
      'the token of another URL',
      async () => `Bearer ${await signed({ aud: `${cds.base}/cds-services/follow-up` })}`,
    ],
    ['the base in place of the URL', async () => `Bearer ${await signed({ aud: cds.base })}`],
    [
      'several audiences',
      async () => `Bearer ${await signed({ aud: [claims().aud, 'https://other.example'] })}`,
    ],
    ['another issuer', async () => `Bearer ${await signed({ iss: 'https://rogue.example' })}`],
    ['a token that is over', async () => `Bearer ${await signed({ exp: claims().iat - 60 })}`],
    ['no end', async () => `Bearer ${await signed({ exp: undefined })}`],
    ['no jti', async () => `Bearer ${await signed({ jti: undefined })}`],
    ['ES256', async () => `Bearer ${await signed({}, 'ES256')}`],
    ['no signature', () => `Bearer ${new UnsecuredJWT(claims()).encode()}`],
    [
      'HS256 with the public key for a secret',
      async () => {
        const secret = Buffer.from(JSON.stringify(await exportJWK(signing.ES384!.publicKey)));
        return `Bearer ${await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'ES384' }).sign(secret)}`;
      },
    ],
  ];
  it.each(refused)('refuses %s', async (_what, token) => {
    const calls = cds.calls.length;
    expect(await statusWith(await token())).toBe(401);
    expect(cds.answers.at(-1)).toMatchObject({ call: calls, status: 401 });
    expect(cds.answers.at(-1)!.body.toString()).not.toContain('cards');
  });

  it('refuses a signature by another key', async () => {
    const other = await generateKeyPair('ES384');
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES384', kid: 'ES384' })
      .sign(other.privateKey);
    expect(await statusWith(`Bearer ${token}`)).toBe(401);
  });

  it('refuses a jti that it has seen, also at the same instant', async () => {
    const token = `Bearer ${await signed()}`;
    const statuses = await Promise.all([statusWith(token), statusWith(token)]);
    expect(statuses.sort()).toEqual([200, 401]);
    expect(await statusWith(`Bearer ${await signed({ jti: 'fixed' })}`)).toBe(200);
    expect(await statusWith(`Bearer ${await signed({ jti: 'fixed' })}`)).toBe(401);
  });

  it('from when it is told to, and no longer than that', async () => {
    const own = await startPracticeCds();
    const status = async () => (await fetch(`${own.base}/cds-services`)).status;
    const statuses = [await status()];
    for (const rules of [{ jwksUrl: 'http://127.0.0.1:1/jwks', iss: ISS }, undefined]) {
      own.trust(rules);
      statuses.push(await status());
    }
    await own.close();
    expect(statuses).toEqual([200, 401, 200]);
  });

  it('asks for one in discovery and with feedback too', async () => {
    const discovery = `${cds.base}/cds-services`;
    expect((await fetch(discovery)).status).toBe(401);
    const headers = { authorization: `Bearer ${await signed({ aud: discovery })}` };
    expect((await fetch(discovery, { headers })).status).toBe(200);
    const items = { feedback: [] };
    expect((await ask(cds.base, 'sepsis-watch/feedback', items)).status).toBe(401);
    expect(cds.feedback).toEqual([]);
    const token = await signed({ aud: `${cds.base}/cds-services/sepsis-watch/feedback` });
    expect(
      (await ask(cds.base, 'sepsis-watch/feedback', items, { authorization: `Bearer ${token}` })).status,
    ).toBe(200);
    expect(cds.feedback).toHaveLength(1);
  });
});
