import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalLines } from '../../src/store/journal/read.js';
import { fold } from '../server-chart/support/store.js';
import { mayMount } from '../store/support/may-mount.js';
import { childApp } from './support/child-app.js';
import { testClient } from './support/client.js';
import {
  card,
  codeOf,
  metricsOf,
  patientView,
  pause,
  type TestGateway,
  testGateway,
  until,
} from './support/gateway.js';
import { json, testUpstream } from './support/upstream.js';

/** Our own faults: the answer is the same and no later, what was lost is counted, and feedback is not acknowledged. */
let dir: string;
let store: string;
let site: string;
let gateway: TestGateway | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cds-faults-'));
  store = join(dir, 'store');
  mkdirSync(store);
  site = join(dir, 'site.yaml');
  writeFileSync(site, 'timeZone: UTC\n');
});
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const started = async (journal: object = {}) => {
  gateway = await testGateway({ settings: { store }, gateway: { journal } });
  gateway.upstream.answer = json({ cards: [card()] });
  return gateway;
};

const FEEDBACK = { feedback: [{ card: 'x', outcome: 'accepted' }] };

/** Calls one after the other: what each got, and the longest time that one took. */
async function calls(n: number, own = gateway!): Promise<{ statuses: Set<number>; times: number[] }> {
  const statuses = new Set<number>();
  const times: number[] = [];
  for (let done = 0; done < n; done += 1) {
    own.upstream.answer = json({ cards: [card()] });
    const began = performance.now();
    const response = await own.call('up.any', patientView());
    const { cards } = (await response.json()) as { cards: unknown[] };
    times.push(performance.now() - began);
    statuses.add(cards.length === 1 ? response.status : 0);
  }
  return { statuses, times };
}

/** An answer that waits for a disk does so each time; a machine that is busy is slow now and then. */
const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;

async function metric(name: string, of: { metricsUrl: string } = gateway!.serving): Promise<number> {
  const text = await metricsOf(of);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function expectUnharmed(own: TestGateway): Promise<void> {
  const { statuses, times } = await calls(30, own);
  expect([...statuses]).toEqual([200]);
  expect(median(times)).toBeLessThan(400);
}

async function expectFeedbackRefusedAndPassedOn(own: TestGateway): Promise<void> {
  const before = own.upstream.received.length;
  const response = await own.feedback('up.any', FEEDBACK);
  expect([response.status, await codeOf(response)]).toEqual([503, 'cds-feedback-not-kept']);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(own.upstream.received.slice(before).map(({ body }) => body)).toEqual([JSON.stringify(FEEDBACK)]);
  expect(own.serving.log.join('')).toContain('cds-feedback-not-kept');
}

const journal = () => join(store, 'journal');

function spoil(): void {
  renameSync(journal(), join(dir, 'journal-before'));
  writeFileSync(journal(), 'a file');
}

test('the journal’s folder becomes a file while the app runs, and is a folder again', async () => {
  const own = await started();
  await calls(3);
  await own.calls(3);
  spoil();
  await expectUnharmed(own);
  await expectFeedbackRefusedAndPassedOn(own);
  // What waits is told to operators as long as it waits.
  expect(await metric('mission_audit_cds_journal_queued')).toBe(30);
  rmSync(journal());
  await until(() => existsSync(journal()) && journalLines(store, 'hook').length >= 30);
  // Kept in memory meanwhile: nothing was lost.
  expect(journalLines(store, 'hook')).toHaveLength(30);
  expect(await metric('mission_audit_cds_journal_dropped')).toBe(0);
  expect((await own.feedback('up.any', FEEDBACK)).status).toBe(200);
});

test('what the journal cannot take is said in the log, once', async () => {
  const own = await started();
  await calls(1);
  await own.calls(1);
  spoil();
  await calls(3);
  await pause(800);
  expect(own.serving.log.filter((line) => line.includes('cds-record-failed'))).toHaveLength(1);
});

test('the journal’s folder is a file when the app starts: calls pass all the same', async () => {
  writeFileSync(journal(), 'a file');
  const own = await started();
  await expectUnharmed(own);
  await expectFeedbackRefusedAndPassedOn(own);
});

test('the store is removed while the app runs', async () => {
  const own = await started();
  await calls(2);
  await own.calls(2);
  rmSync(store, { recursive: true });
  await expectUnharmed(own);
  expect((await own.feedback('up.any', FEEDBACK)).status).toBe(200);
  expect(own.feedbackLines()).toHaveLength(1);
  // Uuids of ours still stand for the service's own.
  own.upstream.answer = json({ cards: [card({ uuid: 'a' }), card({ uuid: 'a' })] });
  const answer = (await (await own.call('up.any', patientView())).json()) as { cards: { uuid: string }[] };
  own.upstream.received.length = 0;
  await own.feedback('up.any', { feedback: [{ card: answer.cards[1]!.uuid, outcome: 'accepted' }] });
  expect(own.upstream.received[0]!.body).toContain('"card":"a"');
});

test('a queue that is full drops what comes, counts it, and the fold tells', async () => {
  // Nothing is written before the app ends, and hardly anything may wait.
  const own = await started({ flushMs: 60_000, segmentMs: 3_600_000, mostBytes: 2000 });
  await expectUnharmed(own);
  let [dropped, queued] = [0, 0];
  await until(async () => {
    dropped = await metric('mission_audit_cds_journal_dropped');
    queued = await metric('mission_audit_cds_journal_queued');
    return dropped + queued >= 30;
  });
  expect(dropped).toBeGreaterThan(20);
  expect(dropped + queued).toBe(30);
  await own.stop();
  gateway = undefined;
  expect(await fold(store, site)).toMatchObject({ dropped, lines: { hook: queued } });
});

test('what was dropped before the app ended on a broken journal is not forgotten', async () => {
  const own = await started();
  await calls(2);
  await own.calls(2);
  spoil();
  await calls(5);
  await own.stop();
  gateway = undefined;
  // The disk could not be told; the log could.
  expect(own.serving.log.join('')).toMatch(/"event":"cds-\w*-?dropped"|"dropped":5/);
});

test('what is wrong with an answer that we look into is ours alone', async () => {
  const own = await started();
  const text = JSON.stringify({
    cards: [{ uuid: 'x'.repeat(1_000_000) }, { uuid: { a: 1 } }, { source: [[]] }],
  });
  own.upstream.answer = (_, res) => res.end(text);
  expect((await own.call('up.any', patientView({ hook: { a: 1 }, context: [1] }))).status).toBe(200);
  expect((await own.calls(1))[0]!.cards).toHaveLength(3);
});

const disk = mayMount() ? test : test.skip;

/** Mounts a disk of so many bytes as the journal; `$DIR/now` and `$DIR/then` say what is done to it, and when. */
const onDisk = (size: string) => `
  mount -t tmpfs -o size=${size},mode=777 none "$STORE/journal"
  await() { for n in $(seq 600); do [ -e "$1" ] && return; sleep 0.05; done; exit; }
  ( await "$STORE/../then"; sh "$STORE/../then"; touch "$STORE/../done"
    await "$STORE/../copy"; sleep 0.5; cp -r "$STORE/journal" "$STORE/../copied"; touch "$STORE/../copied/whole" ) >/dev/null 2>&1 &
  exec "$@"`;

disk.each([
  ['the disk of the journal is full', '24k', 'mount -o remount,size=10m "$STORE/journal"', ''],
  ['the disk of the journal can only be read', '10m', 'mount -t tmpfs -o ro none "$STORE/journal"', 'rw'],
])('%s', async (_, size, then, back) => {
  mkdirSync(journal());
  const client = await testClient();
  const upstream = await testUpstream();
  upstream.answer = json({ cards: [card()] });
  const app = await childApp({
    client,
    store,
    upstreams: [{ id: 'up', url: upstream.url, tool: 'order-entry', auth: 'none' }],
    around: onDisk(size),
  });
  const post = async (path: string, body: unknown) => {
    const url = `${app.url}/cds-services/${path}`;
    const authorization = `Bearer ${await client.token(url)}`;
    const began = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text(), ms: performance.now() - began };
  };
  try {
    await post('up.any', patientView());
    if (back) {
      writeFileSync(join(dir, 'then'), then);
      await until(() => existsSync(join(dir, 'done')));
    }
    const all = [];
    for (let done = 0; done < 150; done += 1) all.push(await post('up.any', patientView()));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(all.every(({ text }) => text.includes('nobody may keep'))).toBe(true);
    expect(median(all.map(({ ms }) => ms))).toBeLessThan(500);
    await pause(300);
    expect(await metric('mission_audit_cds_journal_queued', app)).toBeGreaterThan(10);
    const refused = await post('up.any/feedback', FEEDBACK);
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([503, 'cds-feedback-not-kept']);
    expect(upstream.received.at(-1)!.body).toBe(JSON.stringify(FEEDBACK));
    if (back) return;
    // More room: what waited is written, whole, and once.
    writeFileSync(join(dir, 'then'), then);
    for (
      let tries = 0;
      tries < 100 && (await metric('mission_audit_cds_journal_queued', app)) > 0;
      tries += 1
    )
      await pause(50);
    expect((await post('up.any/feedback', FEEDBACK)).status).toBe(200);
    writeFileSync(join(dir, 'copy'), '');
    await until(() => existsSync(join(dir, 'copied', 'whole')));
    expect(readdirSync(join(dir, 'copied')).length).toBeGreaterThan(1);
    mkdirSync(join(dir, 'again'));
    rmSync(join(dir, 'copied', 'whole'));
    renameSync(join(dir, 'copied'), join(dir, 'again', 'journal'));
    const kept = journalLines(join(dir, 'again'), 'hook').filter((line) => (line as { call?: string }).call);
    expect(kept).toHaveLength(151);
    expect(new Set(kept.map((line) => (line as { call: string }).call)).size).toBe(151);
    expect(
      journalLines(join(dir, 'again'), 'feedback').filter((line) => (line as { answers?: [] }).answers),
    ).toHaveLength(1);
  } finally {
    await app.kill();
    await client.close();
    await upstream.close();
  }
});
