import { card, patientView, type TestGateway, testGateway } from './support/gateway.js';
import { json, raw } from './support/upstream.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.received.length = 0;
});

test('a call reaches the service byte for byte, and its answer comes back so', async () => {
  const odd = `{ "cards" : [ ${JSON.stringify(card())} ] , "extension":{"n":1.50,"big":12345678901234567890,"u":"\\u00e9"}}\n`;
  gateway.upstream.answer = raw(odd, 200, {
    'content-type': 'application/json; charset=utf-8',
    'x-own': 'a',
  });
  const body = `{"hook":"patient-view" , "hookInstance":"1","context":{"userId":"Practitioner/3","patientId":"62","weight":70.50}}`;
  const response = await gateway.call('up.any', body);
  expect([response.status, await response.text()]).toEqual([200, odd]);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('x-own')).toBe('a');
  expect(gateway.upstream.received.map(({ url, body: text }) => [url, text])).toEqual([
    ['/cds-services/any', body],
  ]);
});

test.each([412, 500, 503, 404, 429, 302, 204])(
  'a status of %i is the service’s own, and stays',
  async (status) => {
    gateway.upstream.answer = raw(status === 204 ? '' : '<p>its own words</p>', status, {
      'content-type': 'text/html',
      'retry-after': '7',
      location: 'https://elsewhere.example.org/',
    });
    const response = await gateway.call('up.any', patientView(), { redirect: 'manual' });
    expect([response.status, await response.text()]).toEqual([
      status,
      status === 204 ? '' : '<p>its own words</p>',
    ]);
    expect(response.headers.get('retry-after')).toBe('7');
  },
);

test('what is recorded, after the answer', async () => {
  const uuid = crypto.randomUUID();
  gateway.upstream.answer = json({
    cards: [card({ uuid, suggestions: [{ label: 'a' }, { label: 'b' }], links: [{}] })],
    systemActions: [{ type: 'create', resource: { resourceType: 'ServiceRequest' } }],
  });
  await gateway.call('up.sepsis', patientView());
  const [line] = (await gateway.calls()).slice(-1);
  expect(line).toMatchObject({
    service: 'up.sepsis',
    upstream: 'up',
    tool: 'order-entry',
    hook: 'patient-view',
    user: 'Practitioner/3',
    patient: 'Patient/62',
    encounter: 'Encounter/667',
    end: 'answered',
    status: 200,
    seen: 'returned',
    systemActions: ['create ServiceRequest'],
    cards: [
      {
        id: uuid,
        key: 'up.sepsis/sepsis',
        indicator: 'warning',
        source: 'Practice rules',
        suggestions: 2,
        links: 1,
      },
    ],
  });
  expect(JSON.stringify(line)).not.toContain('nobody may keep');
});

test('a card counts as shown where the site says that this EHR shows all of that hook', async () => {
  const own = await testGateway({
    clients: ({ iss, jwks }) => [{ iss, jwks, shows: ['order-sign'] }],
  });
  try {
    own.upstream.answer = json({ cards: [card()] });
    await own.call('up.any', patientView());
    await own.call('up.any', patientView({ hook: 'order-sign' }));
    expect((await own.calls(2)).map(({ hook, seen }) => [hook, seen])).toEqual([
      ['patient-view', 'returned'],
      ['order-sign', 'shown'],
    ]);
  } finally {
    await own.stop();
  }
});

test('pages of a listed origin may read the answers, and no others', async () => {
  const origin = 'https://ehr.example.org';
  const own = await testGateway({ clients: ({ iss, jwks }) => [{ iss, jwks, origins: [origin] }] });
  try {
    const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
    const path = `${own.serving.url}/cds-services/up.any`;
    const headers = { 'access-control-request-method': 'POST' };
    for (const [from, expected] of [
      [origin, origin],
      ['https://evil.example.org', null],
      ['null', null],
    ] as const) {
      const asked = await fetch(path, { method: 'OPTIONS', headers: { ...headers, origin: from } });
      expect([asked.status, allowed(asked)]).toEqual([204, expected]);
      own.upstream.answer = raw('{"cards":[]}', 200, { 'access-control-allow-origin': '*', vary: 'Accept' });
      const answer = await own.call('up.any', patientView(), { headers: { origin: from } });
      expect([allowed(answer), answer.headers.get('access-control-allow-credentials')]).toEqual([
        expected,
        null,
      ]);
      expect(answer.headers.get('vary')).toMatch(/Origin/);
      const refused = await fetch(path, { method: 'POST', headers: { origin: from }, body: '{}' });
      expect([refused.status, allowed(refused)]).toEqual([401, expected]);
    }
  } finally {
    await own.stop();
  }
});

test('more at once than there are connections: each answered by its own answer', async () => {
  const own = await testGateway({
    upstreams: (url) => [{ id: 'up', url, tool: 'order-entry', timeoutMs: 20_000 }],
  });
  try {
    own.upstream.answer = (_, res, body) => {
      const { hookInstance } = JSON.parse(body) as { hookInstance: string };
      setTimeout(() => res.end(JSON.stringify({ cards: [], extension: hookInstance })), 100);
    };
    const all = await Promise.all(
      Array.from({ length: 600 }, async (_, n) => {
        const response = await own.call('up.any', patientView({ hookInstance: `call-${n}` }));
        return [response.status, ((await response.json()) as { extension: string }).extension];
      }),
    );
    expect(all).toEqual(Array.from({ length: 600 }, (_, n) => [200, `call-${n}`]));
    expect(own.upstream.received).toHaveLength(600);
    expect(new Set((await own.calls(600)).map(({ instance }) => instance)).size).toBe(600);
  } finally {
    await own.stop();
  }
});
