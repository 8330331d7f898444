import { gunzipSync } from 'node:zlib';
import { type Misbehaving, startMisbehaving } from '../practice/cds/misbehaving.js';
import { type Raw, rawCall } from './support/raw.js';
import { ask } from './support/requests.js';

const SIZE = 3_000_000;
const DELAY = 250;

/** The header's value in a raw head; undefined where it is not there. */
const header = ({ head }: Raw, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
const statusOf = ({ head }: Raw) => Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);

describe('a CDS service that misbehaves', () => {
  let upstream: Misbehaving;
  beforeAll(async () => {
    upstream = await startMisbehaving({ seed: 7, delayMs: DELAY, giganticBytes: SIZE });
  });
  afterAll(() => upstream.close());

  const call = async (service: string) => {
    const raw = await rawCall(upstream.base, service);
    return { raw, entry: upstream.answers.at(-1)! };
  };
  const parsed = (raw: Raw) =>
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw.body));
  const uuidsOf = (raw: Raw): unknown[] => parsed(raw).cards.map(({ uuid }: { uuid?: unknown }) => uuid);

  it('behaves where it is asked to', async () => {
    const { raw, entry } = await call('well');
    expect(statusOf(raw)).toBe(200);
    expect(header(raw, 'content-type')).toBe('application/json');
    expect(uuidsOf(raw)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);
    expect(entry).toMatchObject({ fault: 'well', whole: true, status: 200 });
  });

  it('has in its book the status, every header and every byte of what went out', async () => {
    const whole = upstream.names.filter((name) => name.includes('-') && !name.startsWith('half-way'));
    for (const name of whole) {
      const { raw, entry } = await call(name);
      expect({ name, status: statusOf(raw) }).toEqual({ name, status: entry.status });
      const sent = header(raw, 'transfer-encoding') === 'chunked' ? unchunked(raw.body) : raw.body;
      expect({ name, same: sent.equals(entry.body) }).toEqual({ name, same: true });
      const lines = raw.head
        .split('\r\n')
        .slice(1)
        .map((line) => line.toLowerCase().split(': ')[0]);
      const ofConnection = ['connection', 'transfer-encoding'];
      expect({ name, headers: lines.filter((line) => !ofConnection.includes(line!)).sort() }).toEqual({
        name,
        headers: Object.keys(entry.headers).sort(),
      });
      for (const [key, value] of Object.entries(entry.headers)) expect(header(raw, key)).toBe(value);
    }
  });

  describe('wrong content type', () => {
    it.each([
      ['html', 'text/html'],
      ['charset', 'Application/JSON ;charset="UTF-8"'],
      ['other-charset', 'application/json; charset=utf-16'],
      ['fhir', 'application/fhir+json'],
      ['none', undefined],
    ])('%s: %s, over sound JSON', async (way, type) => {
      const { raw } = await call(`wrong-type-${way}`);
      expect(header(raw, 'content-type')).toBe(type);
      expect(uuidsOf(raw)).toHaveLength(2);
    });
  });

  it.each(['cut-off', 'trailing', 'not-utf8', 'bom', 'empty'])('malformed: %s', async (way) => {
    const { raw } = await call(`malformed-${way}`);
    expect(header(raw, 'content-length')).toBe(String(raw.body.length));
    expect(() => parsed(raw)).toThrow();
    const text = raw.body.toString('latin1');
    if (way === 'bom') expect(raw.body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    if (way === 'trailing') expect(text).toMatch(/\}\n<!-- .* -->$/);
    if (way === 'not-utf8') expect(JSON.parse(text)).toBeTruthy();
  });

  it('a gigantic body comes in pieces, with no length, and is JSON', async () => {
    const { raw } = await call('gigantic');
    expect(header(raw, 'content-length')).toBeUndefined();
    expect(header(raw, 'transfer-encoding')).toBe('chunked');
    const whole = unchunked(raw.body);
    expect(whole.length).toBe(SIZE);
    expect(JSON.parse(whole.toString()).cards).toHaveLength(1);
  });

  it('a caller that hangs up in the middle of it harms nobody else', async () => {
    const { body } = await fetch(`${upstream.base}/cds-services/gigantic`, { method: 'POST' });
    await body!.getReader().cancel();
    expect(statusOf((await call('well')).raw)).toBe(200);
  });

  it('uuids twice in an answer, twice between answers, or both', async () => {
    const two = async (way: string) =>
      [uuidsOf((await call(way)).raw), uuidsOf((await call(way)).raw)] as [unknown[], unknown[]];
    const [one, other] = await two('duplicate-uuids-within');
    expect([one[0] === one[1], one[0] === other[0]]).toEqual([true, false]);
    const [third, fourth] = await two('duplicate-uuids-between');
    expect([third[0] === third[1], third[0] === fourth[0]]).toEqual([false, true]);
    const [fifth, sixth] = await two('duplicate-uuids-within-and-between');
    expect(new Set([...fifth, ...sixth]).size).toBe(1);
  });

  it.each<[string, unknown[]]>([
    ['absent', [undefined, undefined]],
    ['some', [undefined, expect.any(String)]],
    ['empty', ['', '']],
    ['null', [null, null]],
    ['number', [1, 2]],
    ['object', [expect.any(Object), expect.any(Object)]],
  ])('uuids missing: %s', async (way, uuids) => {
    expect(uuidsOf((await call(`missing-uuids-${way}`)).raw)).toEqual(uuids);
  });

  it.each(['numbers', 'duplicate-keys', 'escapes', 'whitespace', 'deep', 'prototype'])(
    'odd JSON: %s is legal, and another text when written again',
    async (way) => {
      const { raw } = await call(`odd-json-${way}`);
      expect(uuidsOf(raw)).toHaveLength(2);
      expect(JSON.stringify(parsed(raw))).not.toBe(raw.body.toString().trim());
      const text = raw.body.toString();
      if (way === 'numbers')
        for (const one of ['1.50', '1E400', '12345678901234567890']) expect(text).toContain(one);
      if (way === 'deep') expect(text).toContain('[ '.repeat(1000));
      if (way === 'whitespace') expect(text.length).toBeGreaterThan(200_000);
    },
  );

  it('slow before anything, or in the middle', async () => {
    const { raw: late } = await call('slow-start');
    expect(late.firstAfter).toBeGreaterThanOrEqual(DELAY - 5);
    const { raw: halting } = await call('slow-middle');
    expect(halting.firstAfter).toBeLessThan(DELAY - 5);
    expect(halting.lastAfter).toBeGreaterThanOrEqual(DELAY - 5);
    expect(uuidsOf(halting)).toHaveLength(2);
  });

  describe('closes half way', () => {
    it('with less than it announced', async () => {
      const { raw, entry } = await call('half-way-length');
      expect(Number(header(raw, 'content-length'))).toBeGreaterThan(raw.body.length);
      expect(raw.body.equals(entry.body) && raw.body.length > 0).toBe(true);
      expect(entry.whole).toBe(false);
    });

    it('in the middle of the chunks', async () => {
      const { raw, entry } = await call('half-way-chunked');
      expect(header(raw, 'transfer-encoding')).toBe('chunked');
      expect(raw.body.toString()).not.toContain('\r\n0\r\n');
      expect(unchunked(raw.body).equals(entry.body)).toBe(true);
    });

    it('before any byte, or in the head', async () => {
      const { raw: nothing, entry } = await call('half-way-before');
      expect(nothing.bytes.length).toBe(0);
      expect(entry).toMatchObject({ status: 0, whole: false });
      const { raw: part } = await call('half-way-in-head');
      expect(part.bytes.toString()).toBe('HTTP/1.1 200 OK\r\nContent-Ty');
    });

    it.each(['length', 'chunked', 'before', 'in-head'])('so that a client fails: %s', async (way) => {
      await expect(ask(upstream.base, `half-way-${way}`, {})).rejects.toThrow();
    });
  });

  it.each<[string, Record<string, string | RegExp>]>([
    ['412', { 'content-type': 'application/json' }],
    ['500', { 'content-type': /text\/html/ }],
    ['429', { 'retry-after': '7' }],
    ['401', { 'www-authenticate': /Bearer/ }],
    ['302', { location: /\/cds-services\/well$/ }],
    ['204', {}],
  ])('status %s', async (way, headers) => {
    const { raw } = await call(`status-${way}`);
    expect(statusOf(raw)).toBe(Number(way));
    for (const [name, value] of Object.entries(headers)) expect(header(raw, name)).toMatch(value);
    if (way === '204' || way === '302') expect(raw.body.length).toBe(0);
  });

  it('packs an answer that nobody asked to be packed, or only says so', async () => {
    const { raw } = await call('compressed-gzip');
    expect(header(raw, 'content-encoding')).toBe('gzip');
    expect(JSON.parse(gunzipSync(raw.body).toString()).cards).toHaveLength(2);
    const { raw: not } = await call('compressed-gzip-not');
    expect(header(not, 'content-encoding')).toBe('gzip');
    expect(() => gunzipSync(not.body)).toThrow();
  });

  describe('chosen by the seed', () => {
    const faultsOf = async (options: Parameters<typeof startMisbehaving>[0]) => {
      const own = await startMisbehaving({ delayMs: 1, giganticBytes: 1000, ...options });
      for (let time = 0; time < 40; time++) await rawCall(own.base, 'any');
      await own.close();
      return own.answers.map(({ fault, body }) => `${fault} ${body.toString('latin1')}`);
    };

    it('is the same for the same seed, and other for another', async () => {
      const one = await faultsOf({ seed: 1, kind: 'content' });
      expect(await faultsOf({ seed: 1, kind: 'content' })).toEqual(one);
      expect(await faultsOf({ seed: 2, kind: 'content' })).not.toEqual(one);
      expect(new Set(one.map((line) => line.split(' ')[0])).size).toBeGreaterThan(10);
    });

    it('gives its cards uuids that no service of another kind has', async () => {
      const all = await Promise.all(
        (['content', 'network'] as const).map(async (kind) => {
          const own = await startMisbehaving({ seed: 1, kind });
          const raw = await rawCall(own.base, 'well');
          await own.close();
          return uuidsOf(raw);
        }),
      );
      expect(new Set(all.flat()).size).toBe(4);
    });

    it('keeps to its kind', async () => {
      const names = (await faultsOf({ seed: 3, kind: 'network' })).join('\n');
      expect(names).toMatch(/^half-way/m);
      expect(names).not.toMatch(/^(malformed|gigantic|odd)/m);
    });
  });

  it('lists what it was told to list, spoils discovery when told to, and knows no other service', async () => {
    const own = await startMisbehaving({ seed: 1, listed: ['malformed-bom'], hook: 'order-sign' });
    const discovery = async () => (await fetch(`${own.base}/cds-services`)).json();
    expect(await discovery()).toMatchObject({ services: [{ id: 'malformed-bom', hook: 'order-sign' }] });
    own.faults.discovery = 'half-way-length';
    await expect(discovery()).rejects.toThrow();
    own.faults.feedback = 'status-503';
    expect((await ask(own.base, 'any/feedback', { feedback: [] })).status).toBe(503);
    expect(own.feedback).toMatchObject([{ service: 'any', body: '{"feedback":[]}' }]);
    expect((await ask(own.base, 'nothing', {})).status).toBe(404);
    await own.close();
  });
});

/** The content of a chunked body, also of one that was cut off. */
function unchunked(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const line = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, line).toString(), 16);
    if (size === 0) break;
    pieces.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}
