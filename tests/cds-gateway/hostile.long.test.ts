import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { decodeProtectedHeader } from 'jose';
import { closed, listening, testClient } from './support/client.js';
import { exactly } from './support/exact.js';
import { card, patientView, pause, type TestGateway, testGateway, until } from './support/gateway.js';
import { json, raw } from './support/upstream.js';

/** Requests as nobody should send them, and answers as nobody should give them. */
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await testGateway({
    upstreams: (url) =>
      ['up', 'two'].map((id) => ({ id, url: `${url}/base`, tool: 'order-entry', timeoutMs: 3000 })),
    gateway: { upstream: { volume: 1_000_000 } },
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.received.length = 0;
  gateway.upstream.answer = json({ cards: [] });
});

const address = (path: string) => `${gateway.serving.url}${path}`;
const bearer = async (path: string) => `Bearer ${await gateway.client.token(address(path))}`;
const paths = () => gateway.upstream.received.map(({ url }) => url);

async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  return exactly(address(path), { headers: { authorization: await bearer(path), ...headers }, body });
}

/** Says these bytes and gives what comes back until the connection ends, or until nothing more comes after so many answers. */
function said(bytes: string | Buffer, { answers = 1 }: { answers?: number } = {}): Promise<string> {
  const { hostname, port } = new URL(gateway.serving.url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let timer = setTimeout(() => socket.destroy(), 10_000);
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part;
      if (statuses(received).length < answers) return;
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), 400);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
  });
}

const statuses = (received: string) =>
  [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code]) => Number(code));
const BODY = JSON.stringify(patientView());
const host = () => new URL(gateway.serving.url).host;

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
    const { status, body } = await post(path, BODY);
    expect([status, JSON.parse(body.toString()).code]).toEqual([404, 'cds-no-such-service']);
    expect(gateway.upstream.received).toEqual([]);
  });

  test.each(['/cds-servicesx', '/CDS-Services/up.a', '//cds-services/up.a', '/x/../cds-services/up.a'])(
    '%s is not the gateway’s',
    async (path) => {
      expect((await post(path, BODY)).status).not.toBe(200);
      expect(gateway.upstream.received).toEqual([]);
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
    const aud = address(path).split('?')[0]!;
    const authorization = `Bearer ${await gateway.client.token(aud)}`;
    const { status } = await exactly(address(path), { headers: { authorization }, body: BODY });
    expect([status, paths()]).toEqual([200, [there]]);
  });

  test('in absolute form, as a proxy writes it', async () => {
    const path = '/cds-services/up.a';
    const received = await said(
      `POST ${address(path)} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${await bearer(path)}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
    );
    expect(statuses(received)).toEqual([200]);
  });
});

describe('messages', () => {
  const head = async (more: string, path = '/cds-services/up.a') =>
    `POST ${path} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${await bearer(path)}\r\nContent-Type: application/json\r\n${more}\r\n`;
  const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

  test.each([
    ['a length and chunks', `Content-Length: ${BODY.length}\r\nTransfer-Encoding: chunked\r\n`],
    ['two lengths', `Content-Length: ${BODY.length}\r\nContent-Length: 5\r\n`],
    ['a length that is none', 'Content-Length: +5\r\n'],
    ['chunks that are not the last encoding', 'Transfer-Encoding: chunked, identity\r\n'],
    ['an encoding of chunks in disguise', 'Transfer-Encoding: xchunked\r\n'],
    ['a folded header', `X-A: b\r\n c: d\r\nContent-Length : ${BODY.length}\r\n`],
  ])('%s: one answer at most, and nothing is smuggled', async (_, more) => {
    const received = await said(`${await head(more)}0\r\n\r\n${SMUGGLED}`);
    expect(statuses(received).filter((code) => code === 200)).toEqual([]);
    expect(gateway.upstream.received).toEqual([]);
  });

  test('chunks, and what comes behind them on the same connection', async () => {
    const chunks = `${BODY.length.toString(16)};x=y\r\n${BODY}\r\n0\r\nX-Trailer: z\r\n\r\n`;
    const one = `${await head('Transfer-Encoding: chunked\r\n')}${chunks}`;
    const two = `${await head(`Content-Length: ${BODY.length}\r\n`, '/cds-services/up.b')}${BODY}`;
    expect(statuses(await said(one + two, { answers: 2 }))).toEqual([200, 200]);
    expect(gateway.upstream.received.map(({ url, body }) => [url, body])).toEqual([
      ['/base/cds-services/a', BODY],
      ['/base/cds-services/b', BODY],
    ]);
    expect(gateway.upstream.received[0]!.headers).not.toHaveProperty('x-trailer');
  });

  test('Expect: 100-continue', async () => {
    const received = await said(
      `${await head(`Expect: 100-continue\r\nContent-Length: ${BODY.length}\r\n`)}${BODY}`,
      { answers: 2 },
    );
    expect(statuses(received)).toEqual([100, 200]);
  });

  test('HTTP/1.0', async () => {
    const text = (await head(`Content-Length: ${BODY.length}\r\n`)).replace('HTTP/1.1', 'HTTP/1.0');
    const received = await said(text + BODY);
    expect(statuses(received)).toEqual([200]);
    expect(received).toMatch(/\r\n\r\n\{"cards":\[\]\}$/);
  });

  test('HTTP/1.0, and a large answer that breaks off: the connection breaks too', async () => {
    const size = 6 * 1024 * 1024;
    let breakOff = () => {};
    gateway.upstream.answer = (_, res) => {
      breakOff = () => res.socket?.destroy();
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write(Buffer.alloc(size, ' '));
    };
    const { hostname, port } = new URL(gateway.serving.url);
    const text = (await head(`Content-Length: ${BODY.length}\r\n`)).replace('HTTP/1.1', 'HTTP/1.0');
    const ended = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(text + BODY));
      let left: number | undefined;
      socket.on('data', (part) => {
        left ??= part.indexOf('\r\n\r\n') + 4 + size;
        left -= part.length;
        // Not before all of it is read: older versions of libuv take a reset for an end where bytes come with it.
        if (left === 0) breakOff();
      });
      socket.on('error', ({ message }) => resolve(message));
      socket.on('end', () => resolve('an ordinary end'));
    });
    // Without chunks and length, an ordinary end of the connection says that this was all.
    expect(ended).toBe('read ECONNRESET');
  });

  test('a call that is cut short is not passed on', async () => {
    const { hostname, port } = new URL(gateway.serving.url);
    const text = await head(`Content-Length: ${BODY.length + 10}\r\n`);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(text + BODY);
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    await pause(100);
    expect(gateway.upstream.received).toEqual([]);
  });

  test('what an EHR writes into headers goes no further than it may', async () => {
    const headers = {
      'x-request-id': 'abc\u00e9',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      cookie: 'a=b',
      'x-forwarded-for': '1.2.3.4',
      'proxy-authorization': 'Basic x',
      connection: 'close, x-request-id',
      te: 'trailers',
      'accept-encoding': 'gzip, br',
    };
    expect((await post('/cds-services/up.a', BODY, headers)).status).toBe(200);
    const [{ headers: got } = { headers: {} as never }] = gateway.upstream.received;
    expect(got.traceparent).toBe(headers.traceparent);
    expect(got['accept-encoding']).toBe('identity');
    for (const name of ['cookie', 'x-forwarded-for', 'proxy-authorization', 'te'])
      expect(got).not.toHaveProperty(name);
  });

  test('an odd header is no failure of the service', async () => {
    for (let times = 0; times < 3; times += 1)
      expect(
        (await post('/cds-services/up.a', BODY, { 'x-request-id': '\u00ff\u0080', traceparent: '' })).status,
      ).toBe(200);
  });
});

describe('bodies', () => {
  test('of 33 MB are refused, told so, and not passed on', async () => {
    const large = Buffer.alloc(33 * 1024 * 1024, ' ');
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const { status, body } = await post('/cds-services/up.a', large, headers);
      expect([status, JSON.parse(body.toString()).code]).toEqual([413, 'cds-too-large']);
    }
    expect(gateway.upstream.received).toEqual([]);
  });

  test('of 30 MB pass', async () => {
    const text = JSON.stringify(patientView({ extension: { text: 'x'.repeat(30 * 1024 * 1024) } }));
    expect((await post('/cds-services/up.a', text)).status).toBe(200);
    expect(gateway.upstream.received[0]!.body === text).toBe(true);
  });

  test('packed ones are unpacked; bombs are refused', async () => {
    const packed = { 'content-encoding': 'gzip' };
    expect((await post('/cds-services/up.a', gzipSync(BODY), packed)).status).toBe(200);
    expect(gateway.upstream.received.map(({ body, headers }) => [body, headers['content-encoding']])).toEqual(
      [[BODY, undefined]],
    );
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, ' '));
    const before = process.memoryUsage().rss;
    expect((await post('/cds-services/up.a', bomb, packed)).status).toBe(400);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
    expect((await post('/cds-services/up.a', 'no gzip', packed)).status).toBe(400);
    expect((await post('/cds-services/up.a', BODY, { 'content-encoding': 'zstd' })).status).toBe(400);
    expect(gateway.upstream.received).toHaveLength(1);
  });

  test('an answer that is a bomb passes packed, and its cards are not said to be none', async () => {
    const bomb = gzipSync(`{"cards":[${JSON.stringify(card())}]${' '.repeat(60 * 1024 * 1024)}}`);
    gateway.upstream.answer = raw(bomb, 200, { 'content-encoding': 'gzip' });
    const before = (await gateway.calls()).length;
    const { status, body, headers } = await post('/cds-services/up.a', BODY);
    expect([status, headers['content-encoding'], body.equals(bomb)]).toEqual([200, 'gzip', true]);
    expect((await gateway.calls(before + 1)).at(-1)).toMatchObject({ end: 'answered-unread', cards: [] });
  });

  test('an answer that is nested too deeply passes, and its cards are not said to be none', async () => {
    const text = `{"cards":[${JSON.stringify(card({ uuid: undefined }))}],"extension":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    gateway.upstream.answer = raw(text);
    const before = (await gateway.calls()).length;
    const { status, body } = await post('/cds-services/up.a', BODY);
    expect(status).toBe(200);
    const line = (await gateway.calls(before + 1)).at(-1)!;
    const untouched = body.toString() === text;
    // Either it is read, or it is said that it was not.
    expect([untouched, line.end, line.cards.length]).toEqual(
      untouched ? [true, 'answered-unread', 0] : [false, 'answered', 1],
    );
  });

  test('objects that try to be more than they are', async () => {
    const text = `{"__proto__":{"hook":"x"},"constructor":{"prototype":{"polluted":1}},${BODY.slice(1)}`;
    gateway.upstream.answer = raw(
      '{"__proto__":{"cards":[1]},"cards":[{"__proto__":{"uuid":"a"},"summary":"s"},null,1,[],"x",{"uuid":{"toString":1}}]}',
    );
    expect((await post('/cds-services/up.a', text)).status).toBe(200);
    expect(gateway.upstream.received[0]!.body).toBe(text);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).cards).toBeUndefined();
  });

  test('a byte order mark, and what is no UTF-8', async () => {
    expect((await post('/cds-services/up.a', `\ufeff${BODY}`)).status).toBe(200);
    expect(gateway.upstream.received[0]!.body).toBe(`\ufeff${BODY}`);
    const latin = Buffer.from(JSON.stringify(patientView({ extension: '\u00e9' })), 'latin1');
    expect((await post('/cds-services/up.a', latin)).status).toBe(400);
  });

  test.each(['{"hook":1,"context":[]}', '{}', '{"context":null,"prefetch":null,"hookInstance":{}}'])(
    '%s is the service’s to judge',
    async (text) => {
      gateway.upstream.answer = raw('its own words', 400);
      const { status, body } = await post('/cds-services/up.a', text);
      expect([status, body.toString()]).toEqual([400, 'its own words']);
    },
  );
});

describe('answers', () => {
  test('their headers cannot break out, and odd ones do not lose the answer', async () => {
    gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        Buffer.from(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Latin: caf\u00e9\r\nX-Empty:\r\nX-Two: a\r\nX-Two: b\r\n__proto__: x\r\nSet-Cookie: a=b\r\nAccess-Control-Allow-Origin: *\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nContent-Length: 12\r\n\r\n{"cards":[]}',
          'latin1',
        ),
      );
    const { status, headers, body } = await post('/cds-services/up.a', BODY);
    expect([status, body.toString()]).toEqual([200, '{"cards":[]}']);
    expect(headers).toMatchObject({ 'x-latin': 'caf\u00e9', 'x-empty': '', 'x-two': 'a, b' });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-hop'])
      expect(headers).not.toHaveProperty(name);
  });

  test('UTF-8 in a header comes back as the same bytes', async () => {
    const utf8 = Buffer.from('caf\u00e9 \u4e2d', 'utf8').toString('latin1');
    gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        Buffer.from(`HTTP/1.1 200 OK\r\nX-Utf8: ${utf8}\r\nContent-Length: 12\r\n\r\n{"cards":[]}`, 'latin1'),
      );
    const { status, headers } = await post('/cds-services/up.a', BODY);
    expect([status, headers['x-utf8']]).toEqual([200, utf8]);
  });

  test('early hints come before the answer, and are none', async () => {
    gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"cards":[]}',
      );
    const { status, body, headers } = await post('/cds-services/up.a', BODY);
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
    gateway.upstream.answer = (_req, res) => void res.socket!.end(bytes);
    const { status, headers } = await post('/cds-services/up.a', BODY);
    expect([status, headers['content-type']]).toEqual([502, 'application/problem+json']);
    expect(gateway.upstream.received).toHaveLength(1);
  });

  test('more than was promised is not another call’s answer', async () => {
    gateway.upstream.answer = (_, res) =>
      void res.socket!.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"cards":[]}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged',
      );
    await post('/cds-services/up.a', BODY);
    gateway.upstream.answer = json({ cards: [], mine: true });
    expect((await post('/cds-services/up.a', BODY)).body.toString()).toBe('{"cards":[],"mine":true}');
  });
});

test('a packed answer that needs uuids of ours arrives unpacked, and says so', async () => {
  const text = JSON.stringify({ cards: [card({ uuid: undefined })] });
  gateway.upstream.answer = raw(gzipSync(text), 200, { 'content-encoding': 'gzip' });
  const { body, headers } = await post('/cds-services/up.a', BODY);
  expect(headers).not.toHaveProperty('content-encoding');
  expect(Number(headers['content-length'])).toBe(body.length);
  expect(JSON.parse(body.toString()).cards[0].uuid).toMatch(/^[0-9a-f-]{36}$/);
});

test('what a service says of the bytes of its answer is not said of other bytes', async () => {
  const said = { etag: '"a"', 'content-digest': 'sha-256=:x:', 'content-md5': 'y', digest: 'sha-256=z' };
  gateway.upstream.answer = raw(JSON.stringify({ cards: [card()] }), 200, said);
  expect((await post('/cds-services/up.a', BODY)).headers).toMatchObject(said);
  gateway.upstream.answer = raw(JSON.stringify({ cards: [card({ uuid: undefined })] }), 200, said);
  const { headers } = await post('/cds-services/up.a', BODY);
  for (const name of Object.keys(said)) expect(headers).not.toHaveProperty(name);
});

test('who has no good token gets no memory', async () => {
  const { hostname, port } = new URL(gateway.serving.url);
  const part = Buffer.alloc(1024 * 1024, ' ');
  const before = process.memoryUsage().arrayBuffers;
  const sockets = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {}).resume();
      socket.write(
        `POST /cds-services/up.a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.c\r\nContent-Length: ${31 * part.length}\r\n\r\n`,
      );
      for (let sent = 0; sent < 30 && !socket.destroyed; sent += 1)
        // Who is not read any more is not kept waiting by it.
        await Promise.race([new Promise<void>((done) => socket.write(part, () => done())), pause(300)]);
      return socket;
    }),
  );
  await pause(300);
  const grown = process.memoryUsage().arrayBuffers - before;
  for (const socket of sockets) socket.destroy();
  // Eight of 30 MB were refused before their bodies came.
  expect(grown / 1024 / 1024).toBeLessThan(60);
});

describe('EHRs that go away', () => {
  test('leave nothing behind: what was sent to the service ends in the time allowed', async () => {
    let [reached, ended] = [0, 0];
    gateway.upstream.answer = (_, res) => {
      reached += 1;
      res.on('close', () => {
        ended += 1;
      });
    };
    const before = (await gateway.calls()).length;
    const path = '/cds-services/up.a';
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const headers = { authorization: await bearer(path) };
        const signal = AbortSignal.timeout(400);
        await exactly(address(path), { headers, body: BODY, signal }).catch(() => {});
      }),
    );
    expect(reached).toBeGreaterThan(0);
    await until(() => ended === reached);
    expect(ended).toBe(reached);
    const lines = (await gateway.calls()).slice(before);
    expect(lines.length).toBeGreaterThanOrEqual(reached);
    expect(new Set(lines.map(({ end }) => end))).toEqual(new Set(['abandoned']));
  });

  test('while their keys are fetched: the service is not called for nobody', async () => {
    const client = await testClient();
    const keys = await (await fetch(client.jwks)).text();
    const slow = createServer((_, res) => void setTimeout(() => res.end(keys), 300));
    const jwks = await listening(slow);
    const own = await testGateway({ clients: () => [{ iss: client.iss, jwks }] });
    try {
      const url = `${own.serving.url}/cds-services/up.any`;
      const authorization = `Bearer ${await client.token(url)}`;
      const signal = AbortSignal.timeout(100);
      await exactly(url, { headers: { authorization }, body: BODY, signal }).catch(() => {});
      await pause(500);
      expect(own.upstream.received).toEqual([]);
      expect((await own.calls()).filter(({ end }) => end === 'answered')).toEqual([]);
    } finally {
      await own.stop();
      await client.close();
      await closed(slow);
    }
  });

  test('in the middle of a gigantic answer', async () => {
    let closed = false;
    gateway.upstream.answer = (_, res) => {
      res.on('close', () => {
        closed = true;
      });
      res.writeHead(200);
      const more = () => {
        while (!closed && res.write(Buffer.alloc(256 * 1024, ' ')));
        if (!closed) res.once('drain', more);
      };
      more();
    };
    const path = '/cds-services/up.a';
    const leave = new AbortController();
    const authorization = await bearer(path);
    let seen = 0;
    await exactly(address(path), {
      headers: { authorization },
      body: BODY,
      signal: leave.signal,
      onPart: (part) => {
        seen += part.length;
        if (seen > 8 * 1024 * 1024) leave.abort();
      },
    }).catch(() => {});
    await until(() => closed);
    expect(closed).toBe(true);
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
  gateway.upstream.answer = json({ cards: [card({ uuid })] });
  const one = JSON.parse((await post('/cds-services/up.same', BODY)).body.toString());
  const two = JSON.parse((await post('/cds-services/two.same', BODY)).body.toString());
  expect(one.cards[0].uuid).toBe(uuid);
  expect(two.cards[0].uuid).not.toBe(uuid);
  const lines = (await gateway.calls()).slice(-2);
  expect(lines.map(({ service, upstream }) => [service, upstream])).toEqual([
    ['up.same', 'up'],
    ['two.same', 'two'],
  ]);
});

test('a clock that jumps harms no call, and no record', async () => {
  const own = await testGateway({ now: () => Date.parse('1970-01-01T00:00:01Z') });
  try {
    own.upstream.answer = json({ cards: [card()] });
    expect((await own.call('up.any', patientView())).status).toBe(200);
    expect((await own.calls(1))[0]!.ms).toBeGreaterThan(0);
  } finally {
    await own.stop();
  }
});
