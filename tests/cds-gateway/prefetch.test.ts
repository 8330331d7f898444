import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  card,
  metricsOf,
  patientView,
  pause,
  type TestGateway,
  testGateway,
  until,
} from './support/gateway.js';
import { json } from './support/upstream.js';

/** What a service may have of a call, and what nobody may keep of it. */
const FOR_US = 'client-of-the-service';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await testGateway({
    upstreams: (url) => [
      { id: 'up', url, tool: 'order-entry', timeoutMs: 1000 },
      { id: 'own', url, tool: 'order-entry', timeoutMs: 1000, fhirClientId: FOR_US },
    ],
    settings: { log: { level: 'debug' } },
    gateway: { discovery: { everyMs: 50 } },
  });
  gateway.upstream.discovery = {
    services: [
      { hook: 'patient-view', id: 'asks', description: 'a', prefetch: { patient: 'x', 'caf\u00e9': 'x' } },
      // One id over two hooks: it asks for what either of them asks for.
      { hook: 'order-select', id: 'asks', description: 'a', prefetch: { drugs: 'x' } },
      { hook: 'patient-view', id: 'asks-for-nothing', description: 'a' },
      { hook: 'patient-view', id: 'odd', description: 'a', prefetch: { ['__proto__']: 'x', toString: 'x' } },
    ],
  };
  await until(async () => (await (await gateway.get('/cds-services')).text()).includes('up.odd'));
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.received.length = 0;
  gateway.upstream.answer = json({ cards: [] });
});

async function passed(text: string, service = 'up.asks'): Promise<string> {
  const response = await gateway.call(service, text);
  expect([response.status, await response.text()]).toEqual([200, '{"cards":[]}']);
  return gateway.upstream.received.at(-1)!.body;
}

const HEAD =
  '{ "hook":"patient-view","hookInstance":"1" , "context":{"userId":"Practitioner/3","patientId":"62"}';

const cuts: [string, string, string][] = [
  ['one in front', '{ "not" : {"a":1.50} ,\n\t"patient":{"b":1.50}}', '{ "patient":{"b":1.50}}'],
  ['one behind', '{"patient":{"b":1.50} , "not": [1,2,{"x":"}"}] }', '{"patient":{"b":1.50} }'],
  [
    'one between',
    '{"patient":{"n":1E400, "m":-0.0}, "not":null,"drugs" : 12345678901234567890}',
    '{"patient":{"n":1E400, "m":-0.0},"drugs" : 12345678901234567890}',
  ],
  ['several', '{"a":1,"patient":2,"b":3 , "c":4,"drugs":5,"d":6}', '{"patient":2,"drugs":5}'],
  [
    'named with escapes',
    '{"p\\u0061tient":"\\u00e9\\/\\ud83d\\ude42","n\\u006ft":1}',
    '{"p\\u0061tient":"\\u00e9\\/\\ud83d\\ude42"}',
  ],
  [
    'named twice',
    '{"not":1,"patient":{"first":true},"not":2,"patient":{"last":true}}',
    '{"patient":{"first":true},"patient":{"last":true}}',
  ],
  ['named like a part of an object', '{"__proto__":{"x":1},"constructor":1,"patient":2}', '{"patient":2}'],
  ['named by nothing', '{"":1,"patient":2}', '{"patient":2}'],
  ['in other letters', '{"Patient":1,"patient ":2,"patient":3}', '{"patient":3}'],
  [
    'with the word in a text',
    '{"patient":"{\\"prefetch\\":{\\"not\\":1}}","not":1}',
    '{"patient":"{\\"prefetch\\":{\\"not\\":1}}"}',
  ],
  ['beside one with an accent', '{"not":1,"café":"é🙂 "}', '{"café":"é🙂 "}'],
];

test.each(cuts)('cut out: %s', async (_, prefetch, left) => {
  const with_ = (part: string) => `${HEAD} ,"prefetch" : ${part}, "extension":{"n":1.50}}\r\n`;
  expect(await passed(with_(prefetch))).toBe(with_(left));
});

test.each([
  ['all asked for', '{"patient": {"n":1.50,"n":2} ,"drugs":null,"café":[]}'],
  ['one of them only', '{"drugs":{}}'],
  ['an empty one', '{ }'],
  ['none at all', 'null'],
])('left as it is: %s', async (_, prefetch) => {
  const text = `\ufeff${HEAD},"prefetch":${prefetch},"weight":70.50}`;
  expect(await passed(text)).toBe(text);
});

test('keys that objects have of themselves are asked for only where they are', async () => {
  const text = `${HEAD},"prefetch":{"__proto__":{"a":1},"toString":2}}`;
  expect(await passed(text, 'up.odd')).toBe(text);
  expect(JSON.parse(await passed(text)).prefetch ?? {}).toEqual({});
});

test.each(['up.asks-for-nothing', 'up.unlisted'])('%s gets nothing', async (service) => {
  const sent = await passed(`${HEAD},"prefetch":{"patient":{"name":"Secret"},"other":1}}`, service);
  expect(sent).not.toContain('Secret');
  expect(JSON.parse(sent)).toMatchObject({ hook: 'patient-view', context: { patientId: '62' } });
});

test('a second prefetch in the same call hides nothing', async () => {
  for (const [first, last] of [
    ['{"not":"Secret"}', '{"patient":1}'],
    ['{"patient":1}', '{"not":"Secret"}'],
    ['{"not":"Secret"}', 'null'],
  ])
    expect(await passed(`${HEAD},"prefetch":${first},"prefetch":${last}}`)).not.toContain('Secret');
});

test('a call that is nested deeply', async () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  for (const levels of [500, 2000, 20_000]) {
    const with_ = (prefetch: string) => `${HEAD},"prefetch":${prefetch},"extension":${deep(levels)}}`;
    expect(await passed(with_('{"patient":1,"not":2}'))).toBe(with_('{"patient":1}'));
  }
});

const authorization = (subject: string | null, more = '') =>
  `"fhirAuthorization" : {"access_token":"Secret","token_type":"Bearer","expires_in":300,"scope":"x"${subject === null ? '' : `,"subject":"${subject}"`}${more}}`;

describe('fhirAuthorization', () => {
  const text = (part: string) => `${HEAD},${part} ,"fhirServer":"https://ehr.example.org/fhir"}`;

  test('goes to the service that it is meant for, untouched', async () => {
    const sent = text(authorization(FOR_US, ',"n":1.50'));
    expect(await passed(sent, 'own.any')).toBe(sent);
  });

  test.each([
    ['another', authorization('another')],
    ['nobody', authorization(null)],
    ['a list', '"fhirAuthorization":{"access_token":"Secret","subject":["client-of-the-service"]}'],
    ['a text', '"fhirAuthorization":"Secret"'],
    ['another, and named with escapes', authorization('another').replace('fhir', 'fh\\u0069r')],
  ])('for %s is cut out', async (_, part) => {
    const left = `${HEAD} ,"fhirServer":"https://ehr.example.org/fhir"}`;
    expect(await passed(text(part), 'own.any')).toBe(left);
  });

  test('twice, of which one is for another', async () => {
    for (const [first, last] of [
      ['another', FOR_US],
      [FOR_US, 'another'],
    ] as const) {
      const sent = text(`${authorization(first)},${authorization(last)}`);
      expect(await passed(sent, 'own.any')).not.toContain('"another"');
    }
  });

  test('is passed on where the configuration names nobody', async () => {
    const sent = text(authorization('another'));
    expect(await passed(sent)).toBe(sent);
  });

  test('with prefetch that is cut out too', async () => {
    const sent = `{${authorization('another')},"prefetch":{"patient":1,"not":2},"hook":"patient-view","hookInstance":"1","context":{}}`;
    const left = '{"prefetch":{"patient":1},"hook":"patient-view","hookInstance":"1","context":{}}';
    expect(await passed(sent, 'own.asks')).toBe(left);
  });
});

/** Every file below, with what is in it. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

test('nothing of it is in the store, in the log or in the metrics', async () => {
  const SECRETS = {
    token: 'zq-access-token',
    prefetch: 'zq-prefetch-text',
    context: 'zq-context-text',
    summary: 'zq-summary',
    detail: 'zq-detail',
    suggestion: 'zq-suggestion',
    link: 'zq-link',
    comment: 'zq-comment',
    display: 'zq-display',
    header: 'zq-header',
  };
  gateway.upstream.answer = json({
    cards: [
      card({
        uuid: undefined,
        summary: SECRETS.summary,
        detail: SECRETS.detail,
        suggestions: [{ label: SECRETS.suggestion, actions: [{ description: SECRETS.suggestion }] }],
        links: [{ label: SECRETS.link, url: `https://x.example.org/${SECRETS.link}`, type: 'absolute' }],
        overrideReasons: [{ code: 'a', display: SECRETS.display }],
      }),
    ],
    systemActions: [{ type: 'create', description: SECRETS.detail, resource: { note: SECRETS.detail } }],
  });
  const body = patientView({
    prefetch: { patient: { name: SECRETS.prefetch }, other: SECRETS.prefetch },
    fhirAuthorization: {
      access_token: SECRETS.token,
      token_type: 'Bearer',
      expires_in: 1,
      scope: 'x',
      subject: 'y',
    },
    context: {
      userId: 'Practitioner/3',
      patientId: '62',
      draftOrders: {
        entry: [{ resource: { resourceType: 'ServiceRequest', id: '1', note: SECRETS.context } }],
      },
    },
  });
  const before = (await gateway.calls()).length;
  const headers = { 'x-request-id': SECRETS.header, 'user-agent': SECRETS.header };
  const response = await gateway.call('up.asks', body, { headers });
  const [{ uuid }] = ((await response.json()) as { cards: [{ uuid: string }] }).cards;
  await gateway.call('own.asks', body, { headers });
  // And where something goes wrong.
  await gateway.call('up.asks', `${JSON.stringify(body)}x`, { headers });
  gateway.upstream.answer = (_, res) => res.destroy();
  await gateway.call('up.asks', body, { headers });
  for (const answer of [json({}), (_: unknown, res: { destroy(): void }) => res.destroy()]) {
    gateway.upstream.feedback = answer as never;
    for (const one of [uuid, 'x'])
      await gateway.feedback('up.asks', {
        feedback: [
          {
            card: one,
            outcome: 'overridden',
            overrideReason: {
              reason: { code: 'c', system: 's', display: SECRETS.display },
              userComment: SECRETS.comment,
            },
          },
        ],
      });
  }
  gateway.upstream.feedback = json({});
  await gateway.calls(before + 3);
  await pause(100);

  const { config, log } = gateway.serving;
  const kept = filesBelow(config.store);
  expect(kept.map((path) => path.replace(/.*\/(\w+)-.*$/, '$1'))).toEqual(
    expect.arrayContaining(['hook', 'feedback', 'discovery']),
  );
  const places = [
    ...kept.map((path) => [path, readFileSync(path, 'latin1')]),
    ['log', log.join('')],
    ['metrics', await metricsOf(gateway.serving)],
  ] as [string, string][];
  const found = places.flatMap(([place, text]) =>
    (/zq-[\w-]+/.exec(text) ?? []).map((word) => [place, word]),
  );
  expect(found).toEqual([]);
  // No key and no token either: both begin like this.
  expect(log.join('')).not.toMatch(/eyJ|Bearer|"d":/);
  for (const path of kept) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
});
