import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Figures, type FiguresOptions } from '../../src/server/figures/figures.js';
import { until } from './support/app.js';
import { type HandClinic, handClinic, rows } from './support/hand-clinic.js';
import { collect } from './support/store.js';

let clinic: HandClinic;
let store: string;
let events: { event: string; fields: Record<string, unknown> }[];
const opened: Figures[] = [];

beforeEach(async () => {
  clinic = handClinic();
  store = mkdtempSync(join(tmpdir(), 'refresh-store-'));
  events = [];
  await collect([clinic.export], { store, site: join(clinic.dir, 'site.yaml') });
});

afterEach(async () => {
  for (const figures of opened.splice(0)) await figures.close();
  clinic.remove();
  rmSync(store, { recursive: true, force: true });
});

function start(more: Partial<FiguresOptions> = {}): Figures {
  const figures = Figures.open({
    store,
    site: join(clinic.dir, 'site.yaml'),
    tools: join(clinic.dir, 'tools.yaml'),
    version: 'test',
    everyMs: 50,
    log: (event, fields = {}) => void events.push({ event, fields }),
    ...more,
  });
  opened.push(figures);
  return figures;
}

const count = (name: string) => events.filter(({ event }) => event === name).length;
const folders = () => readdirSync(join(store, 'derived')).filter((name) => name.startsWith('chart-'));
const actions = async (figures: Figures) =>
  (await figures.now!.encounter('Encounter/one')).work.reduce((sum, row) => sum + row.actions, 0);

async function grow(n: number): Promise<void> {
  const folder = join(clinic.dir, `more-${n}`);
  mkdirSync(folder);
  const more = rows(n, {
    encounter: 'one',
    patient: 'a',
    user: 'Practitioner/1',
    at: '2026-03-04T15:20:00Z',
  });
  writeFileSync(
    join(folder, 'AuditEvent.ndjson'),
    more.map((one, i) => JSON.stringify({ ...one, id: `more-${n}-${i}` })).join('\n'),
  );
  await collect([folder], { store, site: join(clinic.dir, 'site.yaml') });
}

test('a store that grows is worked out again; meanwhile the old figures serve', async () => {
  const figures = start();
  expect(figures.now).toBeNull();
  await until(() => figures.now !== null);
  expect(await actions(figures)).toBe(7);
  const old = figures.now!;
  await grow(2);
  await until(() => {
    expect(figures.now).not.toBeNull();
    return figures.now !== old;
  });
  expect(await actions(figures)).toBe(9);
  // A page that began before may still ask the old one.
  expect((await old.encounter('Encounter/one')).work).toHaveLength(1);
  expect(count('figures-ready')).toBe(2);
  expect(folders().filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a refresh that fails keeps the old figures, is told once, and ends when the fault does', async () => {
  const rules = join(clinic.dir, 'rules.yaml');
  writeFileSync(rules, 'version: 1\nextends: mission-audit/mission\n');
  const figures = start({ rules });
  await until(() => figures.now !== null);
  const old = figures.now;
  writeFileSync(rules, 'version: 1\nrules: [{id: nonsense}]\n');
  await until(() => count('figures-failed') > 0);
  await figures.settled();
  expect([figures.now, events.at(-1)!.fields]).toEqual([old, { code: 'bad-rules' }]);
  // Several looks later it has still been tried once.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(count('figures-failed')).toBe(1);
  writeFileSync(rules, 'version: 1\nextends: mission-audit/mission\n# mended\n');
  await until(() => count('figures-ready') === 2);
  expect(figures.now).not.toBe(old);
});

test('what failed for a passing reason is tried again', async () => {
  const rules = join(clinic.dir, 'rules.yaml');
  writeFileSync(rules, 'version: 1\nextends: ./base.yaml\n');
  const figures = start({ rules, retryMs: 100 });
  await until(() => count('figures-failed') > 0);
  expect(figures.looked).toBe(true);
  // Nothing that the figures are known by has changed: only trying again can tell.
  writeFileSync(join(clinic.dir, 'base.yaml'), 'version: 1\nextends: mission-audit/mission\n');
  await until(() => figures.now !== null);
});

test('a configuration file that is away for a moment neither ends the server nor the figures', async () => {
  const figures = start();
  await until(() => figures.now !== null);
  const tools = join(clinic.dir, 'tools.yaml');
  renameSync(tools, `${tools}.away`);
  await until(() => count('figures-failed') > 0);
  expect(await actions(figures)).toBe(7);
  renameSync(`${tools}.away`, tools);
  await grow(1);
  await until(() => count('figures-ready') === 2);
  expect(await actions(figures)).toBe(8);
});

test('a restart uses the figures that were kept; damaged ones are made anew', async () => {
  const first = start();
  await until(() => first.now !== null);
  const { madeAt } = first.now!.meta;
  await first.close();
  const second = start();
  await until(() => second.now !== null);
  expect(second.now!.meta.madeAt).toBe(madeAt);
  await second.close();
  const [folder] = folders();
  writeFileSync(join(store, 'derived', folder!, 'meta.json'), '');
  const third = start();
  await until(() => third.now !== null);
  expect(await actions(third)).toBe(7);
});

test('ended in the middle it leaves nothing behind, and what a killed process left is removed', async () => {
  mkdirSync(join(store, 'derived', `chart-${'0'.repeat(32)}.4194399.tmp`), { recursive: true });
  const cut = start();
  await until(() => readdirSync(join(store, 'derived')).length > 0);
  await cut.close();
  expect(cut.now).toBeNull();
  expect(folders().filter((name) => name.endsWith(`.tmp`) && !name.includes('4194399'))).toEqual([]);
  const whole = start();
  await until(() => whole.now !== null);
  expect(folders().filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('an empty store has figures of nothing', async () => {
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store);
  const figures = start();
  await until(() => figures.now !== null);
  expect([figures.now!.meta.period, await actions(figures)]).toEqual([null, 0]);
  expect(existsSync(join(store, 'derived'))).toBe(true);
});
