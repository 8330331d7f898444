/**
 * npx tsx scripts/screenshots.ts [report.html]: the pictures of docs/images, of the demonstration's clinic: its report, and
 * a chart with the app beside it. With a report named, the picture of that one alone.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../tests/browser/support/chromium.js';
import { demo } from '../tests/practice/demo.js';
import { type OpenedApp, openApp } from '../tests/practice/open-app.js';

const ROOT = join(import.meta.dirname, '..');
const IMAGES = join(ROOT, 'docs', 'images');
/** A README is no place for a large download. */
const LARGEST = { report: 300_000, chart: 200 * 1024 };

interface Picture {
  name: string;
  look: BrowserContextOptions;
  largest: number;
  show: (page: Page) => Promise<void>;
}

async function shoot(browser: Browser, { name, look, largest, show }: Picture): Promise<void> {
  const path = join(IMAGES, `${name}.png`);
  const page = await browser.newPage(look);
  await show(page);
  await page.screenshot({ path });
  await page.close();
  const { size } = statSync(path);
  if (size > largest) throw new Error(`${path} has ${size} bytes; at most ${largest} are wanted`);
  process.stdout.write(`${path}: ${size} bytes\n`);
}

function ofReport(report: string): Picture {
  return {
    name: 'report',
    look: { viewport: { width: 1120, height: 1200 }, colorScheme: 'light' },
    largest: LARGEST.report,
    show: async (page) => void (await page.goto(pathToFileURL(report).href)),
  };
}

/** In the EHR's frame, and as narrow as a side panel, where the app itself says whose chart it is. */
function ofChart({ url }: OpenedApp): Picture[] {
  const viewport = { width: 1280, height: 800 };
  const framed = async (page: Page) => {
    await page.goto(url);
    await page.frameLocator('iframe').locator('h1').waitFor();
  };
  const apart = async (page: Page) => {
    await page.goto(url);
    const link = page.getByRole('link', { name: 'open in its own tab' });
    await page.goto((await link.getAttribute('href'))!);
    await page.locator('h1').waitFor();
  };
  const largest = LARGEST.chart;
  return [
    { name: 'chart', look: { viewport, colorScheme: 'light' }, largest, show: framed },
    { name: 'chart-dark', look: { viewport, colorScheme: 'dark' }, largest, show: framed },
    {
      name: 'chart-narrow',
      look: { viewport: { width: 360, height: 800 }, colorScheme: 'light' },
      largest,
      show: apart,
    },
  ];
}

async function ofDemonstration(browser: Browser, folder: string): Promise<void> {
  await demo({ folder, seed: 1, print: () => {} });
  await shoot(browser, ofReport(join(folder, 'report.html')));
  const opened = await openApp({ clinicDir: folder, cli: ['node', 'dist/src/cli/main.js'], root: ROOT });
  try {
    for (const picture of ofChart(opened)) await shoot(browser, picture);
  } finally {
    await opened.close();
  }
}

const given = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'mission-demo-'));
const browser = await launchChromium();
try {
  mkdirSync(IMAGES, { recursive: true });
  if (given) await shoot(browser, ofReport(resolve(given)));
  else await ofDemonstration(browser, folder);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
