import { appFrame, tab, textOf } from '../support/charts.js';
import type { World } from '../support/world.js';

export function concern(world: World): void {
  describe('“I’m concerned”', () => {
    it('by keyboard alone, from the EHR into the frame and back to the thanks; it is in the journal', async () => {
      const context = await world.browser.newContext();
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      const focused = () =>
        frame.evaluate<string>(
          'document.hasFocus() ? (document.activeElement.ariaLabel ?? document.activeElement.textContent) : ""',
        );
      const tabTo = async (name: RegExp, most: number) => {
        for (let step = 0; step < most && !name.test(await focused()); step += 1)
          await page.keyboard.press('Tab');
        expect(await focused()).toMatch(name);
      };
      await tabTo(/^Skip to “I’m concerned”$/, 12);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const about = /^I’m concerned about the tool (.+)$/.exec(await focused())![1]!;
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(`Add words about ${about}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('It asks the same thing twice.');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(`Send with these words about ${about}`);
      await page.keyboard.press('Enter');
      await frame.getByRole('status').waitFor();
      expect(await textOf(frame.getByRole('status'))).toMatch(/^Thank you\. Your concern is stored/);
      expect(await textOf(frame.locator('.raised'))).toContain('It asks the same thing twice.');
      expect(await textOf(frame.locator('.raised strong'))).toBe(about);
      // In sight without scrolling, since the address leads there.
      const thanks = await frame.getByRole('status').boundingBox();
      const height = page.viewportSize()!.height;
      expect(thanks!.y).toBeLessThan(height);
      const stored = world.journal().filter(({ words }) => words === 'It asks the same thing twice.');
      expect(stored).toMatchObject([{ signed: '', alert_key: '' }]);
      expect(stored[0]!.encounter_ref).toContain(world.one.encounter);
      expect(stored[0]!.tool).not.toBe('');
      await context.close();
    });

    it('with one tap, about an alert, without scripts; a reload of the thanks stores no second one', async () => {
      const context = await world.browser.newContext({ javaScriptEnabled: false });
      const page = await tab(context, world.launchUrl(world.one));
      const before = world.journal().length;
      await page
        .getByRole('button', { name: /^I’m concerned about the alert / })
        .first()
        .click();
      await page.getByRole('status').waitFor();
      await page.reload();
      await page.goBack();
      await page.locator('h1').waitFor();
      expect(world.journal().length).toBe(before + 1);
      expect(world.journal().at(-1)).toMatchObject({ tool: '', words: '', signed: '' });
      await context.close();
    });

    it('every button on the page stores something', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.one));
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      const buttons = await page.getByRole('button', { name: /^I’m concerned about/ }).all();
      const names = await Promise.all(buttons.map((button) => button.getAttribute('aria-label')));
      expect(names.length).toBeGreaterThan(2);
      const before = world.journal().length;
      for (const name of names) {
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        const button = page.getByRole('button', { name: name!, exact: true });
        await Promise.all([page.waitForEvent('load'), button.click()]);
        await page.getByRole('status').waitFor();
      }
      expect(world.journal().length).toBe(before + names.length);
      await context.close();
    });
  });
}
