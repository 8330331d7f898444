import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { html } from '../../src/report/html.js';
import { hostile } from './fixture/hostile.js';
import { wideResult } from './fixture/wide.js';
import { emptyResult, richResult } from './fixture.js';

const results = {
  rich: richResult(),
  wide: wideResult(),
  empty: emptyResult(),
  hostile: { ...hostile(richResult()), internal: true },
};

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mission-audit-report-'));
  for (const [name, result] of Object.entries(results))
    await writeFile(join(folder, `${name}.html`), html(result));
  chromium.setGraphicsMode = false;
  browser = await playwright.launch({
    // A single process dies with the first context that is closed.
    args: chromium.args.filter((argument) => argument !== '--single-process'),
    executablePath: await chromium.executablePath(),
    headless: true,
  });
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

interface View {
  name: string;
  width: number;
  scheme: 'light' | 'dark';
  scripts?: boolean;
}

/** Opens a page, and tells of everything that it asked for or complained about. */
const opened = async ({ name, width, scheme, scripts = true }: View) => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  const heard: string[] = [];
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on('request', (request) => request.url() !== url && heard.push(request.url()));
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  await page.goto(url);
  return { page, heard, close: () => context.close() };
};

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

const unfold = (page: Page): Promise<void> =>
  page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');

const both = ['light', 'dark'] as const;
const views: View[] = [
  ...both.flatMap((scheme) => [360, 1280].map((width) => ({ name: 'rich', width, scheme }))),
  { name: 'wide', width: 360, scheme: 'dark' },
  { name: 'wide', width: 1280, scheme: 'light' },
  { name: 'empty', width: 360, scheme: 'light' },
  { name: 'empty', width: 1280, scheme: 'dark' },
  { name: 'hostile', width: 360, scheme: 'light' },
];

/** All that axe finds, with everything unfolded. What is not contrast is the same in the dark. */
const violations = async (page: Page, scheme: View['scheme']): Promise<unknown[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (scheme === 'dark') axe.withRules('color-contrast');
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
};

test.each(views)('$name at $width px, $scheme: nothing for axe, nothing fetched', async (view) => {
  const { page, heard, close } = await opened(view);
  const path = join(folder, `rich-${view.width}-${view.scheme}.jpg`);
  if (view.name === 'rich') await page.screenshot({ path, fullPage: true });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await unfold(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page, view.scheme)).toEqual([]);
  expect(heard).toEqual([]);
  expect(await page.evaluate('globalThis.taken')).toBeUndefined();
  await close();
});

test('reads without scripts, and prints what is folded', async () => {
  const { page, close } = await opened({ name: 'rich', width: 800, scheme: 'light', scripts: false });
  await page.locator('summary', { hasText: 'Does it reduce harm' }).click();
  expect(await page.getByText('88 of 121 hazards were mitigated.').isHidden()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('88 of 121 hazards were mitigated.').isVisible()).toBe(true);
  await page.screenshot({ path: join(folder, 'rich-print.jpg') });
  await close();
});

test('what is wrong is on the first screen: the ledger begins there, its worst tools first', async () => {
  const { page, close } = await opened({ name: 'wide', width: 1280, scheme: 'light' });
  const box = await page.locator('#ledger-table-caption ~ tbody tr').nth(1).boundingBox();
  expect(box!.y + box!.height).toBeLessThan(900);
  await close();
});

test('at 360 px the ledger scrolls by itself, by keyboard, and its tools stay in sight', async () => {
  const { page, close } = await opened({ name: 'wide', width: 360, scheme: 'light' });
  const region = page.getByRole('group', { name: 'Each tool against each question' });
  const tool = region.locator('tbody th').first();
  const before = (await tool.boundingBox())!.x;
  await region.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowRight');
  const scrolled = () => region.evaluate((it) => it.scrollLeft);
  for (let wait = 0; wait < 40 && (await scrolled()) <= 100; wait += 1) await page.waitForTimeout(50);
  expect(await scrolled()).toBeGreaterThan(100);
  expect((await tool.boundingBox())!.x).toBe(before);
  await close();
});

test('a rule opens to its numbers by keyboard alone', async () => {
  const { page, close } = await opened({ name: 'wide', width: 1280, scheme: 'light', scripts: false });
  const rule = page.locator('details.question[open] > details.rule').first();
  expect(await rule.locator('svg').first().isVisible()).toBe(false);
  await rule.locator('summary').first().press('Enter');
  expect(await rule.locator('svg').first().isVisible()).toBe(true);
  await close();
});

test('the first stop of the keyboard leads to the report', async () => {
  const { page, close } = await opened({ name: 'rich', width: 1280, scheme: 'light' });
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  await close();
});

test('headings go down one step at a time', async () => {
  const { page, close } = await opened({ name: 'rich', width: 1280, scheme: 'light' });
  const levels: number[] = await page.evaluate(
    '[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((heading) => Number(heading.tagName[1]))',
  );
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, at) => level - (levels[at - 1] ?? 0) > 1)).toEqual([]);
  await close();
});
