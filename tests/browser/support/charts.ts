import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import type { World } from './world.js';

/** What a browser complains of: errors, what a policy refused, requests that failed. */
export function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('requestfailed', (request) => heard.push(`${request.url()}: ${request.failure()?.errorText}`));
  return heard;
}

/** The frame that shows the app, once its page is there. */
export async function appFrame(page: Page, world: World): Promise<Frame> {
  await page.frameLocator('iframe').first().locator('h1').waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(world.opened.appUrl));
  if (!frame) throw new Error('no frame shows the app');
  return frame;
}

/** The app in a tab of its own, launched for a patient. */
export async function tab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('h1').waitFor();
  return page;
}

/** The text of an element, its spaces as they are shown. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}

export const heading = (page: Page | Frame): Promise<string> => textOf(page.locator('h1'));
export const bannerOf = (page: Page | Frame): Promise<string> => textOf(page.locator('.banner strong'));
export const encounterOf = (page: Page | Frame): Promise<string> => textOf(page.locator('.encounter'));

export const overflow = (page: Page | Frame): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
