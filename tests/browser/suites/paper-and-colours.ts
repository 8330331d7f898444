import { violations } from '../support/axe.js';
import { tab } from '../support/charts.js';
import type { World } from '../support/world.js';

export function paperAndColours(world: World): void {
  describe('on paper, and in the colours of the EHR', () => {
    it('prints what is folded, and no buttons', async () => {
      const context = await world.browser.newContext({ colorScheme: 'dark' });
      const page = await tab(context, world.launchUrl(world.one));
      const folded = page.locator('#timeline details tbody tr').first();
      expect(await folded.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await folded.isVisible()).toBe(true);
      expect(await page.locator('button:visible').count()).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1000);
      await context.close();
    });

    it.each(['light', 'dark'] as const)(
      'smart_style_url, %s: its colours where they can be read',
      async (scheme) => {
        const context = await world.browser.newContext({ colorScheme: scheme });
        const page = await tab(context, world.launchUrl(world.one));
        const colours = await page.evaluate(
          '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("main a, footer a")).color]',
        );
        // The style of the practice EHR is made for light screens: white, and a dark blue.
        if (scheme === 'light') expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(18, 73, 107)']);
        else expect(colours).not.toContain('rgb(255, 255, 255)');
        expect(await violations(page)).toEqual([]);
        await context.close();
      },
    );
  });
}
