import { appFrame, complaintsOf, encounterOf, heading, tab } from '../support/charts.js';
import type { World } from '../support/world.js';

export function framed(world: World): void {
  describe('in the frame of the EHR, on another origin', () => {
    it('is the chart page, without a complaint of the browser or of its policies', async () => {
      const context = await world.browser.newContext();
      const page = await context.newPage();
      const heard = complaintsOf(page);
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      expect(new URL(frame.url()).origin).not.toBe(new URL(page.url()).origin);
      expect(frame.url()).toMatch(/\/chart\/[\w-]{22}$/);
      expect(await heading(frame)).toBe('This encounter so far');
      // The EHR shows whose chart it is, above the frame.
      expect(await frame.locator('.banner').count()).toBe(0);
      expect(heard).toEqual([]);
      await context.close();
    });

    it('has every figure of the encounter, beside those of others', async () => {
      const context = await world.browser.newContext();
      const page = await context.newPage();
      await page.goto(world.chartUrl(world.one));
      const frame = await appFrame(page, world);
      const figures = frame.locator('#figures li');
      expect(await figures.locator('h3').allInnerTexts()).toEqual([
        'Clicks',
        'Logged actions',
        'Active EHR time',
        'Time without the screen',
        'Alerts',
        'Tools touched',
      ]);
      expect(await figures.locator('.value.none').count()).toBe(0);
      expect(await figures.locator('svg.distribution').count()).toBe(6);
      for (const part of ['#alerts tbody tr', 'svg.timeline', '#tools tbody tr', '#questions .finding'])
        expect(await frame.locator(part).count()).toBeGreaterThan(0);
      await context.close();
    });

    it('with two clinicians, shows a person their own part and no comparison', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.two));
      expect(await heading(page)).toBe('Your part of this encounter so far');
      expect(await encounterOf(page)).toContain('2 clinicians took part');
      expect(await page.locator('svg.distribution').count()).toBe(0);
      await context.close();
    });
  });
}
