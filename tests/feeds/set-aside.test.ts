import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setAside } from '../../src/feeds/fhir/fast/set-aside.js';
import { Engine } from '../../src/store/engine.js';
import { readBoth } from './support/audit-rows.js';
import { event } from './support/bad-files.js';
import { expectSame } from './support/same-rows.js';

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'set-aside-'));
  engine = await Engine.open();
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function copyOf(lines: string[], piece: { largest: number; smallest: number }): Promise<string[]> {
  const file = join(folder, 'log.ndjson');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const copy = await setAside(engine, { file, folder, actsBy: 'text', piece });
  return readFileSync(copy, 'utf8').split('\n').slice(0, -1);
}

const good = (n: number) => event(`e${n}`, { entity: [{ what: { reference: `Patient/${n}` } }] });
/** What DuckDB refuses: cut short, a control character, an object where a list is expected, two documents. */
const BAD = [
  good(1).slice(0, 80),
  good(2).replace('Patient/2', 'Patient/\u00012'),
  event('x', { entity: { what: { reference: 'Patient/3' } } }),
  `${good(4)} ${good(5)}`,
];

test('a bad line is set aside with its neighbours only, and every row keeps its place', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => good(n));
  const places = [0, 123, 250, 399];
  for (const [i, at] of places.entries()) lines[at] = BAD[i]!;
  lines[60] = '';
  lines[122] = ' \r';
  const copy = await copyOf(lines, { largest: 20_000, smallest: good(100).length * 3 });
  expect(copy).toHaveLength(lines.length);
  expect(copy.filter((line, at) => line !== lines[at] && line !== '{}')).toEqual([]);
  const aside = copy.flatMap((line, at) => (line === '{}' ? [at] : []));
  expect(places.filter((at) => !aside.includes(at))).toEqual([]);
  expect(aside.length).toBeLessThan(4 * places.length);
});

test('without a bad line the copy is the file', async () => {
  const lines = Array.from({ length: 50 }, (_, n) => good(n));
  expect(await copyOf(lines, { largest: 3_000, smallest: 300 })).toEqual(lines);
});

test('a file that is nothing but bad is given up', async () => {
  const lines = Array.from({ length: 9 }, () => `{"x":"${'y'.repeat(1024 * 1024)}`);
  await expect(copyOf(lines, { largest: 1024 * 1024, smallest: 1024 })).rejects.toThrow('too much');
});

test('bad lines cost a large log its speed around them only, and nothing of it', async () => {
  const lines = Array.from({ length: 6_000 }, (_, n) => good(n));
  for (const [i, at] of [10, 2_500, 2_501, 5_999].entries()) lines[at] = BAD[i]!;
  const both = await readBoth(lines);
  expectSame(both, lines);
  expect(both.fast!.rows.size).toBeGreaterThan(2_000);
});
