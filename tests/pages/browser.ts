import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { STYLE } from '../../src/pages/style.css.js';

/** What the server will say at least: nothing runs, nothing is fetched but the style, forms go home. */
export const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

export interface Shown {
  name: string;
  width: number;
  scheme: 'light' | 'dark';
  scripts?: boolean;
}

/** A browser, and a server that gives pages by name under the policy and remembers what was sent to it. */
export const showing = async (pages: Record<string, string>, ownSheets: Record<string, string> = {}) => {
  const sheets: Record<string, string> = { '/style.css': STYLE, ...ownSheets };
  const sent: { method: string; url: string; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://here');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sheet = sheets[pathname];
      if (sheet !== undefined)
        return response.setHeader('content-type', 'text/css; charset=utf-8').end(sheet);
      const page = pages[pathname.slice(1)];
      if (page === undefined)
        sent.push({ method: request.method!, url: request.url!, body: Buffer.concat(chunks).toString() });
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', policy);
      response.end(page ?? '<!doctype html><title>Received</title>');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  chromium.setGraphicsMode = false;
  const browser: Browser = await playwright.launch({
    // A single process dies with the first context that is closed.
    args: chromium.args.filter((argument) => argument !== '--single-process'),
    executablePath: await chromium.executablePath(),
    headless: true,
  });

  /** Opens a page, and tells of everything that it asked for, complained about or said. */
  const open = async ({ name, width, scheme, scripts = true }: Shown) => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      javaScriptEnabled: scripts,
    });
    const page = await context.newPage();
    const heard: string[] = [];
    const wanted = [`/${name}`, ...Object.keys(sheets)].map((path) => `${origin}${path}`);
    page.on('request', (request) => !wanted.includes(request.url()) && heard.push(request.url()));
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('dialog', (dialog) => heard.push(dialog.message()));
    await page.goto(`${origin}/${name}`);
    return { page, heard, close: () => context.close() };
  };

  const close = async () => {
    await browser.close();
    await new Promise((closed) => server.close(closed));
  };
  return { open, sent, close };
};

export const unfold = (page: Page): Promise<void> =>
  page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');

export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

/** Elements and the names of their attributes: what a text that broke out would change. */
export const skeleton = (page: Page): Promise<string[]> =>
  page.evaluate(
    '[...document.querySelectorAll("*")].map((it) => [it.tagName, ...it.getAttributeNames()].join(" "))',
  );
