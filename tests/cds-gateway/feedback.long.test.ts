import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCurrent } from '../../src/store/derived/current.js';
import { fold, withEngine } from '../server-chart/support/store.js';
import { testClient } from './support/client.js';
import { card, codeOf, patientView, type TestGateway, testGateway } from './support/gateway.js';
import { json, raw, type TestUpstream, testUpstream } from './support/upstream.js';

/** What EHRs tell of cards: kept, passed on under the service's own uuids, and once however often it comes. */
let gateway: TestGateway;
let store: string;
let site: string;
let shared: Pick<TestGateway, 'client' | 'upstream'>;

beforeEach(async () => {
  store = mkdtempSync(join(tmpdir(), 'cds-feedback-'));
  site = join(store, 'site.yaml');
  writeFileSync(site, 'timeZone: UTC\n');
  shared = { client: await testClient(), upstream: await testUpstream() };
  gateway = await started();
});
afterEach(async () => {
  await gateway.stop();
  await shared.client.close();
  await shared.upstream.close();
  rmSync(store, { recursive: true, force: true });
});

const started = () =>
  testGateway({
    with: shared,
    settings: { store },
    upstreams: (url) => [
      { id: 'up', url, tool: 'order-entry', timeoutMs: 500 },
      { id: 'down', url: 'http://127.0.0.1:9', tool: 'order-entry', timeoutMs: 500 },
    ],
  });

const restarted = async () => {
  await gateway.stop();
  gateway = await started();
};

const AT = '2026-03-05T10:00:00Z';
const accepted = (id: string, at = AT) => ({ card: id, outcome: 'accepted', outcomeTimestamp: at });
const overridden = (id: string, overrideReason: unknown = undefined, at = AT) => ({
  card: id,
  outcome: 'overridden',
  overrideReason,
  outcomeTimestamp: at,
});
const told = (...feedback: unknown[]) => gateway.feedback('up.any', { feedback });
const sent = () =>
  gateway.upstream.received.filter(({ url }) => url.endsWith('/feedback')).map(({ body }) => body);
const cardsSent = () =>
  sent().flatMap((body) =>
    (JSON.parse(body) as { feedback: { card: string }[] }).feedback.map((one) => one.card),
  );

/** The uuids that the EHR was given for these cards. */
async function given(cards: unknown[], service = 'up.any'): Promise<string[]> {
  gateway.upstream.answer = json({ cards });
  const response = await gateway.call(service, patientView());
  return ((await response.json()) as { cards: { uuid: string }[] }).cards.map(({ uuid }) => uuid);
}

interface AnswerRow {
  alert_id: string;
  response: string;
  reason: string;
  responded: string | null;
}

/** What a collect makes of the journal: answers as measures see them. */
async function collected(): Promise<AnswerRow[]> {
  await fold(store, site);
  return withEngine(async (engine) => {
    await createCurrent(engine, store);
    return engine.json<AnswerRow>(
      'SELECT alert_id, response, reason, CAST(responded AS VARCHAR) AS responded FROM current_alert_answer ORDER BY ALL',
    );
  });
}

test('a batch is kept whole and passed on whole', async () => {
  const body = { feedback: [accepted('a'), overridden('b', { reason: { code: 'c', system: 's' } })] };
  expect((await gateway.feedback('up.any', body)).status).toBe(200);
  expect(sent()).toEqual([JSON.stringify(body)]);
  expect(gateway.feedbackLines().map(({ answers }) => answers)).toEqual([
    [
      { card: 'a', outcome: 'accepted', reason: '', responded: '2026-03-05T10:00:00.000Z' },
      { card: 'b', outcome: 'overridden', reason: 's|c', responded: '2026-03-05T10:00:00.000Z' },
    ],
  ]);
});

test('the same feedback again, in another batch, by another fold, after a restart: one answer', async () => {
  await told(accepted('a'), accepted('a'));
  await told(accepted('a'), overridden('b'));
  await restarted();
  expect(await collected()).toHaveLength(2);
  await told(accepted('a'));
  await restarted();
  await told(overridden('b'), accepted('a'));
  await restarted();
  expect((await collected()).map(({ alert_id, response }) => [alert_id, response])).toEqual([
    ['a', 'accepted'],
    ['b', 'overridden'],
  ]);
});

test('the same feedback twenty times at once, without a time of its own', async () => {
  const body = { feedback: [{ card: 'a', outcome: 'accepted' }] };
  const all = await Promise.all(Array.from({ length: 20 }, () => gateway.feedback('up.any', body)));
  expect(all.map(({ status }) => status)).toEqual(Array(20).fill(200));
  await restarted();
  expect(await collected()).toEqual([{ alert_id: 'a', response: 'accepted', reason: '', responded: null }]);
});

test('before its card, late, and for a card that nobody knows', async () => {
  const uuid = randomUUID();
  await told(accepted(uuid), overridden('unknown'));
  await given([card({ uuid })]);
  await restarted();
  expect((await collected()).map(({ alert_id }) => alert_id).toSorted()).toEqual(
    [uuid, 'unknown'].toSorted(),
  );
  const [late] = await given([card()]);
  await restarted();
  await collected();
  await told(overridden(late!, { reason: { code: 'c' } }));
  await restarted();
  expect((await collected()).find(({ alert_id }) => alert_id === late)).toMatchObject({ reason: 'c' });
});

const reasons: [string, unknown, string][] = [
  ['a coding (2.0)', { reason: { code: 'c', system: 's' } }, 's|c'],
  ['a flat coding (1.x)', { code: 'c', system: 's' }, 's|c'],
  ['a concept (3.0)', { reason: { coding: [{ code: 'c', system: 's' }, { code: 'd' }] } }, 's|c'],
  ['several reasons', [{ reason: { code: 'c', system: 's' } }, { reason: { code: 'd' } }], 's|c'],
  ['a code alone', { reason: 'c' }, 'c'],
  ['a code without a system', { reason: { code: 'c', display: 'words' } }, 'c'],
  ['words alone', { userComment: 'words' }, ''],
  ['words where the reason is', { reason: { display: 'words' } }, ''],
  ['nothing', undefined, ''],
  ['null', null, ''],
  ['a number', { reason: { code: 7 } }, ''],
  ['of the example code system', { reason: { code: 'c', system: EXAMPLE() } }, 'c'],
];
function EXAMPLE() {
  return 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
}

test('a reason as it may be written', async () => {
  for (const [, reason] of reasons) await told(overridden('a', reason));
  const found = gateway.feedbackLines().map(({ answers }) => answers[0]!.reason);
  expect(found.map((one, at) => [reasons[at]![0], one])).toEqual(reasons.map(([name, , as]) => [name, as]));
});

describe('uuids of ours', () => {
  const uuid = 'the-same-each-time';

  test('for cards of one answer, of two, and after a restart: the service gets its own back', async () => {
    const ids = [...(await given([card({ uuid }), card({ uuid })])), ...(await given([card({ uuid })]))];
    expect(ids[0]).toBe(uuid);
    await restarted();
    ids.push(...(await given([card({ uuid })])));
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) await told(accepted(id));
    await restarted();
    for (const id of ids) await told(overridden(id));
    expect(cardsSent()).toEqual(Array(8).fill(uuid));
    const kept = gateway.feedbackLines().flatMap(({ answers }) => answers.map((one) => one.card));
    expect(kept.toSorted()).toEqual([...ids, ...ids].toSorted());
  });

  test('after the journal was folded and the app started anew', async () => {
    const [, ours] = await given([card({ uuid }), card({ uuid })]);
    await restarted();
    await collected();
    await restarted();
    await told(accepted(ours!));
    expect(cardsSent()).toEqual([uuid]);
  });

  test('after a crash in the middle of writing down another', async () => {
    await given([card({ uuid }), card({ uuid })]);
    await gateway.stop();
    appendFileSync(join(store, 'cds', 'repeated-cards.ndjson'), '{"tag":12,"upstr');
    gateway = await started();
    const [, ours] = await given([card({ uuid: 'next' }), card({ uuid: 'next' })]);
    await restarted();
    await told(accepted(ours!));
    expect(cardsSent()).toEqual(['next']);
  });

  test('only the uuid is another: every other byte of the feedback stays', async () => {
    const [, ours] = await given([card({ uuid: 'x"\\é' }), card({ uuid: 'x"\\é' })]);
    const text = (id: string) =>
      ` {"feedback" : [ {"outcome":"accepted", "card" : ${id} ,"n":1.50,"n":1E400},{"card":"other","outcome":"overridden"}\t], "extension":{"card":"${ours}"}}\r\n`;
    await gateway.feedback('up.any', text(`"${ours}"`));
    expect(sent()).toEqual([text('"x\\"\\\\é"')]);
  });

  test('feedback on cards without a uuid stays here, with or without others', async () => {
    const [none, own] = await given([card({ uuid: undefined }), card({ uuid: 'own' })]);
    expect((await told(accepted(none!))).status).toBe(200);
    expect(sent()).toEqual([]);
    await told(accepted(none!), accepted(own!), overridden(none!));
    expect(cardsSent()).toEqual(['own']);
    expect(gateway.feedbackLines().flatMap(({ answers }) => answers)).toHaveLength(4);
  });

  test('an EHR that writes them in capitals', async () => {
    const [, ours] = await given([card({ uuid }), card({ uuid })]);
    await told(accepted(ours!.toUpperCase()));
    expect(cardsSent()).toEqual([uuid]);
    await restarted();
    // It is the same card: uuids are compared without regard to case (RFC 9562, 4).
    expect((await collected()).map(({ alert_id }) => alert_id)).toEqual([ours]);
  });

  test('one that was made up is nobody’s, and is passed on as it is', async () => {
    const [, ours] = await given([card({ uuid }), card({ uuid })]);
    const last = ours!.endsWith('0') ? '1' : '0';
    const near = `${ours!.slice(0, -1)}${last}`;
    await told(accepted(near));
    expect(cardsSent()).toEqual([near]);
  });

  test('of another service’s card: that service’s uuid is not told here', async () => {
    const other: TestUpstream = await testUpstream();
    const own = await testGateway({
      with: shared,
      upstreams: (url) => [
        { id: 'up', url, tool: 'order-entry' },
        { id: 'other', url: other.url, tool: 'order-entry' },
      ],
    });
    try {
      other.answer = json({ cards: [card({ uuid: 'of-the-other' }), card({ uuid: 'of-the-other' })] });
      const answer = (await (await own.call('other.any', patientView())).json()) as {
        cards: { uuid: string }[];
      };
      await own.feedback('up.any', { feedback: [accepted(answer.cards[1]!.uuid)] });
      expect(sent().join()).not.toContain('of-the-other');
    } finally {
      await own.stop();
      await other.close();
    }
  });

  test('a great batch of them is changed back in no time', async () => {
    const [, ours] = await given([card({ uuid }), card({ uuid })]);
    const feedback = [...Array.from({ length: 150_000 }, (_, n) => ({ card: `c${n}` })), accepted(ours!)];
    const began = performance.now();
    await gateway.feedback('up.any', { feedback });
    const ms = performance.now() - began;
    expect(cardsSent().at(-1)).toBe(uuid);
    // While it works on this, no other call is answered.
    expect(ms).toBeLessThan(4000);
  });
});

test.each([404, 405, 501])('a service without feedback (%i): the EHR has done its part', async (status) => {
  gateway.upstream.feedback = raw('not here', status);
  const response = await told(accepted('a'));
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(gateway.feedbackLines()).toHaveLength(1);
});

test.each([400, 401, 412, 422, 500, 503])('a service that says %i: the EHR hears it', async (status) => {
  gateway.upstream.feedback = raw('its own words', status, { 'content-type': 'text/plain' });
  const response = await told(accepted('a'));
  expect([response.status, await response.text()]).toEqual([status, 'its own words']);
  expect(gateway.feedbackLines()).toHaveLength(1);
});

test('a service that is down: its error, and kept all the same', async () => {
  const response = await gateway.feedback('down.any', { feedback: [accepted('a')] });
  expect([response.status, await codeOf(response)]).toEqual([502, 'cds-upstream-unreachable']);
  gateway.upstream.feedback = () => {};
  expect((await told(accepted('b'))).status).toBe(504);
  expect(gateway.feedbackLines().flatMap(({ answers }) => answers.map((one) => one.card))).toEqual([
    'a',
    'b',
  ]);
});

test.each([
  ['no feedback', '{}'],
  ['an empty batch', '{"feedback":[]}'],
  ['no list', '{"feedback":{"card":"a"}}'],
  ['things that are no feedback', '{"feedback":[null,1,"a",[],{"card":1},{"card":"a","outcome":"ignored"}]}'],
])('%s is passed on, and nothing is kept of it', async (_, text) => {
  gateway.upstream.feedback = raw('no', 400);
  expect((await gateway.feedback('up.any', text)).status).toBe(400);
  expect(sent()).toEqual([text]);
  expect(gateway.feedbackLines()).toEqual([]);
});

test('what is no JSON is refused here, and not passed on', async () => {
  for (const text of ['', 'x', '[]', '"a"', '{"feedback":[}']) {
    const response = await gateway.feedback('up.any', text);
    expect([response.status, await codeOf(response)]).toEqual([400, 'cds-bad-request']);
  }
  expect(sent()).toEqual([]);
});
