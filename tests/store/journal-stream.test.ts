import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../src/fault.js';
import { journalLines } from '../../src/store/journal/read.js';
import { closedSegments } from '../../src/store/journal/segments.js';
import { isSegmentEnd, JournalStream } from '../../src/store/journal/stream.js';

let store: string;

beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'journal-stream-'));
});
afterEach(() => rmSync(store, { recursive: true, force: true }));

const lines = (kind: 'hook' | 'feedback' = 'hook') =>
  journalLines(store, kind).filter((line) => !isSegmentEnd(line));
const ends = () => journalLines(store, 'hook').filter(isSegmentEnd);
const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (happened: () => boolean) => {
  for (let tries = 0; tries < 2000 && !happened(); tries += 1) await soon(10);
};
/** Until nothing waits for the disk. */
const onDisk = (stream: JournalStream) => until(() => stream.queued === 0);

test('lines are in the file soon after, in their order, and the last says that all is there', async () => {
  const stream = new JournalStream(store, 'hook', { flushMs: 5 });
  for (let n = 0; n < 500; n += 1) expect(stream.push({ n })).toBe(true);
  await onDisk(stream);
  expect(lines()).toEqual(Array.from({ length: 500 }, (_, n) => ({ n })));
  expect(ends()).toEqual([]);
  await stream.close();
  expect(ends()).toEqual([{ end: true, dropped: 0 }]);
  expect(stream.counts).toEqual({ written: 500, dropped: 0 });
});

test('what is durable is in the file when it resolves', async () => {
  const stream = new JournalStream(store, 'feedback');
  const all = Array.from({ length: 50 }, (_, n) =>
    stream.durable({ n }).then(() => expect(lines('feedback')).toContainEqual({ n })),
  );
  await Promise.all(all);
  expect(lines('feedback')).toHaveLength(50);
  await stream.close();
});

test('a segment is closed when it is old, also where nothing more comes, and another begins', async () => {
  const stream = new JournalStream(store, 'hook', { segmentMs: 1500, flushMs: 5 });
  stream.push({ n: 1 });
  await onDisk(stream);
  expect(closedSegments(store)).toEqual([]);
  await until(() => closedSegments(store).length > 0);
  expect(closedSegments(store)).toMatchObject([{ kind: 'hook', cut: false }]);
  stream.push({ n: 2 });
  await stream.close();
  expect(closedSegments(store)).toHaveLength(2);
});

test('a journal that cannot be written: what nobody waits for is tried again, and who waits is told', async () => {
  writeFileSync(join(store, 'journal'), 'in the way');
  const stream = new JournalStream(store, 'hook', { flushMs: 5 });
  stream.push({ n: 1 });
  await expect(stream.durable({ n: 2 })).rejects.toBeInstanceOf(Fault);
  stream.push({ n: 3 });
  await soon(50);
  rmSync(join(store, 'journal'));
  await onDisk(stream);
  expect(lines()).toEqual([{ n: 1 }, { n: 3 }]);
  await stream.close();
});

test('a line whose write is under way still waits for the disk', async () => {
  writeFileSync(join(store, 'journal'), 'in the way');
  const stream = new JournalStream(store, 'hook', { flushMs: 1 });
  stream.push({ n: 1 });
  // Some of these moments are in the middle of an attempt.
  for (let moment = 0; moment < 3_000; moment += 1) {
    expect(stream.queued).toBe(1);
    await (moment % 2 ? Promise.resolve() : new Promise(setImmediate));
  }
  rmSync(join(store, 'journal'));
  await onDisk(stream);
  expect(stream.queued).toBe(0);
  await stream.close();
});

test('a queue that is full drops what comes, counts it, and says so in the next segment that is closed', async () => {
  writeFileSync(join(store, 'journal'), 'in the way');
  const stream = new JournalStream(store, 'hook', { flushMs: 5, mostBytes: 40 });
  const taken = Array.from({ length: 10 }, (_, n) => stream.push({ number: n }));
  expect(taken.filter(Boolean)).toHaveLength(3);
  expect(stream.counts.dropped).toBe(7);
  await expect(stream.durable({ late: true })).rejects.toMatchObject({ code: 'disk-full' });
  rmSync(join(store, 'journal'));
  await onDisk(stream);
  await stream.close();
  expect(lines()).toEqual([{ number: 0 }, { number: 1 }, { number: 2 }]);
  expect(ends()).toEqual([{ end: true, dropped: 8 }]);
});

test('a segment that was moved away under it: the next line begins another', async () => {
  const stream = new JournalStream(store, 'hook', { flushMs: 5 });
  stream.push({ n: 1 });
  await onDisk(stream);
  rmSync(join(store, 'journal'), { recursive: true });
  stream.push({ n: 2 });
  await onDisk(stream);
  expect(lines()).toEqual([{ n: 2 }]);
  await stream.close();
});

test('closed while it cannot write: it ends all the same, and counts what is lost', async () => {
  mkdirSync(join(store, 'journal'));
  writeFileSync(join(store, 'journal', 'x'), '');
  const stream = new JournalStream(store, 'hook', { flushMs: 5 });
  rmSync(store, { recursive: true });
  writeFileSync(store, 'a file where the store was');
  stream.push({ n: 1 });
  await stream.close();
  expect(stream.counts).toEqual({ written: 0, dropped: 1 });
  expect(stream.push({ n: 2 })).toBe(false);
});

test('segments are the owner’s alone', async () => {
  const stream = new JournalStream(store, 'hook');
  stream.push({});
  await stream.close();
  const [name] = readdirSync(join(store, 'journal'));
  expect(statSync(join(store, 'journal', name!)).mode & 0o777).toBe(0o600);
  expect(statSync(join(store, 'journal')).mode & 0o777).toBe(0o700);
});
