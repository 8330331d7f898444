import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { chartPage } from '../../src/pages/chart/page.js';
import { ehrStyle } from '../../src/pages/ehr-style.js';
import { overviewPage } from '../../src/pages/overview.js';
import { problemPage } from '../../src/pages/problem.js';
import { richResult } from '../report/fixture.js';
import { overflow, type Shown, showing, unfold } from './browser.js';
import { views } from './fixture/views.js';
import { options } from './options.js';

const pages = {
  ...Object.fromEntries(Object.entries(views).map(([name, view]) => [name, chartPage(view(), options)])),
  coloured: chartPage({ ...views.rich(), style: {} }, { ...options, ehrStylePath: '/ehr.css' }),
  overview: overviewPage(richResult(), options),
  problem: problemPage(
    {
      title: 'This page’s cookies are blocked',
      detail: 'Nothing was lost.',
      code: 'launch/cookies-blocked',
      actions: [{ href: '/launch', label: 'Open Mission Audit', ownTab: true }],
    },
    options,
  ),
};

/** Of an EHR with a light house style. */
const colours = { background: '#eef4f8', text: '#0a1a2a', accent: '#7a1fa2' };

let shown: Awaited<ReturnType<typeof showing>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mission-audit-pages-'));
  shown = await showing(pages, { '/ehr.css': ehrStyle(colours) });
});

afterAll(async () => {
  await shown.close();
  await rm(folder, { recursive: true, force: true });
});

const both = ['light', 'dark'] as const;
const looks: Shown[] = [
  ...both.flatMap((scheme) => [360, 1280].map((width) => ({ name: 'rich', width, scheme }))),
  { name: 'ownOnly', width: 360, scheme: 'light' },
  { name: 'nothingKnown', width: 1280, scheme: 'light' },
  { name: 'undecided', width: 360, scheme: 'light' },
  { name: 'coloured', width: 1280, scheme: 'light' },
  { name: 'coloured', width: 360, scheme: 'dark' },
  { name: 'empty', width: 360, scheme: 'dark' },
  { name: 'overview', width: 360, scheme: 'light' },
  { name: 'overview', width: 1280, scheme: 'dark' },
  { name: 'problem', width: 360, scheme: 'dark' },
];

/** All that axe finds. What is not contrast is the same in the dark. */
const violations = async (page: Page, scheme: Shown['scheme']): Promise<unknown[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (scheme === 'dark') axe.withRules('color-contrast');
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
};

test.each(looks)('$name at $width px, $scheme: nothing for axe, nothing fetched', async (look) => {
  const { page, heard, close } = await shown.open(look);
  await page.screenshot({ path: join(folder, `${look.name}-${look.width}-${look.scheme}.png`) });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await unfold(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page, look.scheme)).toEqual([]);
  expect(heard).toEqual([]);
  await close();
});

test.each([320, 500, 800, 1000, 1280, 1920])(
  'a long stay at %d px scrolls in one direction only',
  async (width) => {
    const { page, close } = await shown.open({ name: 'many', width, scheme: 'light' });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await unfold(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await close();
  },
);

test.each(['rich', 'ownOnly'])('%s: what matters is on one screen of 1280 × 800', async (name) => {
  const { page, close } = await shown.open({ name, width: 1280, scheme: 'light' });
  const bottoms: [string, number][] = [];
  for (const part of ['header', '#figures', '#alerts table', '#tools table', '#concern .concerns']) {
    const box = await page.locator(part).last().boundingBox();
    bottoms.push([part, Math.round(box!.y + box!.height)]);
  }
  expect(bottoms.filter(([, bottom]) => bottom > 800)).toEqual([]);
  await close();
});

const controls =
  '[...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex=\'0\']")].filter((it) => it.getClientRects().length > 0 && it.checkVisibility())';

test.each([360, 1280])(
  'the keyboard reaches every control at %d px, in order, and shows where it is',
  async (width) => {
    const { page, close } = await shown.open({ name: 'rich', width, scheme: 'light' });
    await unfold(page);
    await page.evaluate(`globalThis.all = ${controls}`);
    const wanted: number = await page.evaluate('all.length');
    const walked: [number, string][] = [];
    for (let step = 0; step < wanted; step += 1) {
      await page.keyboard.press('Tab');
      walked.push(
        await page.evaluate(
          '[all.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]',
        ),
      );
    }
    expect(walked).toEqual(Array.from({ length: wanted }, (_, at) => [at, 'solid']));
    await close();
  },
);

test('the first stops of the keyboard lead to the figures and to the concerns', async () => {
  const { page, close } = await shown.open({ name: 'rich', width: 1280, scheme: 'light' });
  const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the figures');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to “I’m concerned”');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Order entry');
  await close();
});

test('without scripts it says the same, and one tap sends a concern', async () => {
  const withScripts = await shown.open({ name: 'rich', width: 1280, scheme: 'light' });
  const without = await shown.open({ name: 'rich', width: 1280, scheme: 'light', scripts: false });
  const text = (page: Page) => page.locator('body').ariaSnapshot();
  expect(await text(without.page)).toBe(await text(withScripts.page));
  await without.page.getByRole('button', { name: 'I’m concerned about the tool Sepsis alert' }).click();
  await without.page.waitForURL('**/concerns');
  expect(shown.sent.at(-1)).toMatchObject({ method: 'POST', url: '/chart/s-4f1c/concerns' });
  expect(Object.fromEntries(new URLSearchParams(shown.sent.at(-1)!.body))).toEqual({
    token: 'tok-8d2e',
    tool: 'sepsis-alert',
    words: '',
  });
  await withScripts.close();
  await without.close();
});

test('a sentence and a name go along, by keyboard alone', async () => {
  const { page, close } = await shown.open({ name: 'rich', width: 360, scheme: 'dark', scripts: false });
  await page.getByLabel('Add words about Interaction pop-up').press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('It fires twice.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/concerns');
  expect(Object.fromEntries(new URLSearchParams(shown.sent.at(-1)!.body))).toEqual({
    token: 'tok-8d2e',
    alert: 'drug-interaction',
    words: 'It fires twice.',
    sign: 'yes',
  });
  await close();
});

test('another encounter is chosen with a plain form', async () => {
  const { page, close } = await shown.open({ name: 'rich', width: 1280, scheme: 'light', scripts: false });
  await page.getByText('Choose another encounter').click();
  await page.getByLabel('Encounter of this patient').selectOption('Encounter/e-11');
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.waitForURL('**/choose?encounter=Encounter%2Fe-11');
  await close();
});

test('takes the colours of the EHR that can be read', async () => {
  const { page, close } = await shown.open({ name: 'coloured', width: 1280, scheme: 'light' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(238, 244, 248)');
  expect(await page.evaluate('getComputedStyle(document.querySelector("a")).color')).toBe(
    'rgb(122, 31, 162)',
  );
  await close();
});

test('prints what is folded, and no buttons', async () => {
  const { page, close } = await shown.open({ name: 'rich', width: 1280, scheme: 'dark' });
  const folded = page.getByText('88 of 121 hazards were mitigated.');
  expect(await folded.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await folded.isVisible()).toBe(true);
  expect(await page.locator('button:visible').count()).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1000);
  await close();
});
