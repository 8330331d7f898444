/** npx tsx scripts/screenshots.ts [report.html]: the README's picture, of the demonstration's report unless another is named. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { demo } from '../tests/practice/demo.js';

const PICTURE = join(import.meta.dirname, '..', 'docs', 'images', 'report.png');
/** A README is no place for a large download. */
const LARGEST = 300_000;

async function shoot(report: string): Promise<void> {
  chromium.setGraphicsMode = false;
  const browser = await playwright.launch({
    args: chromium.args.filter((argument) => argument !== '--single-process'),
    executablePath: await chromium.executablePath(),
    headless: true,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 1200 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(report).href);
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
  const { size } = statSync(PICTURE);
  if (size > LARGEST) throw new Error(`${PICTURE} has ${size} bytes; at most ${LARGEST} are wanted`);
  process.stdout.write(`${PICTURE}: ${size} bytes\n`);
}

const given = process.argv[2];
if (given) await shoot(resolve(given));
else {
  const folder = mkdtempSync(join(tmpdir(), 'mission-demo-'));
  try {
    await demo({ folder, seed: 1, print: () => {} });
    await shoot(join(folder, 'report.html'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
