/** Does the clinic keep its promises? `npx tsx tests/practice/clinic/check.ts [SEED …]`; the product is not asked. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsPerMicrosecond } from './books/credit.js';
import { reckon } from './books/per-encounter.js';
import { lifeOf, neutralOf } from './check-life.js';
import { live, simulate } from './simulate.js';

let failed = 0;
function expect(what: string, holds: boolean): void {
  if (!holds) failed++;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
}

async function digest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    if (bytes) hash.update(name).update(bytes);
  }
  return hash.digest('hex');
}

async function reproducible(seed: number): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'clinic-'));
  const runs = [];
  for (const [name, options] of Object.entries({
    a: { seed },
    b: { seed },
    c: { seed: seed + 4 },
    d: { seed, neutral: true },
  })) {
    await simulate({ out: join(out, name), ...options });
    runs.push(await digest(join(out, name)));
  }
  await rm(out, { recursive: true });
  expect(`seed ${seed}: the same seed writes the same bytes`, runs[0] === runs[1]);
  expect(`seed ${seed}: another seed, or no story, writes others`, new Set(runs).size === 3);
}

function contents(seed: number): void {
  const { books } = live({ seed, neutral: false, busyness: 1 });
  const { rows, figures, episodes, responsible } = reckon(books);
  expect(`seed ${seed}: ${books.audit.length} audit rows`, books.audit.length >= 50_000);
  expect(`seed ${seed}: ${rows.length} encounters`, rows.length >= 1000);
  expect(
    `seed ${seed}: everybody but lost visits has somebody responsible`,
    Object.values(responsible).filter(Boolean).length > 1000,
  );
  const methods = [...figures.attribution.values()].map(({ method }) => method);
  for (const method of ['explicit', 'period', 'nearby', 'none'] as const) {
    expect(`seed ${seed}: ${method}`, methods.filter((it) => it === method).length > 500);
  }
  expect(
    `seed ${seed}: episodes of several firings`,
    episodes.filter(({ firings }) => firings.length > 1).length > 50,
  );
  for (const cell of [
    'interruptive_alerts',
    'logged_actions',
    'alerts',
    'clicks',
    'class',
    'ended',
  ] as const) {
    const empty = rows.filter((row) => row[cell] === null).length;
    expect(
      `seed ${seed}: ${cell} is empty in ${empty} rows and there in others`,
      empty > 0 && empty < rows.length,
    );
  }
  expect(`seed ${seed}: no sum stands on half a microsecond`, !halves(figures));
}

/** Where a sum ended on half a microsecond, two correct programs could print two sixth decimals. */
function halves({ credited, attribution, afterHours }: ReturnType<typeof reckon>['figures']): boolean {
  const sums = new Map<string, bigint>();
  for (const [row, parts] of credited) {
    if (row.tool === 'mission-audit') continue;
    const { encounter } = attribution.get(row)!;
    for (const key of afterHours(row) ? [encounter, `${encounter} late`] : [encounter]) {
      if (encounter !== '') sums.set(key, (sums.get(key) ?? 0n) + parts);
    }
  }
  return [...sums.values()].some(
    (parts) => (parts * 2n) % (partsPerMicrosecond * 2n) === partsPerMicrosecond,
  );
}

const seeds = process.argv.slice(2).map(Number);
for (const seed of seeds.length > 0 ? seeds : [0, 1, 2, 3]) {
  contents(seed);
  lifeOf(seed, expect);
  neutralOf(seed, expect);
}
await reproducible(seeds[0] ?? 1);
process.exitCode = failed > 0 ? 1 : 0;
