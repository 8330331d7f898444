import type { Issuer, LaunchSession, SmartLaunchOptions } from '../../../smart-launch/index.js';
import { type App, issuerFor, launchUrl, startApp } from './app.js';
import { Browser, type Page } from './browser.js';
import { Ehr } from './ehr.js';

export interface Launched {
  ehr: Ehr;
  app: App;
  browser: Browser;
  page: Page;
  session: LaunchSession;
}

/** An EHR, an app and an open launch; `prepare` says how this EHR is odd. */
export async function launched(
  prepare: (ehr: Ehr) => void = () => {},
  { issuer, options }: { issuer?: Partial<Issuer>; options?: Partial<SmartLaunchOptions> } = {},
): Promise<Launched> {
  const ehr = await Ehr.start();
  prepare(ehr);
  const app = await startApp([issuerFor(ehr, issuer)], options);
  const browser = new Browser();
  const page = await browser.open(launchUrl(app, ehr));
  const { session } = JSON.parse(page.text) as { session: LaunchSession };
  return { ehr, app, browser, page, session };
}

/** As far as the callback's address, with the code in it, which is not yet opened. */
export async function untilCallback(app: App, browser: Browser, url: string): Promise<string> {
  const page = await browser.open(url, (next) => next.origin === app.url && next.pathname === '/callback');
  return page.url;
}

/** What a page does: finds its session, then reads as the person who launched it. */
export async function readEncounter({ app, session, browser, page }: Launched) {
  await browser.open(page.url);
  return app.smart.fhir(session).read('Encounter/enc-1');
}

export function answerEncounter(ehr: Ehr): void {
  ehr.fhir = (_req, res) => void res.json({ resourceType: 'Encounter', id: 'enc-1' });
}
