import type { ChartView } from '../../src/chart-view.js';
import { chartPage } from '../../src/pages/chart/page.js';
import { showing, skeleton, unfold } from './browser.js';
import { payloads, rewritten } from './fixture/rewritten.js';
import { rich } from './fixture/rich.js';
import { options } from './options.js';

const everything = (): ChartView => ({
  ...rich(),
  chosenHow: 'The latest of this patient.',
  style: { accent: '#000', background: '#fff', text: '#000' },
});
const filled = (text: string): string =>
  chartPage(
    rewritten(everything(), () => text),
    options,
  );

const names = Object.keys(payloads);
const pages = {
  plain: filled('plain'),
  ...Object.fromEntries(names.map((name, at) => [`hostile-${at}`, filled(payloads[name]!)])),
};

let shown: Awaited<ReturnType<typeof showing>>;
let expected: string[];

beforeAll(async () => {
  shown = await showing(pages);
  const { page, close } = await shown.open({ name: 'plain', width: 1280, scheme: 'light' });
  expected = await skeleton(page);
  await close();
});

afterAll(() => shown.close());

test.each(names.map((name, at) => ({ name, at })))(
  '$name in every field stays text',
  async ({ name, at }) => {
    const { page, heard, close } = await shown.open({ name: `hostile-${at}`, width: 1280, scheme: 'light' });
    expect(await skeleton(page)).toEqual(expected);
    await unfold(page);
    for (const button of await page.locator('button').all()) await button.focus();
    expect(await page.evaluate('globalThis.taken')).toBeUndefined();
    expect(heard).toEqual([]);
    expect(await page.locator('.banner strong').textContent()).toBe(seen(payloads[name]!));
    await close();
  },
);

/** As a reader sees it: without what HTML does not allow and what turns directions. */
const seen = (text: string): string => text.replace(/(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');

test('characters that turn directions never reach the page', () => {
  expect(Object.values(pages).join('')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test('a key goes back as it came', async () => {
  const key = '"><b>\'&amp;';
  const view = rich();
  view.tools[0]!.tool = key;
  const page = chartPage(view, options);
  expect(page).toContain('name="tool" value="&quot;&gt;&lt;b&gt;&#39;&amp;amp;"');
});
