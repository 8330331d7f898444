import type { Browser } from 'playwright-core';
import { appFrame, bannerOf, encounterOf, heading, tab } from '../support/charts.js';
import { launchChromium } from '../support/chromium.js';
import { CookieBlocker } from '../support/cookie-blocker.js';
import type { World } from '../support/world.js';

export function cookies(world: World): void {
  describe('third-party cookies', () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await launchChromium({ onlyPartitioned: true });
    });

    afterAll(() => browser?.close());

    it('partitioned: the launch works in the frame', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      expect(await heading(frame)).toBe('This encounter so far');
      await frame.getByRole('link', { name: 'Work it out again' }).click();
      await frame.getByText('opened 2 times').waitFor();
      // Of the chart’s partition: the app in a tab of its own does not get it.
      const stored = await context.cookies();
      const [ours] = stored.filter(({ name }) => name.startsWith('__Host-ma-'));
      expect(ours?.partitionKey).toContain('localhost');
      const outside = await context.newPage();
      await outside.goto(frame.url());
      expect(await heading(outside)).toBe('This page is closed');
      await context.close();
    });

    it('partitioned: this browser does refuse those that are not', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      // What a page that may run scripts sets for itself; the app sends no such cookie.
      await frame.evaluate(
        `document.cookie = 'plain=1; SameSite=None; Secure; Path=/'; document.cookie = 'kept=1; SameSite=None; Secure; Path=/; Partitioned'`,
      );
      expect(await frame.evaluate('document.cookie')).toBe('kept=1');
      await context.close();
    });

    it('blocked altogether: one link opens the launch in its own tab, and there it works', async () => {
      const blocker = await CookieBlocker.start(world.opened.appUrl);
      const context = await browser.newContext({ proxy: { server: blocker.url } });
      const page = await context.newPage();
      const before = world.opened.ehr.requests.length;
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      expect(await heading(frame)).toBe('Open this in a tab of its own');
      expect(await frame.locator('a[href]:visible').allInnerTexts()).toEqual([
        'Open the app (opens in its own tab)',
      ]);
      expect(blocker.refused).toBeGreaterThan(0);
      expect(await context.cookies(world.opened.appUrl)).toEqual([]);
      // The EHR has not heard of this launch, so it is still good.
      expect(world.opened.ehr.requests.slice(before)).toEqual([]);
      const [opened] = await Promise.all([
        context.waitForEvent('page'),
        frame.getByRole('link', { name: 'Open the app' }).click(),
      ]);
      await opened.getByRole('heading', { name: 'This encounter so far' }).waitFor();
      expect(opened.url()).toMatch(/\/chart\/[\w-]{22}$/);
      const seen = await encounterOf(opened);
      await opened.reload();
      expect(await encounterOf(opened)).toBe(seen);
      await context.close();
      await blocker.stop();
    });

    it('the session id in the URL alone opens nothing', async () => {
      const mine = await browser.newContext();
      const page = await tab(mine, world.launchUrl(world.one));
      const patient = await bannerOf(page);
      const theirs = await browser.newContext();
      const stranger = await theirs.newPage();
      const answer = await stranger.goto(page.url());
      expect(answer!.status()).toBe(401);
      expect(await heading(stranger)).toBe('This page is closed');
      expect(await stranger.content()).not.toContain(patient);
      // Nor in the same browser, once its cookie is gone.
      await mine.clearCookies();
      await page.reload();
      expect(await heading(page)).toBe('This page is closed');
      await Promise.all([mine.close(), theirs.close()]);
    });
  });
}
