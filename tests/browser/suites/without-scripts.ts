import { appFrame, bannerOf, complaintsOf, encounterOf, heading, tab, textOf } from '../support/charts.js';
import type { World } from '../support/world.js';

export function withoutScripts(world: World): void {
  describe('without JavaScript', () => {
    const contextOf = () => world.browser.newContext({ javaScriptEnabled: false });

    it('the whole launch and the whole page are there', async () => {
      const withScripts = await world.browser.newContext();
      const without = await contextOf();
      const pages = [];
      for (const context of [withScripts, without]) {
        const page = await context.newPage();
        const heard = complaintsOf(page);
        await page.goto(world.chartUrl(world.one));
        const frame = await appFrame(page, world);
        pages.push(await frame.locator('main').ariaSnapshot());
        expect(heard).toEqual([]);
      }
      expect(pages[1]).toBe(pages[0]);
      await Promise.all([withScripts.close(), without.close()]);
    });

    it('another encounter of the same patient is chosen, and the back button leads to the first', async () => {
      const context = await contextOf();
      const page = await tab(context, world.launchUrl(world.one));
      const [patient, first] = [await bannerOf(page), await encounterOf(page)];
      await page.getByText('Choose another encounter').click();
      const choice = page.getByLabel('Encounter of this patient');
      const current = await choice.inputValue();
      const others = await choice.locator('option:not([selected])').all();
      expect(others.length).toBeGreaterThan(0);
      const other = (await others[0]!.getAttribute('value'))!;
      expect(other).not.toBe(current);
      await choice.selectOption(other);
      await page.getByRole('button', { name: 'Show it' }).click();
      await page.waitForURL(`**/*?encounter=${encodeURIComponent(other)}`);
      expect(await bannerOf(page)).toBe(patient);
      expect(await encounterOf(page)).not.toBe(first);
      await page.goBack();
      expect(await encounterOf(page)).toBe(first);
      await context.close();
    });

    it('where the EHR names no encounter, the page says how it found one', async () => {
      const context = await contextOf();
      const { patient, user } = world.one;
      const page = await tab(context, world.launchUrl({ patient, user }));
      expect(await heading(page)).toMatch(/encounter/i);
      expect(await textOf(page.locator('.how'))).toMatch(/The EHR did not say which encounter/);
      await context.close();
    });

    it('an encounter of another patient is refused, whoever names it', async () => {
      const context = await contextOf();
      const page = await tab(context, world.launchUrl(world.one));
      const patient = await bannerOf(page);
      const address = new URL(page.url());
      address.searchParams.set('encounter', world.two.encounter);
      const answer = await page.goto(address.href);
      expect(answer!.status()).toBe(409);
      expect(await page.content()).not.toContain(patient);
      await context.close();
    });
  });
}
