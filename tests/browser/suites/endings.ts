import { bannerOf, encounterOf, heading, tab, textOf } from '../support/charts.js';
import { OwnApp } from '../support/own-app.js';
import type { World } from '../support/world.js';

export function endings(world: World): void {
  describe('how a launch ends', () => {
    let app: OwnApp;

    beforeAll(async () => {
      app = await OwnApp.start(world);
    });

    afterAll(() => app?.stop());

    it('after an hour that nobody looked: a clear page, and nothing of the patient', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.one, app.clientId));
      const [patient, encounter] = [await bannerOf(page), await encounterOf(page)];
      app.putForward(30);
      await page.reload();
      expect(await bannerOf(page)).toBe(patient);
      app.putForward(30 + 61);
      const answer = await page.reload();
      expect(answer!.status()).toBe(401);
      expect(await heading(page)).toBe('This page is closed');
      const said = await textOf(page.locator('body'));
      expect(said).toContain('Start the app again from the chart.');
      expect(said).not.toContain(encounter);
      expect(await page.content()).not.toContain(patient);
      // As it says: from the chart it opens again. (The EHR's clock was never ahead.)
      app.putForward(0);
      const again = await tab(context, world.launchUrl(world.one, app.clientId));
      expect(await bannerOf(again)).toBe(patient);
      await context.close();
    });

    it('the EHR’s access token ends: a reload renews it unseen', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.one));
      const before = await textOf(page.locator('main'));
      world.opened.ehr.expireAccessTokens();
      await page.reload();
      expect(await textOf(page.locator('main'))).toBe(before);
      expect(await page.getByText('could not be had').count()).toBe(0);
      await context.close();
    });

    it('logged out: the back button shows nothing of the patient', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.one));
      const [patient, encounter] = [await bannerOf(page), await encounterOf(page)];
      await page.getByRole('button', { name: 'Close this page’s session' }).click();
      await page.getByRole('heading', { name: 'You are logged out of this app' }).waitFor();
      expect(await context.cookies(world.opened.appUrl)).toEqual([]);
      await page.goBack();
      expect(await heading(page)).toBe('This page is closed');
      expect(await textOf(page.locator('body'))).not.toContain(encounter);
      expect(await page.content()).not.toContain(patient);
      await context.close();
    });

    it('the app restarted while the EHR asks who is there: the launch is to be started again', async () => {
      const context = await world.browser.newContext();
      const page = await context.newPage();
      const signIn = async () => {
        await page.goto(`${app.url}/standalone?iss=${encodeURIComponent(world.opened.ehr.iss)}`);
        await page.getByLabel('I am').selectOption('inf-1');
        return page.getByRole('button', { name: 'Continue' });
      };
      const held = await signIn();
      await app.restart();
      await held.click();
      await page.getByRole('heading', { name: 'This launch must be started again' }).waitFor();
      await (await signIn()).click();
      await page.waitForURL(`${app.url}/overview/*`);
      await context.close();
    });

    it('the app restarted under an open page: a clear page, and the chart opens it again', async () => {
      const context = await world.browser.newContext();
      const page = await tab(context, world.launchUrl(world.one, app.clientId));
      const patient = await bannerOf(page);
      await app.restart();
      await page.reload();
      expect(await heading(page)).toBe('This page is closed');
      expect(await page.content()).not.toContain(patient);
      const again = await tab(context, world.launchUrl(world.one, app.clientId));
      expect(await bannerOf(again)).toBe(patient);
      await context.close();
    });
  });
}
