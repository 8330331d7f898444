import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { collectCommand } from '../../src/cli/collect.js';
import { compareCommand } from '../../src/cli/compare.js';
import type { Change, Comparison } from '../../src/comparison.js';
import { AFTER, BEFORE, writeClinic } from './compare-clinic.js';
import { run } from './support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const store = ['--store', at('store'), '--site', at('site.yaml')];
const periods = ['--before', BEFORE.range, '--after', AFTER.range];

beforeAll(async () => {
  writeClinic(at('export'), { alerts: [2, 3], interactions: [4, 4] });
  writeFileSync(at('site.yaml'), 'timeZone: America/New_York\n');
  writeFileSync(at('alone.yaml'), 'timeZone: America/New_York\nminClinicians: 9\n');
  await run(collectCommand(), [at('export'), ...store]);
  whole = await compared(...store, ...periods);
});

/** Both periods of the store. */
let whole: Comparison;

const compared = async (...words: string[]): Promise<Comparison> =>
  JSON.parse((await run(compareCommand(), [...words, '--format', 'json'])).stdout);
const one = ({ changes }: Comparison, measure: string): Change =>
  changes.find((change) => change.measure === measure)!;

/*
 * Eight clinicians with four visits on each of ten days: 320 visits a period. Two alerts a visit before and three after;
 * four of the eight have one more on every second day: 0.25 more on average, in both. So 720/320 = 2.25 and 1040/320 = 3.25.
 * Of the days of the first week three are even, of the second two: 2 + 0.5 · 3/5 = 2.3 and 2 + 0.5 · 2/5 = 2.2.
 * Every clinician has exactly 1 more in each visit: the difference has no spread.
 */
test('a planted change is found, with values, weeks and people by hand', () => {
  const change = one(whole, 'alerts-per-encounter');
  expect(change).toMatchObject({
    before: {
      numerator: 720,
      denominator: 320,
      value: 2.25,
      clinicians: 8,
      encounters: 320,
      suppressed: false,
    },
    after: { numerator: 1040, denominator: 320, value: 3.25 },
    difference: 1,
    cliniciansInBoth: 8,
    conclusion: 'changed',
  });
  expect(change.ratio).toBeCloseTo(3.25 / 2.25, 12);
  expect(change.differenceInterval![0]).toBeCloseTo(1, 9);
  expect(change.weeks).toMatchObject([
    {
      period: 'before',
      week: '2026-W06',
      from: '2026-02-02',
      to: '2026-02-08',
      partial: false,
      value: 2.3,
      n: 160,
    },
    { period: 'before', week: '2026-W07', value: 2.2, n: 160 },
    { period: 'after', week: '2026-W10', value: 3.3, n: 160 },
    { period: 'after', week: '2026-W11', value: 3.2, n: 160 },
  ]);
  expect(change.says).toMatch(
    /^rose from 2.25 to 3.25 alerts per encounter \(ratio 1.44, 95% interval 1.\d\d to 1.\d\d\): more burden\.$/,
  );
  expect(one(whole, 'interactions-per-encounter')).toMatchObject({
    conclusion: 'no-clear-change',
    difference: 0,
  });
  expect(one(whole, 'clicks-per-encounter')).toMatchObject({
    conclusion: 'cannot-tell',
    says: 'cannot tell: there are no rows of "ui_interval" to measure it on.',
    p: null,
    q: null,
  });
  // q is over those that can be told, and no others.
  expect(whole.changes.filter(({ q }) => q !== null)).toHaveLength(whole.compared);
  expect(whole.caution).toContain('does not show why');
});

test('the weeks of every measure add up to its period', () => {
  const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
  const told = whole.changes.flatMap((change) =>
    (['before', 'after'] as const).flatMap((period) => {
      const own = change.weeks.filter((week) => week.period === period);
      if (own.length === 0 || own.some(({ suppressed }) => suppressed)) return [];
      const { numerator, denominator } = change[period];
      expect([change.measure, sum(own.map(({ n }) => n!))]).toEqual([change.measure, denominator ?? 0]);
      if (numerator !== null)
        expect(sum(own.map(({ value, n }) => (value ?? 0) * n!))).toBeCloseTo(numerator, 6);
      return [change.measure];
    }),
  );
  expect(new Set(told).size).toBeGreaterThan(5);
});

test('0 in both periods is no proof of "no change"', () => {
  const { says } = one(whole, 'acted-on-share');
  expect(says).toMatch(
    /^no clear change: 0% to 0%; a difference of −[\d.]+ points to [\d.]+ points fits the data\.$/,
  );
});

test('the text fits 100 columns, begins with what it cannot say, and says how many were compared', async () => {
  const { status, stdout } = await run(compareCommand(), [...store, ...periods]);
  expect(status).toBe(0);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(stdout.split('\n')[1]).toContain('does not show why something changed');
  expect(stdout).toMatch(/Compared {2}\d+ measures: 2 changed/);
  expect(stdout).toContain('Weeks before: W06 2.30, W07 2.20');
});

test('paths give the same as a store', async () => {
  const fromPaths = await compared(at('export'), '--site', at('site.yaml'), ...periods);
  expect(fromPaths.changes).toEqual(whole.changes);
});

test('days without rows are no 0, partial weeks are said, and the first period leaves nothing behind in the second', async () => {
  const turned = await compared(...store, '--before', '2026-01-07..2026-01-15', '--after', AFTER.range);
  const change = one(turned, 'alerts-per-encounter');
  expect(change).toMatchObject({
    before: { value: null },
    after: { numerator: 1040, denominator: 320 },
    conclusion: 'cannot-tell',
  });
  expect(change.weeks.slice(0, 2)).toMatchObject([
    { week: '2026-W02', from: '2026-01-07', to: '2026-01-11', partial: true, value: null, n: null },
    { week: '2026-W03', from: '2026-01-12', to: '2026-01-15', partial: true, value: null, n: null },
  ]);
  expect(turned.notices).toContain('The feed "alert" has nothing in the period before.');
});

test('a group that may not be shown shows no figure, of either period and of no week', async () => {
  const result = await compared('--store', at('store'), '--site', at('alone.yaml'), ...periods);
  const told = result.changes.filter(({ conclusion }) => conclusion !== 'cannot-tell');
  expect(told).toEqual([]);
  const change = one(result, 'alerts-per-encounter');
  expect(change).toMatchObject({ difference: null, ratio: null, cliniciansInBoth: null, p: null });
  for (const period of [change.before, change.after])
    expect(period).toMatchObject({ value: null, denominator: null, clinicians: null, suppressed: true });
  expect(change.weeks.every(({ value, n, suppressed }) => value === null && n === null && suppressed)).toBe(
    true,
  );
});

test('CSV: a note first, then each measure with its weeks, and each value of a dimension', async () => {
  const words = [...store, ...periods, '--by', 'alert_key', '--format', 'csv', '--output', at('out.csv')];
  expect((await run(compareCommand(), words)).stdout).toBe('');
  const rows: Record<string, string>[] = parse(readFileSync(at('out.csv')), { columns: true });
  expect(rows[0]).toMatchObject({ kind: 'note', says: expect.stringContaining('does not show why') });
  const own = rows.filter(({ measure }) => measure === 'alerts-per-encounter');
  expect(own.map(({ kind }) => kind)).toEqual(['change', 'week', 'week', 'week', 'week']);
  expect(own[0]).toMatchObject({
    before_value: '2.25',
    after_value: '3.25',
    difference: '1',
    conclusion: 'changed',
  });
  expect(own[1]).toMatchObject({
    period: 'before',
    week: '2026-W06',
    partial: 'false',
    value: '2.3',
    n: '160',
  });
  const keys = rows.filter(({ kind, measure }) => kind === 'change' && measure === 'acted-on-share');
  expect(keys.map(({ group }) => group)).toEqual(['', 'k0', 'k1', 'k2', 'k3']);
});

const refused: [string, string[], string][] = [
  ['no periods', [], 'bad-option'],
  ['one period', ['--before', BEFORE.range], 'bad-option'],
  [
    'overlapping periods',
    ['--before', '2026-02-02..2026-03-02', '--after', AFTER.range],
    'overlapping-periods',
  ],
  ['before after after', ['--before', AFTER.range, '--after', BEFORE.range], 'overlapping-periods'],
  [
    'a period that runs backwards',
    ['--before', '2026-02-15..2026-02-02', '--after', AFTER.range],
    'bad-period',
  ],
  ['a day that does not exist', ['--before', '2026-02-02..2026-02-30', '--after', AFTER.range], 'bad-option'],
  ['a period and a file', ['--before', BEFORE.range, '--after', 'result.json'], 'bad-option'],
  ['files beside a store', ['--before', 'a.json', '--after', 'b.json'], 'bad-option'],
  ['--from', [...periods, '--from', '2026-02-02'], 'bad-option'],
  ['--without with periods', [...periods, '--without', 'inbox'], 'bad-option'],
];

test.each(refused)('refused: %s', async (_, words, code) => {
  await expect(run(compareCommand(), [...store, ...words])).rejects.toMatchObject({ code });
});
