import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, counts, found, levels, prices } from '../rules/without/support/asked.js';
import { TOOLS, VISITS } from '../rules/without/support/small-site.js';

const ROOT = join(import.meta.dirname, '..', '..');

// Reckoned in small-site.ts.
test('a tool: the burden now, without it, and what belongs to it', async () => {
  const result = await found(['--without', 'pop']);
  expect(result.without).toEqual({ tool: 'pop', title: 'Pop-up' });
  expect(levels(result)).toEqual({
    'logged-actions': [3.5, 3, 0.5],
    interactions: [3.5, 3, 0.5],
    'active-minutes300': [3, 2.5, 0.5],
    'active-minutes180': [3, 2.5, 0.5],
    'active-minutes60': [2, 1.5, 0.5],
    clicks: [20, 17.5, 2.5],
    alerts: [2, 1, 1],
    'interruptive-alerts': [1, 0, 1],
  });
  for (const row of result.burden)
    expect(row).toMatchObject({ status: 'told', encounters: VISITS, clinicians: 3, small: true });
});

test('what would be lost, and what one good change costs', async () => {
  const result = await found(['--without', 'pop']);
  expect(counts(result)).toEqual({
    'alerts-accepted': 12,
    'reminders-acted-on': 0,
    hazards: 24,
    'hazards-mitigated': 12,
  });
  expect(prices(result)).toEqual({
    alerts: [1, 24, 24],
    'interruptive-alerts': [1, 24, 24],
    interactions: [0.5, 12, 24],
    'active-minutes': [0.5, 12, 24],
    clicks: [2.5, 60, 24],
  });
  expect(result.notes.join(' ')).toContain('does not show that it was right');
  expect(result.notes.join(' ')).toContain('two records of one change');
  expect(result.internal).toBe(true);
});

test('an accepted reminder is an accepted alert, and counted once', async () => {
  const result = await found(['--without', 'chart']);
  expect(counts(result)).toMatchObject({ 'alerts-accepted': 12, 'reminders-acted-on': 12 });
  expect(prices(result).alerts).toEqual([2, 24, 12]);
});

test('alert keys, with a wildcard: alerts are told, and what belongs to tools is not', async () => {
  const all = await found(['--without-alert', 'pop-*']);
  expect(all.without).toEqual({ alert: 'pop-*', keys: 2 });
  expect(levels(all)).toMatchObject({ alerts: [2, 1, 1], interactions: [null, null, null] });
  expect(prices(all)).toMatchObject({ alerts: [2, 24, 12], interactions: [null, null, null] });
  expect(counts(all)).toMatchObject({ 'alerts-accepted': 12, hazards: null });
  expect(all.losses.at(-1)!.why).toContain('Hazards belong to tools');
  const one = await found(['--without-alert', 'pop-b']);
  expect(levels(one).alerts).toEqual([2, 1.5, 0.5]);
  expect(one.prices.map(({ why }) => why)).toEqual(Array(5).fill(NO_GOOD));
});

const NO_GOOD = 'No good change was seen: the price cannot be told.';

test('nothing accepted: the price cannot be told, and no bound is invented', async () => {
  const change = { answer: 'overridden', hazards: 0 } as const;
  const result = await found(['--without', 'pop'], change);
  expect(counts(result)).toMatchObject({ 'alerts-accepted': null });
  for (const row of result.prices) {
    expect(row).toMatchObject({ status: 'cannot-tell', value: null, interval: null });
    expect(row.why).toContain('hold no acceptance of any alert');
  }
  expect(result.notes.join(' ')).toContain('whether acceptances are recorded at all cannot be told');
  expect(await asked(['--without', 'pop'], change)).toContain('acceptances may not be recorded');
});

test('three encounters are hidden, and what would give them away; the site is told', async () => {
  const change = { popVisits: 3 };
  const result = await found(['--without', 'pop'], change);
  const row = result.burden.find(({ burden }) => burden === 'interactions')!;
  expect(row).toMatchObject({ status: 'suppressed', without: null, difference: null });
  expect(row.now!.value).toBe(3.125);
  expect(prices(result).interactions).toEqual([null, null, null]);
  expect(result.losses[0]).toMatchObject({ loss: 'alerts-accepted', status: 'suppressed', count: null });
  expect(await asked(['--without', 'pop'], change)).toContain('hidden');
});

test('fewer clinicians than may be shown: all is hidden', async () => {
  const result = await found(['--without', 'pop'], { minClinicians: 5 });
  expect(result.internal).toBe(false);
  expect(result.burden.map(({ status, now, small }) => [status, now, small])).toEqual(
    Array(8).fill(['suppressed', null, true]),
  );
  expect(result.prices.map(({ value, denominator }) => [value, denominator])).toEqual(
    Array(5).fill([null, null]),
  );
});

test('every tool: now less without is its own', async () => {
  for (const tool of TOOLS) {
    const { burden } = await found(['--without', tool]);
    for (const { now, without, difference } of burden)
      if (without) expect(now!.value - without.value).toBeCloseTo(difference!.value, 12);
  }
});

test.each([
  [['--without', 'pops'], /"pops" is no tool of tools\.yaml; nearest: "pop", "chart"/],
  [['--without', 'mission-audit'], /in no burden figure/],
  [['--without-alert', 'pop'], /fits no alert key that was read; nearest: "pop-a", "pop-b", "other"/],
  [['--without', 'pop', '--format', 'csv'], /"csv" is not for --without; there are: text, json/],
])('%j is refused', async (words, message) => {
  await expect(asked(words)).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringMatching(message),
  });
});

test('a tool and an alert at once are refused', async () => {
  await expect(asked(['--without', 'pop', '--without-alert', 'k'])).rejects.toThrow(/cannot be used with/);
});

test('the text keeps to 100 columns and says what is an assumption', async () => {
  const text = await asked(['--without', 'pop']);
  expect(text.split('\n').filter((line) => [...line].length > 100)).toEqual([]);
  for (const words of ['Internal, not for publication', 'without the tool Pop-up (pop)', 'is an assumption'])
    expect(text.replace(/\s+/g, ' ')).toContain(words);
});

/** The shape of a value: its keys in order, and of a list that of its first entry. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value === 'object' ? null : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
};

test('the example in the documentation has the keys that the command gives', async () => {
  const page = readFileSync(join(ROOT, 'docs', 'compare-without.md'), 'utf8');
  const [, example] = /^```json\n([\s\S]*?)^```$/m.exec(page)!;
  expect(shape(JSON.parse(example!))).toEqual(shape(await found(['--without', 'pop'])));
});
