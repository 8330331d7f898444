import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { exactly } from '../support/exact.js';
import { card, patientView, testGateway } from '../support/gateway.js';
import { json } from '../support/upstream.js';
import { BODY, hostile, statuses } from './hostile.js';

const on = hostile();
const paths = () => on.gateway.upstream.received.map(({ url }) => url);

describe('paths', () => {
  test.each([
    '/cds-services/up.%2e%2e',
    '/cds-services/up...',
    '/cds-services/up..',
    '/cds-services/up.',
    '/cds-services/up',
    '/cds-services/.any',
    '/cds-services/up.a%2Fb',
    '/cds-services/up.a%5Cb',
    '/cds-services/up.a%3Fb',
    '/cds-services/up.a%23b',
    '/cds-services/up.a%00',
    '/cds-services/up.a%0d%0aX:%20y',
    '/cds-services/up.a%25',
    '/cds-services/up.%zz',
    '/cds-services/up.a%20b',
    '/cds-services/up.a/../any',
    '/cds-services/up.a/x',
    '/cds-services/up.a/feedback/x',
    '/cds-services//up.a',
    '/cds-services/__proto__.a',
    '/cds-services/constructor.a',
    '/cds-services/UP.a',
    '/cds-services/three.a',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await on.post(path, BODY);
    expect([status, JSON.parse(body.toString()).code]).toEqual([404, 'cds-no-such-service']);
    expect(on.gateway.upstream.received).toEqual([]);
  });

  test.each(['/cds-servicesx', '/CDS-Services/up.a', '//cds-services/up.a', '/x/../cds-services/up.a'])(
    '%s is not the gateway’s',
    async (path) => {
      expect((await on.post(path, BODY)).status).not.toBe(200);
      expect(on.gateway.upstream.received).toEqual([]);
    },
  );

  test.each([
    ['/cds-services/up.a', '/base/cds-services/a'],
    ['/cds-services/up.a.b', '/base/cds-services/a.b'],
    ['/cds-services/up%2ea', '/base/cds-services/a'],
    ['/cds-services/up.A_b-c~d:e', '/base/cds-services/A_b-c~d:e'],
    ['/cds-services/up.a?x=../y', '/base/cds-services/a'],
    ['/cds-services/up.feedback', '/base/cds-services/feedback'],
    ['/cds-services/up.a/feedback', '/base/cds-services/a/feedback'],
    ['/cds-services/two.a', '/base/cds-services/a'],
  ])('%s leads to %s', async (path, there) => {
    const aud = on.address(path).split('?')[0]!;
    const authorization = `Bearer ${await on.gateway.client.token(aud)}`;
    const { status } = await exactly(on.address(path), { headers: { authorization }, body: BODY });
    expect([status, paths()]).toEqual([200, [there]]);
  });

  test('in absolute form, as a proxy writes it', async () => {
    const path = '/cds-services/up.a';
    const received = await on.said(
      `POST ${on.address(path)} HTTP/1.1\r\nHost: ${on.host()}\r\nAuthorization: ${await on.bearer(path)}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
    );
    expect(statuses(received)).toEqual([200]);
  });
});

test('below a path of its own', async () => {
  const own = await testGateway({ prefix: '/audit' });
  try {
    own.upstream.answer = json({ cards: [card()] });
    expect((await own.call('up.any', patientView())).status).toBe(200);
    const [{ headers } = { headers: {} as never }] = own.upstream.received;
    const jku = decodeProtectedHeader(headers.authorization!.slice(7)).jku!;
    expect(jku).toBe(`${own.serving.url}/.well-known/jwks.json`);
    expect((await fetch(jku)).status).toBe(200);
    for (const path of [
      '/cds-services/up.any',
      '/auditcds-services/up.any',
      '/audit/audit/cds-services/up.any',
    ])
      expect((await fetch(own.serving.origin + path, { method: 'POST', body: BODY })).status).not.toBe(401);
    expect(own.upstream.received).toHaveLength(1);
  } finally {
    await own.stop();
  }
});

test('services of one id behind two upstreams stay two', async () => {
  const uuid = randomUUID();
  on.gateway.upstream.answer = json({ cards: [card({ uuid })] });
  const one = JSON.parse((await on.post('/cds-services/up.same', BODY)).body.toString());
  const two = JSON.parse((await on.post('/cds-services/two.same', BODY)).body.toString());
  expect(one.cards[0].uuid).toBe(uuid);
  expect(two.cards[0].uuid).not.toBe(uuid);
  const lines = (await on.gateway.calls()).slice(-2);
  expect(lines.map(({ service, upstream }) => [service, upstream])).toEqual([
    ['up.same', 'up'],
    ['two.same', 'two'],
  ]);
});
