import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectCommand } from '../../src/cli/collect.js';
import { Concerns } from '../../src/server/chart/concerns.js';
import { viewEvent } from '../../src/server/chart/view-event.js';
import { loadAlerts } from '../../src/store/config/alerts.js';
import { loadSite } from '../../src/store/config/site.js';
import { loadTools } from '../../src/store/config/tools.js';
import { buildDerived } from '../../src/store/derived/build.js';
import { createCurrent, scan } from '../../src/store/derived/current.js';
import { Journal } from '../../src/store/journal/journal.js';
import { journalLines } from '../../src/store/journal/read.js';
import { closedSegments } from '../../src/store/journal/segments.js';
import { type HandClinic, handClinic } from './support/hand-clinic.js';
import { collect, fold, withEngine } from './support/store.js';

let clinic: HandClinic;
let store: string;
let site: string;

beforeEach(() => {
  clinic = handClinic();
  site = join(clinic.dir, 'site.yaml');
  store = mkdtempSync(join(tmpdir(), 'fold-store-'));
});

afterEach(() => {
  clinic.remove();
  rmSync(store, { recursive: true, force: true });
});

const journal = () => join(store, 'journal');
const names = () => readdirSync(journal()).sort();

const AT = '2026-03-05T10:00:00.000Z';

function write(): { id: string } {
  const open = new Journal(store);
  const concerns = new Concerns(store, open);
  const raiser = concerns.raiserOf('Practitioner/1');
  const about = { tool: 'notes', alert_key: '', encounter_ref: 'Encounter/one', raiser };
  const { concern_id: id } = concerns.raise({ ...about, raised: AT, words: 'first', signed: '' });
  concerns.raise({ ...about, raised: '2026-04-05T10:00:00.000Z', words: 'second', signed: 'A Name' });
  for (const [patient, encounter] of [
    ['Patient/a', 'Encounter/one'],
    ['Patient/a', 'Encounter/two'],
    [undefined, undefined],
  ]) {
    const resource = viewEvent({ at: new Date(AT), user: 'Practitioner/1', patient, encounter });
    open.append('view', { server: 'main', resource }, { durable: false });
  }
  open.close();
  return { id };
}

const concernRows = () =>
  withEngine(async (engine) => {
    await createCurrent(engine, store);
    return engine.json<Record<string, string | null>>(
      'SELECT concern_id, words, signed, tool, encounter_ref, CAST(raised AS VARCHAR) AS raised, CAST(answered AS VARCHAR) AS answered FROM current_concern ORDER BY raised',
    );
  });

const viewRows = () =>
  withEngine((engine) =>
    engine.json<Record<string, string>>(
      `SELECT DISTINCT event_id, user_id, patient_id, encounter_ref, observer, server FROM ${scan(store, 'audit_event')} WHERE feed = 'mission-audit' ORDER BY ALL`,
    ),
  );

const figures = () =>
  withEngine(async (engine) => {
    const tools = loadTools(join(clinic.dir, 'tools.yaml'));
    const derived = await buildDerived({
      engine,
      store,
      site: loadSite({ file: site }),
      tools,
      alerts: loadAlerts(undefined),
      period: {},
    });
    const rows = await engine.json('SELECT * FROM encounter_figures ORDER BY encounter_id');
    return { rows, period: derived.period, counted: derived.counted };
  });

test('concerns and views become rows, and their segments go', async () => {
  write();
  expect(await fold(store, site)).toMatchObject({
    segments: 2,
    lines: { concern: 2, view: 3 },
    unreadable: 0,
  });
  expect(names()).toEqual(['concerns.ndjson', 'raiser.key']);
  expect(await concernRows()).toMatchObject([
    {
      words: 'first',
      signed: '',
      tool: 'notes',
      encounter_ref: 'Encounter/one',
      raised: '2026-03-05 10:00:00',
      answered: null,
    },
    { words: 'second', signed: 'A Name' },
  ]);
  const views = await viewRows();
  expect(views.map(({ encounter_ref }) => encounter_ref).sort()).toEqual([
    '',
    'Encounter/one',
    'Encounter/two',
  ]);
  expect(new Set(views.map(({ observer, user_id }) => `${observer} ${user_id}`))).toEqual(
    new Set(['Device/mission-audit Practitioner/1']),
  );
});

test('our own views change no figure, no period and no feed that counts, also where there is no other log', async () => {
  write();
  await fold(store, site);
  expect(await figures()).toMatchObject({ rows: [], period: null, counted: [] });
  await collect([clinic.export], { store, site });
  const before = await figures();
  expect(before.counted).toEqual([{ server: 'main', feed: 'fhir' }]);
  write();
  await fold(store, site);
  expect(await figures()).toEqual(before);
});

test('cut short at any point, folding again changes nothing', async () => {
  write();
  const aside = names().filter((name) => name.endsWith('.ndjson'));
  for (const name of aside) copyFileSync(join(journal(), name), join(store, `kept-${name}`));
  await fold(store, site);
  const [concerns, views] = [await concernRows(), await viewRows()];
  // As if it had been killed before the segments went; once more, before what is kept was written.
  for (const cut of ['segments', 'kept'] as const) {
    for (const name of aside) copyFileSync(join(store, `kept-${name}`), join(journal(), name));
    if (cut === 'kept') rmSync(join(journal(), 'concerns.ndjson'));
    await fold(store, site);
    expect([await concernRows(), await viewRows()]).toEqual([concerns, views]);
    expect(names()).toEqual(['concerns.ndjson', 'raiser.key']);
    expect(readFileSync(join(journal(), 'concerns.ndjson'), 'utf8').trim().split('\n')).toHaveLength(2);
  }
});

test('the first answer’s instant is in the table, in whatever order the segments come', async () => {
  const { id } = write();
  await fold(store, site);
  for (const day of ['20', '10', '15']) {
    const open = new Journal(store);
    expect(
      new Concerns(store, open).answer(id, {
        at: new Date(`2026-03-${day}T00:00:00Z`),
        words: `of the ${day}th`,
      }),
    ).toBe(true);
    open.close();
    await fold(store, site);
  }
  expect((await concernRows())[0]).toMatchObject({ words: 'first', answered: '2026-03-10 00:00:00' });
  const read = new Concerns(store, new Journal(store));
  expect(
    read.of(read.raiserOf('Practitioner/1'), 'Encounter/one').map(({ words, answer }) => [words, answer]),
  ).toEqual([
    ['second', null],
    ['first', 'of the 20th'],
  ]);
});

test('an answer that is folded before its concern finds it later', async () => {
  const { id } = write();
  const [concern] = closedSegments(store).filter(({ kind }) => kind === 'concern');
  const open = new Journal(store);
  new Concerns(store, open).answer(id, { at: new Date('2026-03-09T00:00:00Z'), words: 'yes' });
  open.close();
  const aside = join(store, 'aside');
  renameSync(concern!.path, aside);
  await fold(store, site);
  renameSync(aside, concern!.path);
  await fold(store, site);
  expect((await concernRows())[0]).toMatchObject({ words: 'first', answered: '2026-03-09 00:00:00' });
});

test('a line cut short is quarantined without its words, and costs itself only', async () => {
  write();
  for (const { path } of closedSegments(store))
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"words":"half a sec`);
  expect(await fold(store, site)).toMatchObject({
    segments: 2,
    lines: { concern: 2, view: 3 },
    unreadable: 2,
  });
  const folder = join(store, 'quarantine');
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  expect(text.trim().split('\n')).toHaveLength(2);
  expect(text).not.toContain('half a sec');
});

test('a view by somebody whom the EHR did not name is nobody’s', async () => {
  const open = new Journal(store);
  const resource = viewEvent({
    at: new Date(AT),
    user: undefined,
    patient: 'Patient/a',
    encounter: undefined,
  });
  open.append('view', { server: 'main', resource }, { durable: false });
  open.close();
  await fold(store, site);
  const found = await withEngine((engine) =>
    engine.json(`SELECT user_id, user_kind, patient_id FROM ${scan(store, 'audit_event')}`),
  );
  expect(found).toEqual([{ user_id: '', user_kind: 'unidentified', patient_id: 'Patient/a' }]);
});

test('collect without paths folds a journal, and says so where there is none', async () => {
  const run = () => collectCommand().parseAsync(['--store', store, '--site', site], { from: 'user' });
  await expect(run()).rejects.toMatchObject({ code: 'bad-option' });
  write();
  const said: string[] = [];
  const { write: toStderr } = process.stderr;
  process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
  try {
    await run();
    // Nothing left to fold is no fault: it is run every night.
    await run();
  } finally {
    process.stderr.write = toStderr;
  }
  expect(said.join('')).toBe('journal folded: 2 concerns, 3 views\n');
  expect(names()).toEqual(['concerns.ndjson', 'raiser.key']);
});

describe('segments', () => {
  const hour = 60 * 60_000;
  const OTHER = '00000000';
  const segment = (since: number, host: string, pid: number) =>
    `concern-${since}-${host}-${pid}-abcdef01.open.ndjson`;
  const hostHere = () => {
    const open = new Journal(store);
    open.append('view', {}, { durable: false });
    const [name] = names();
    open.close();
    return name!.split('-')[2]!;
  };
  const isClosed = (name: string) => {
    writeFileSync(join(journal(), name), '{}\n');
    const closed = closedSegments(store).some(({ path }) => path.endsWith(name.replace('.open', '.cut')));
    rmSync(join(journal(), name.replace('.open', '.cut')), { force: true });
    rmSync(join(journal(), name), { force: true });
    return closed;
  };

  test('one that is written to is left alone, until it is an hour old', () => {
    let now = 0;
    const open = new Journal(store, { now: () => now });
    open.append('concern', { n: 1 }, { durable: true });
    expect(closedSegments(store)).toEqual([]);
    now = hour;
    open.append('concern', { n: 2 }, { durable: true });
    expect(closedSegments(store)).toHaveLength(1);
    expect(journalLines(store, 'concern')).toEqual([{ n: 1 }, { n: 2 }]);
    open.close();
    expect(closedSegments(store)).toHaveLength(2);
  });

  test('of this host: closed when its process is gone, or was an earlier one of our own number', () => {
    const host = hostHere();
    expect(isClosed(segment(Date.now(), host, 2 ** 22 + 12345))).toBe(true);
    expect(isClosed(segment(Date.now(), host, process.pid))).toBe(true);
    expect(isClosed(segment(Date.now(), host, process.ppid))).toBe(false);
  });

  test('of another host, whose processes cannot be asked: closed after a day', () => {
    hostHere();
    expect(isClosed(segment(Date.now(), OTHER, 1))).toBe(false);
    expect(isClosed(segment(Date.now() - 25 * hour, OTHER, 1))).toBe(true);
  });

  test('one that was moved away under its writer takes no more lines', () => {
    const open = new Journal(store);
    open.append('concern', { n: 1 }, { durable: true });
    renameSync(journal(), join(store, 'elsewhere'));
    open.append('concern', { n: 2 }, { durable: true });
    expect(journalLines(store, 'concern')).toEqual([{ n: 2 }]);
    rmSync(journal(), { recursive: true });
    open.append('concern', { n: 3 }, { durable: true });
    expect(journalLines(store, 'concern')).toEqual([{ n: 3 }]);
    open.close();
  });
});
