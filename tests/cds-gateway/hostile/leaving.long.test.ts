import { createServer } from 'node:http';
import { connect } from 'node:net';
import { closed, listening, testClient } from '../support/client.js';
import { exactly } from '../support/exact.js';
import { card, patientView, pause, testGateway, until } from '../support/gateway.js';
import { json } from '../support/upstream.js';
import { BODY, hostile } from './hostile.js';

const on = hostile();

test('who has no good token gets no memory', async () => {
  const { hostname, port } = new URL(on.gateway.serving.url);
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
    on.gateway.upstream.answer = (_, res) => {
      reached += 1;
      res.on('close', () => {
        ended += 1;
      });
    };
    const before = (await on.gateway.calls()).length;
    const path = '/cds-services/up.a';
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const headers = { authorization: await on.bearer(path) };
        const signal = AbortSignal.timeout(400);
        await exactly(on.address(path), { headers, body: BODY, signal }).catch(() => {});
      }),
    );
    expect(reached).toBeGreaterThan(0);
    await until(() => ended === reached);
    expect(ended).toBe(reached);
    const lines = (await on.gateway.calls()).slice(before);
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
    on.gateway.upstream.answer = (_, res) => {
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
    const authorization = await on.bearer(path);
    let seen = 0;
    await exactly(on.address(path), {
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
