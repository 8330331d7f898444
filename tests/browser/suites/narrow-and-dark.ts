import { violations } from '../support/axe.js';
import { appFrame, overflow, tab } from '../support/charts.js';
import type { World } from '../support/world.js';

const schemes = ['light', 'dark'] as const;
const looks = schemes.flatMap((scheme) => [360, 1280].map((width) => ({ width, scheme })));
const unfold = 'for (const details of document.querySelectorAll("details")) details.open = true';

export function narrowAndDark(world: World): void {
  describe('wide and narrow, light and dark', () => {
    it.each(looks)('$width px, $scheme: nothing for axe, and no scrolling sideways', async (look) => {
      const context = await world.browser.newContext({
        viewport: { width: look.width, height: 800 },
        colorScheme: look.scheme,
      });
      const page = await tab(context, world.launchUrl(world.one));
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.evaluate(unfold);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
      await context.close();
    });

    it('in a side panel of 360 px, dark, everything essential is there', async () => {
      const context = await world.browser.newContext({
        viewport: { width: 360, height: 800 },
        colorScheme: 'dark',
      });
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      expect(await frame.evaluate('innerWidth')).toBe(360);
      expect(await overflow(frame)).toBeLessThanOrEqual(0);
      for (const part of ['h1', '.encounter', '#figures', '#alerts table', '#timeline svg', '#tools table'])
        expect(await frame.locator(part).first().isVisible()).toBe(true);
      expect(await frame.locator('#questions').isVisible()).toBe(true);
      const inSight = await frame.locator('.jump a').boundingBox();
      expect(inSight!.y + inSight!.height).toBeLessThan(800);
      await frame.locator('.jump a').click();
      expect(await frame.locator('#concern button').first().isVisible()).toBe(true);
      expect(await frame.evaluate('getComputedStyle(document.body).colorScheme')).not.toBe('light');
      expect(await violations(page, 'iframe')).toEqual([]);
      await context.close();
    });

    it('what matters is on one screen of 1280 × 800', async () => {
      const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await tab(context, world.launchUrl(world.one));
      const bottoms: [string, number][] = [];
      for (const part of ['header', '#figures', '#alerts table', '#tools table', '#concern .concerns']) {
        const box = await page.locator(part).first().boundingBox();
        bottoms.push([part, Math.round(box!.y + box!.height)]);
      }
      expect(bottoms.filter(([, bottom]) => bottom > 800)).toEqual([]);
      await context.close();
    });
  });
}
