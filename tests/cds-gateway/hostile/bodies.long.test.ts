import { gzipSync } from 'node:zlib';
import { card, patientView } from '../support/gateway.js';
import { raw } from '../support/upstream.js';
import { BODY, hostile } from './hostile.js';

const on = hostile();

describe('bodies', () => {
  test('of 33 MB are refused, told so, and not passed on', async () => {
    const large = Buffer.alloc(33 * 1024 * 1024, ' ');
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const { status, body } = await on.post('/cds-services/up.a', large, headers);
      expect([status, JSON.parse(body.toString()).code]).toEqual([413, 'cds-too-large']);
    }
    expect(on.gateway.upstream.received).toEqual([]);
  });

  test('of 30 MB pass', async () => {
    const text = JSON.stringify(patientView({ extension: { text: 'x'.repeat(30 * 1024 * 1024) } }));
    expect((await on.post('/cds-services/up.a', text)).status).toBe(200);
    expect(on.gateway.upstream.received[0]!.body === text).toBe(true);
  });

  test('packed ones are unpacked; bombs are refused', async () => {
    const packed = { 'content-encoding': 'gzip' };
    expect((await on.post('/cds-services/up.a', gzipSync(BODY), packed)).status).toBe(200);
    expect(
      on.gateway.upstream.received.map(({ body, headers }) => [body, headers['content-encoding']]),
    ).toEqual([[BODY, undefined]]);
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, ' '));
    const before = process.memoryUsage().rss;
    expect((await on.post('/cds-services/up.a', bomb, packed)).status).toBe(400);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
    expect((await on.post('/cds-services/up.a', 'no gzip', packed)).status).toBe(400);
    expect((await on.post('/cds-services/up.a', BODY, { 'content-encoding': 'zstd' })).status).toBe(400);
    expect(on.gateway.upstream.received).toHaveLength(1);
  });

  test('an answer that is a bomb passes packed, and its cards are not said to be none', async () => {
    const bomb = gzipSync(`{"cards":[${JSON.stringify(card())}]${' '.repeat(60 * 1024 * 1024)}}`);
    on.gateway.upstream.answer = raw(bomb, 200, { 'content-encoding': 'gzip' });
    const before = (await on.gateway.calls()).length;
    const { status, body, headers } = await on.post('/cds-services/up.a', BODY);
    expect([status, headers['content-encoding'], body.equals(bomb)]).toEqual([200, 'gzip', true]);
    expect((await on.gateway.calls(before + 1)).at(-1)).toMatchObject({ end: 'answered-unread', cards: [] });
  });

  test('an answer that is nested too deeply passes, and its cards are not said to be none', async () => {
    const text = `{"cards":[${JSON.stringify(card({ uuid: undefined }))}],"extension":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    on.gateway.upstream.answer = raw(text);
    const before = (await on.gateway.calls()).length;
    const { status, body } = await on.post('/cds-services/up.a', BODY);
    expect(status).toBe(200);
    const line = (await on.gateway.calls(before + 1)).at(-1)!;
    const untouched = body.toString() === text;
    // Either it is read, or it is said that it was not.
    expect([untouched, line.end, line.cards.length]).toEqual(
      untouched ? [true, 'answered-unread', 0] : [false, 'answered', 1],
    );
  });

  test('objects that try to be more than they are', async () => {
    const text = `{"__proto__":{"hook":"x"},"constructor":{"prototype":{"polluted":1}},${BODY.slice(1)}`;
    on.gateway.upstream.answer = raw(
      '{"__proto__":{"cards":[1]},"cards":[{"__proto__":{"uuid":"a"},"summary":"s"},null,1,[],"x",{"uuid":{"toString":1}}]}',
    );
    expect((await on.post('/cds-services/up.a', text)).status).toBe(200);
    expect(on.gateway.upstream.received[0]!.body).toBe(text);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).cards).toBeUndefined();
  });

  test('a byte order mark, and what is no UTF-8', async () => {
    expect((await on.post('/cds-services/up.a', `\ufeff${BODY}`)).status).toBe(200);
    expect(on.gateway.upstream.received[0]!.body).toBe(`\ufeff${BODY}`);
    const latin = Buffer.from(JSON.stringify(patientView({ extension: '\u00e9' })), 'latin1');
    expect((await on.post('/cds-services/up.a', latin)).status).toBe(400);
  });

  test.each(['{"hook":1,"context":[]}', '{}', '{"context":null,"prefetch":null,"hookInstance":{}}'])(
    '%s is the service’s to judge',
    async (text) => {
      on.gateway.upstream.answer = raw('its own words', 400);
      const { status, body } = await on.post('/cds-services/up.a', text);
      expect([status, body.toString()]).toEqual([400, 'its own words']);
    },
  );
});
