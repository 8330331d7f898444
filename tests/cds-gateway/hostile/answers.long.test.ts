import { gzipSync } from 'node:zlib';
import { card } from '../support/gateway.js';
import { json, raw } from '../support/upstream.js';
import { BODY, hostile } from './hostile.js';

const on = hostile();

describe('answers', () => {
  test('their headers cannot break out, and odd ones do not lose the answer', async () => {
    on.gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        Buffer.from(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Latin: caf\u00e9\r\nX-Empty:\r\nX-Two: a\r\nX-Two: b\r\n__proto__: x\r\nSet-Cookie: a=b\r\nAccess-Control-Allow-Origin: *\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nContent-Length: 12\r\n\r\n{"cards":[]}',
          'latin1',
        ),
      );
    const { status, headers, body } = await on.post('/cds-services/up.a', BODY);
    expect([status, body.toString()]).toEqual([200, '{"cards":[]}']);
    expect(headers).toMatchObject({ 'x-latin': 'caf\u00e9', 'x-empty': '', 'x-two': 'a, b' });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-hop'])
      expect(headers).not.toHaveProperty(name);
  });

  test('UTF-8 in a header comes back as the same bytes', async () => {
    const utf8 = Buffer.from('caf\u00e9 \u4e2d', 'utf8').toString('latin1');
    on.gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        Buffer.from(`HTTP/1.1 200 OK\r\nX-Utf8: ${utf8}\r\nContent-Length: 12\r\n\r\n{"cards":[]}`, 'latin1'),
      );
    const { status, headers } = await on.post('/cds-services/up.a', BODY);
    expect([status, headers['x-utf8']]).toEqual([200, utf8]);
  });

  test('early hints come before the answer, and are none', async () => {
    on.gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"cards":[]}',
      );
    const { status, body, headers } = await on.post('/cds-services/up.a', BODY);
    expect([status, body.toString(), headers.link]).toEqual([200, '{"cards":[]}', undefined]);
  });

  test.each([
    ['a status that is none', 'HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n'],
    ['a switch to another protocol', 'HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Length: 2\r\n\r\n{"cards":[]}'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header without end', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(200_000)}\r\n\r\n`],
    [
      'a chunk that is none',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"cards":[]}\r\n0\r\n\r\n',
    ],
  ])('%s is a 502', async (_, bytes) => {
    on.gateway.upstream.answer = (_req, res) => void res.socket!.end(bytes);
    const { status, headers } = await on.post('/cds-services/up.a', BODY);
    expect([status, headers['content-type']]).toEqual([502, 'application/problem+json']);
    expect(on.gateway.upstream.received).toHaveLength(1);
  });

  test('more than was promised is not another call’s answer', async () => {
    on.gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"cards":[]}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged',
      );
    await on.post('/cds-services/up.a', BODY);
    on.gateway.upstream.answer = json({ cards: [], mine: true });
    expect((await on.post('/cds-services/up.a', BODY)).body.toString()).toBe('{"cards":[],"mine":true}');
  });
});

test('a packed answer that needs uuids of ours arrives unpacked, and says so', async () => {
  const text = JSON.stringify({ cards: [card({ uuid: undefined })] });
  on.gateway.upstream.answer = raw(gzipSync(text), 200, { 'content-encoding': 'gzip' });
  const { body, headers } = await on.post('/cds-services/up.a', BODY);
  expect(headers).not.toHaveProperty('content-encoding');
  expect(Number(headers['content-length'])).toBe(body.length);
  expect(JSON.parse(body.toString()).cards[0].uuid).toMatch(/^[0-9a-f-]{36}$/);
});

test('what a service says of the bytes of its answer is not said of other bytes', async () => {
  const said = { etag: '"a"', 'content-digest': 'sha-256=:x:', 'content-md5': 'y', digest: 'sha-256=z' };
  on.gateway.upstream.answer = raw(JSON.stringify({ cards: [card()] }), 200, said);
  expect((await on.post('/cds-services/up.a', BODY)).headers).toMatchObject(said);
  on.gateway.upstream.answer = raw(JSON.stringify({ cards: [card({ uuid: undefined })] }), 200, said);
  const { headers } = await on.post('/cds-services/up.a', BODY);
  for (const name of Object.keys(said)) expect(headers).not.toHaveProperty(name);
});
