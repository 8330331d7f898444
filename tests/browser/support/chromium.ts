import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

export interface ChromiumOptions {
  /** Third-party cookies only where they are partitioned, as browsers have it by default or will. */
  onlyPartitioned?: boolean;
}

/**
 * Playwright switches ThirdPartyStoragePartitioning off, and without it Chromium ignores the switch for the end of
 * third-party cookies. The last --disable-features counts, so this one, of a feature that matters to no test, undoes it.
 */
const ONLY_PARTITIONED = ['--test-third-party-cookie-phaseout', '--disable-features=PaintHolding'];

/**
 * A browser as people have it. The arguments that the package recommends switch web security and site isolation off, and
 * with them what these tests are about.
 */
export async function launchChromium({ onlyPartitioned = false }: ChromiumOptions = {}): Promise<Browser> {
  chromium.setGraphicsMode = false;
  return playwright.launch({
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      ...(onlyPartitioned ? ONLY_PARTITIONED : []),
    ],
    executablePath: await chromium.executablePath(),
    headless: true,
  });
}
