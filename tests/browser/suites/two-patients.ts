import type { Frame, Page } from 'playwright-core';
import { bannerOf, encounterOf, tab, textOf } from '../support/charts.js';
import type { World } from '../support/world.js';

/** What a page says of its patient, and where it is. */
const said = async (page: Page | Frame) => ({
  patient: await bannerOf(page),
  encounter: await encounterOf(page),
  url: page.url(),
});

export function twoPatients(world: World): void {
  describe('two patients in one browser', () => {
    it('in two tabs: each keeps its own through every reload, and each launch has a cookie', async () => {
      const context = await world.browser.newContext();
      const first = await tab(context, world.launchUrl(world.one));
      const second = await tab(context, world.launchUrl(world.two));
      const [one, two] = [await said(first), await said(second)];
      expect(one.patient).not.toBe(two.patient);
      for (const page of [first, second, second, first]) {
        await page.reload();
        expect([await said(first), await said(second)]).toEqual([one, two]);
      }
      const cookies = await context.cookies(world.opened.appUrl);
      const ids = [one, two].map(({ url }) => new URL(url).pathname.split('/').at(-1)!);
      expect(cookies.map(({ name }) => name).sort()).toEqual(
        ids.map((id) => `__Host-ma-${id.slice(0, 12)}`).sort(),
      );
      for (const cookie of cookies)
        expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None', path: '/' });
      await context.close();
    });

    it('in two frames of one page at once', async () => {
      const context = await world.browser.newContext();
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const sources = [world.one, world.two].map((shown) => world.launchUrl(shown));
      await page.evaluate(
        `document.querySelector('main').replaceChildren(...${JSON.stringify(sources)}.map((src) => Object.assign(document.createElement('iframe'), { src })))`,
      );
      const at = (index: number) => page.frameLocator('iframe').nth(index);
      const names = async () => {
        const both = [0, 1].map((index) => textOf(at(index).locator('.banner strong')));
        return Promise.all(both);
      };
      const before = await names();
      expect(new Set(before).size).toBe(2);
      const turns = [
        [0, 2],
        [1, 2],
        [1, 3],
        [0, 3],
      ] as const;
      for (const [index, times] of turns) {
        await at(index).getByRole('link', { name: 'Work it out again' }).click();
        await at(index).getByText(`opened ${times} times`).waitFor();
        expect(await names()).toEqual(before);
      }
      await context.close();
    });

    it('closing one leaves the other; a second launch of the same patient has a page of its own', async () => {
      const context = await world.browser.newContext();
      const first = await tab(context, world.launchUrl(world.one));
      const again = await tab(context, world.launchUrl(world.one));
      expect(await bannerOf(again)).toBe(await bannerOf(first));
      expect(again.url()).not.toBe(first.url());
      await first.getByRole('button', { name: 'Close this page’s session' }).click();
      await first.getByRole('heading', { name: 'You are logged out of this app' }).waitFor();
      const before = await said(again);
      await again.reload();
      expect(await said(again)).toEqual(before);
      await context.close();
    });
  });
}
