import { decodeJwt, decodeProtectedHeader } from 'jose';
import { EXAMPLES, type Example } from '../cds-hooks/spec/examples/index.js';
import { ANSWER_FACTS, FEEDBACK_FACTS, REQUEST_FACTS } from '../cds-hooks/spec/facts.js';
import { type Kind, validate } from '../cds-hooks/spec/validate.js';
import { card, patientView, type TestGateway, testGateway, until } from './support/gateway.js';
import { json, raw } from './support/upstream.js';

/** The standard's own examples, through the gateway. */
let gateway: TestGateway;

const of = (kind: Kind) => EXAMPLES.filter((example) => example.kind === kind);
const keysOf = (part: unknown): string[] => Object.keys((part ?? {}) as object);
const serviceOf = ({ name }: Example) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Services that ask for exactly the prefetch that an example has. */
const askingServices = of('request').map((example) => {
  const { hook, prefetch } = example.value as { hook: string; prefetch?: unknown };
  const asked = Object.fromEntries(keysOf(prefetch).map((key) => [key, 'Patient/{{context.patientId}}']));
  return { hook, id: serviceOf(example), description: 'One example', prefetch: asked };
});

beforeAll(async () => {
  gateway = await testGateway({ gateway: { discovery: { everyMs: 50 } } });
  gateway.upstream.discovery = { services: askingServices };
  await until(async () => {
    const response = await gateway.get('/cds-services');
    if (!response.ok) return false;
    const { services } = (await response.json()) as { services: unknown[] };
    return services.length === askingServices.length;
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.received.length = 0;
  gateway.upstream.answer = json({ cards: [] });
});

/** The line of one more call. */
async function lineOf(call: () => Promise<unknown>) {
  const before = (await gateway.calls()).length;
  await call();
  return (await gateway.calls(before + 1)).at(-1)!;
}

test.each(of('request'))('$name reaches the service byte for byte', async (example) => {
  const response = await gateway.call(`up.${serviceOf(example)}`, example.text);
  expect(response.status).toBe(200);
  expect(gateway.upstream.received.map(({ body }) => body)).toEqual([example.text]);
});

test.each(REQUEST_FACTS)('$name: what is kept of it', async (facts) => {
  const example = EXAMPLES.find(({ name }) => name === facts.name)!;
  const line = await lineOf(() => gateway.call(`up.${serviceOf(example)}`, example.text));
  const typed = (type: string, id: string | null) => {
    if (id === null) return '';
    return id.includes('/') ? id : `${type}/${id}`;
  };
  expect({ ...line, order: undefined }).toMatchObject({
    service: `up.${serviceOf(example)}`,
    hook: facts.hook,
    instance: facts.hookInstance,
    user: typed('Practitioner', facts.user),
    patient: typed('Patient', facts.patient),
    encounter: typed('Encounter', facts.encounter),
    orders: facts.orders,
  });
  if (facts.selections.length > 0) expect(line.order).toBe(facts.selections[0]);
});

test.each(of('answer'))('$name comes back as it is, but for uuids of ours', async (example) => {
  gateway.upstream.answer = raw(example.text);
  let text = '';
  const line = await lineOf(async () => {
    const response = await gateway.call('up.any', patientView());
    expect(response.status).toBe(200);
    text = await response.text();
  });
  expect(
    withoutMinted(
      text,
      example,
      line.cards.filter(({ minted }) => minted).map(({ id }) => id),
    ),
  ).toBe(withoutReplaced(example));
  // A uuid is no field of 1.0's cards; the later versions must still allow what was made of theirs.
  if (!example.version.startsWith('1'))
    expect(validate('answer', example.version, JSON.parse(text))).toEqual([]);
  const given = ((JSON.parse(text) as { cards: { uuid?: unknown }[] }).cards ?? []).map(({ uuid }) => uuid);
  expect(given.every((uuid) => typeof uuid === 'string' && uuid !== '')).toBe(true);
  expect(new Set(given).size).toBe(given.length);
});

/** The text without what the gateway has put in: a whole member where there was none, the value where there was one. */
function withoutMinted(text: string, example: Example, minted: string[]): string {
  return minted.reduce((left, uuid) => {
    expect(left.split(uuid)).toHaveLength(2);
    for (const added of [`"uuid":"${uuid}",`, `"uuid":"${uuid}"`])
      if (left.includes(`{${added}`) && !example.text.includes(uuid)) return left.replace(`{${added}`, '{');
    return left.replace(`"${uuid}"`, REPLACED);
  }, text);
}

const REPLACED = '"(a uuid of ours)"';

/** The one example that gives a uuid twice: of two cards the later one has another. */
function withoutReplaced({ name, text }: Example): string {
  if (name !== '2.0 a uuid given twice, and one missing') return text;
  const last = text.lastIndexOf('"static-card"');
  return `${text.slice(0, last)}${REPLACED}${text.slice(last + '"static-card"'.length)}`;
}

test.each(ANSWER_FACTS)('$name: what is kept of it', async (facts) => {
  const example = EXAMPLES.find(({ name }) => name === facts.name)!;
  gateway.upstream.answer = raw(example.text.replaceAll(/0000-4000-8000-/g, '0001-4000-8000-'));
  let answer = { cards: [] as { uuid: string }[] };
  const line = await lineOf(async () => {
    answer = (await (await gateway.call('up.kept', patientView())).json()) as typeof answer;
  });
  expect(line.systemActions).toHaveLength(facts.systemActions);
  expect(line.cards.map(({ minted: _, ...kept }) => kept)).toEqual(
    facts.cards.map((one, index) => ({
      id: answer.cards[index]!.uuid,
      key: `up.kept/${one.topic ?? one.source}`,
      indicator: INDICATORS[one.indicator] ?? one.indicator,
      source: one.source,
      suggestions: one.suggestions,
      links: one.links,
    })),
  );
});

/** Before 1.0 there were four; the two that are gone are critical, and none. */
const INDICATORS: Record<string, string> = { 'hard-stop': 'critical', success: '' };

test.each(of('feedback'))('$name reaches the service byte for byte', async (example) => {
  const response = await gateway.feedback('up.any', example.text);
  expect(response.status).toBe(200);
  expect(gateway.upstream.received.map(({ url, body }) => [url, body])).toEqual([
    ['/cds-services/any/feedback', example.text],
  ]);
});

test.each(FEEDBACK_FACTS)('$name: what is kept of it', async (facts) => {
  const example = EXAMPLES.find(({ name }) => name === facts.name)!;
  await gateway.feedback('up.kept', example.text);
  const { answers, ...line } = gateway.feedbackLines().at(-1)!;
  expect(line).toMatchObject({
    service: 'up.kept',
    upstream: 'up',
    server: 'main',
    client: gateway.client.iss,
  });
  expect(answers).toEqual(
    facts.outcomes.map(({ card: id, outcome, reasonCode, reasonSystem, outcomeTimestamp }) => ({
      card: id,
      outcome,
      reason: reasonOf(reasonCode, reasonSystem),
      responded: instantOf(outcomeTimestamp),
    })),
  );
});

/** A code of the 3.0 example code system stands alone. */
function reasonOf(code: string | null, system: string | null): string {
  if (code === null) return '';
  return system === null || system.endsWith('/non-adherence-reason-codes') ? code : `${system}|${code}`;
}

/** One without an offset is UTC (2.0, "Feedback": `outcomeTimestamp`). */
function instantOf(written: string | null): string {
  if (written === null) return '';
  return new Date(/[Z+]/.test(written) ? written : `${written}Z`).toISOString();
}

test.each(of('discovery'))('$name: merged, and it still conforms', async ({ version, value }) => {
  const own = await testGateway({
    upstreams: (url) => ['one', 'two'].map((id) => ({ id, url, tool: 'order-entry' })),
  });
  try {
    own.upstream.discovery = value as Record<string, unknown>;
    const { services } = value as { services: { id: string }[] };
    const merged = (await (await own.get('/cds-services')).json()) as { services: { id: string }[] };
    expect(validate('discovery', version, merged)).toEqual([]);
    expect(merged.services).toEqual(
      ['one', 'two'].flatMap((id) => services.map((one) => ({ ...one, id: `${id}.${one.id}` }))),
    );
  } finally {
    await own.stop();
  }
});

test('our own JWT conforms in every version', async () => {
  gateway.upstream.answer = json({ cards: [card()] });
  await gateway.call('up.any', patientView());
  await gateway.feedback('up.any', { feedback: [{ card: 'x', outcome: 'accepted' }] });
  const tokens = gateway.upstream.received.map(({ headers }) =>
    headers.authorization!.slice('Bearer '.length),
  );
  expect(tokens).toHaveLength(2);
  for (const token of tokens)
    for (const version of ['1.0', '2.0', '3.0'] as const) {
      const parts = { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
      expect(validate('jwt', version, parts)).toEqual([]);
    }
});

test('what is left of a call whose prefetch nobody asked for conforms', async () => {
  const example = EXAMPLES.find(({ name }) => name === '2.0 patient-view')!;
  await gateway.call('up.asks-for-nothing', example.text);
  const [{ body } = { body: '' }] = gateway.upstream.received;
  expect(JSON.parse(body)).not.toHaveProperty('prefetch.active');
  expect(validate('request', '2.0', JSON.parse(body))).toEqual([]);
});
