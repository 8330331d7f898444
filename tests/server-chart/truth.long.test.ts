import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChartFigure, ChartView } from '../../src/chart-view.js';
import type { FiguresReader } from '../../src/server/figures/reader.js';
import type { Truth } from '../practice/clinic/books/truth.js';
import { simulate } from '../practice/clinic/simulate.js';
import { figuresOf, viewOf } from './support/drawn.js';
import { type Colleague, handClinic } from './support/hand-clinic.js';
import { collect } from './support/store.js';

const dir = mkdtempSync(join(tmpdir(), 'truth-clinic-'));
const store = join(dir, 'store');
const file = (name: string) => join(dir, name);
let truth: Truth;
let reader: FiguresReader;

beforeAll(async () => {
  truth = await simulate({ out: dir, seed: 3, events: 6_000 });
  const tables = readdirSync(dir).filter((name) => name.endsWith('.csv'));
  const site = file('site.yaml');
  await collect([file('main'), ...tables.map(file)], { store, site });
  await collect([file('lab')], { store, site, server: 'lab' });
  reader = await figuresOf({ store, site, tools: file('tools.yaml'), alerts: file('alerts.yaml') });
});

afterAll(async () => {
  await reader?.close();
  rmSync(dir, { recursive: true, force: true });
});

type Row = Truth['encounters'][number];

/** Who sees the whole of an encounter: whoever was alone in it, or, of three and more, anybody. */
async function whole(row: Row) {
  const stored = await reader.encounter(row.encounter_id);
  const people = [...stored.work, ...stored.episodes, ...stored.telemetry].map(({ user_id }) => user_id);
  const me = people.find((id) => id !== '') ?? 'Practitioner/nobody';
  const server = row.encounter_id.startsWith('lab:') ? 'lab' : 'main';
  return viewOf(reader, { encounter: row.encounter_id, me, tools: file('tools.yaml'), server });
}

const figure = ({ figures }: ChartView | Pick<ChartView, 'figures'>, id: ChartFigure['id']) =>
  figures.find((one) => one.id === id)!;

function expected(row: Row): Partial<Record<ChartFigure['id'], number | null>> {
  return {
    clicks: row.clicks,
    'logged-actions': row.logged_actions,
    'ehr-time': row.ehr_active_seconds === null ? null : row.ehr_active_seconds / 60,
    alerts: row.alerts,
    tools: row.tools,
  };
}

const close = (ours: number | null, theirs: number | null) =>
  ours === null || theirs === null ? ours === theirs : Math.abs(ours - theirs) < 1e-6;

test('the figures kept of every encounter are the clinic’s own', async () => {
  const wrong: string[] = [];
  for (const row of truth.encounters) {
    const { encounter, work, episodes, telemetry } = await reader.encounter(row.encounter_id);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    const answered = (response: string) => episodes.filter((one) => one.response === response).length;
    const whole = telemetry.filter(({ scope }) => scope === 'whole-ehr');
    const ours = {
      logged_actions: encounter?.in_audit ? sum(work.map(({ actions }) => actions)) : null,
      ehr_active_seconds: encounter?.in_audit ? sum(work.map(({ seconds }) => seconds)) : null,
      tools: encounter?.in_audit
        ? new Set(work.map(({ tool }) => tool).filter((tool) => tool !== '')).size
        : null,
      clicks: encounter?.in_telemetry && whole.length > 0 ? sum(whole.map(({ clicks }) => clicks)) : null,
      alerts: encounter?.in_alerts ? episodes.length : null,
      alerts_accepted: encounter?.in_alerts ? answered('accepted') : null,
      alerts_overridden: encounter?.in_alerts ? answered('overridden') : null,
      alerts_unanswered: encounter?.in_alerts ? answered('') : null,
    };
    for (const [column, value] of Object.entries(ours)) {
      const theirs = row[column as keyof Row] as number | null;
      if (!close(value, theirs))
        wrong.push(`${row.encounter_id} ${column}: ${value}, the books say ${theirs}`);
    }
  }
  expect(truth.encounters.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('the page draws the clinic’s own figures, and where these are empty a reason', async () => {
  const wrong: string[] = [];
  const kinds = new Set<string>();
  let drawnWhole = 0;
  for (const row of truth.encounters) {
    const { view, sight } = await whole(row);
    if (sight.see !== 'all') continue;
    drawnWhole += 1;
    for (const [id, theirs] of Object.entries(expected(row))) {
      const { value, text, cannotTell, source } = figure(view, id as ChartFigure['id']);
      kinds.add(`${row.class} ${id} ${theirs === null ? 'empty' : theirs > 0 ? 'some' : 'none'}`);
      if (!close(value, theirs)) wrong.push(`${row.encounter_id} ${id}: ${value}, the books say ${theirs}`);
      const reasoned =
        value === null
          ? text === null && !!cannotTell && source === null
          : text !== null && cannotTell === null;
      if (!reasoned) wrong.push(`${row.encounter_id} ${id}: neither a figure nor a reason`);
    }
    const rows = view.alerts.rows;
    const total = (answer: 'accepted' | 'overridden' | 'unanswered') =>
      rows.reduce((sum, one) => sum + one[answer], 0);
    for (const answer of ['accepted', 'overridden', 'unanswered'] as const)
      if (total(answer) !== (row[`alerts_${answer}`] ?? 0))
        wrong.push(`${row.encounter_id} alerts ${answer}`);
  }
  expect(wrong).toEqual([]);
  expect(drawnWhole).toBeGreaterThanOrEqual(40);
  for (const kind of [
    'AMB clicks some',
    'AMB clicks empty',
    'AMB alerts some',
    'AMB alerts empty',
    'AMB alerts none',
    'VR logged-actions some',
    'IMP logged-actions some',
  ])
    expect([...kinds]).toContain(kind);
});

test('of an encounter with two, each sees their own part, and the parts make the whole', async () => {
  let pairs = 0;
  for (const row of truth.encounters) {
    const { stored } = await whole(row);
    const people = [
      ...new Set([...stored.work, ...stored.episodes, ...stored.telemetry].map(({ user_id }) => user_id)),
    ];
    if (
      row.logged_actions === null ||
      people.length !== 2 ||
      !people.every((id) => /^Practitioner\/[^/?]+$/.test(id))
    )
      continue;
    pairs += 1;
    const views = await Promise.all(
      people.map((me) => viewOf(reader, { encounter: row.encounter_id, me, tools: file('tools.yaml') })),
    );
    const own = views.map(({ view }) => figure(view, 'logged-actions').value ?? Number.NaN);
    expect(views.map(({ view }) => view.ownOnly)).toEqual([true, true]);
    expect(own[0]! + own[1]!).toBe(row.logged_actions);
    for (const { view } of views) expect(view.figures.every(({ peers }) => peers === null)).toBe(true);
  }
  expect(pairs).toBeGreaterThan(20);
});

test('what a colleague did changes nothing on the page of the other', async () => {
  const pageOf = async (colleague: Colleague) => {
    const clinic = handClinic(colleague);
    const own = join(clinic.dir, 'store');
    const [site, tools] = [join(clinic.dir, 'site.yaml'), join(clinic.dir, 'tools.yaml')];
    await collect([clinic.export], { store: own, site });
    const figures = await figuresOf({ store: own, site, tools });
    const { view } = await viewOf(figures, { encounter: 'Encounter/two', me: 'Practitioner/1', tools });
    await figures.close();
    clinic.remove();
    // What the site as a whole is told is suppressed by its own rules; `asOf` and the like are the clock's.
    const { questions: _, sources: __, ...rest } = view;
    return rest;
  };
  const quiet = await pageOf({ actions: 3, alerts: 1, clicks: 12 });
  const busy = await pageOf({ actions: 29, alerts: 7, clicks: 977 });
  expect(busy).toEqual(quiet);
  expect(busy.figures.map(({ value }) => value).filter((value) => value !== null)).not.toEqual([]);
  expect(busy.tools.map(({ tool }) => tool)).not.toContain('notes');
});

test('distributions show no small cell, and no single encounter’s greatest', () => {
  const all = Object.values(reader.meta.peers).flatMap((own) => Object.entries(own));
  expect(all.length).toBeGreaterThan(0);
  for (const [id, { n, bins }] of all) {
    const shown = bins.flatMap(({ count }) => (count === null ? [] : [count]));
    expect(shown.filter((count) => count > 0 && count < 11)).toEqual([]);
    // One hidden cell would follow from the total.
    const hidden = bins.length - shown.length;
    const missing = n - shown.reduce((a, b) => a + b, 0);
    expect(hidden === 0 ? missing === 0 : hidden >= 2 || missing === n).toBe(true);
    if (id !== 'undivided-attention') expect(String(bins.at(-1)!.to)).toMatch(/^\d{1,2}0*$/);
  }
});
