import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ClickLine } from '../../../src/feeds/journal/clicks.js';
import { BeaconApp, WHOLE } from './beacon-app.js';

/** What a person can do on a page, and words that must never leave it. */
const BODY = `<title>Maria Example, born 1980</title>
<h1 id="Maria-Example">Maria Example</h1>
<button id="button" title="Maria Example">Refill for Maria Example</button>
<label id="label" for="box">Allergic</label><input id="box" type="checkbox">
<label id="around">Smoker <input id="inside" type="checkbox"></label>
<form id="form"><input id="text" name="Maria" aria-label="note"><button id="submit">Send</button></form>
<a id="fragment" href="#Maria-Example">down</a>
<script>form.addEventListener('submit', (event) => event.preventDefault());</script>`;

export interface Sent {
  method: string;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface OpenOptions {
  /** Attributes of the script tag. */
  tag?: string;
  /** How often the tag stands in the page. */
  copies?: number;
  /** Runs in the page before anything else. */
  before?: string;
}

/** A page of another origin than the beacon's, in a real browser, whose clock a test may put forward. */
export class CountedPage {
  readonly sent: Sent[] = [];
  readonly complaints: string[] = [];
  app!: BeaconApp;
  page!: Page;
  context!: BrowserContext;
  private script = '';
  private readonly host: Server = createServer((req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(req.url === '/elsewhere' ? 'elsewhere' : `<!doctype html><body>${BODY}${this.script}`);
  });

  static async start(browser: Browser): Promise<CountedPage> {
    const counted = new CountedPage();
    await new Promise<void>((ready) => counted.host.listen(0, '127.0.0.1', ready));
    counted.app = await BeaconApp.start({
      sites: [{ ...WHOLE, origins: [counted.origin] }],
      pages: counted.listen,
    });
    counted.context = await browser.newContext();
    counted.page = await counted.context.newPage();
    counted.page.on('pageerror', ({ message }) => counted.complaints.push(message));
    return counted;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.host.address() as AddressInfo).port}`;
  }

  /** The beacon's, which is another site to the page. */
  get beacon(): string {
    return this.app.url.replace('127.0.0.1', 'localhost');
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.app.stop();
    await new Promise((stopped) => {
      this.host.close(stopped);
      this.host.closeAllConnections();
    });
  }

  async open({ tag = 'data-site="ehr"', copies = 1, before }: OpenOptions = {}): Promise<Page> {
    this.script = `<script src="${this.beacon}/beacon.js" ${tag}></script>`.repeat(copies);
    await this.page.clock.install();
    if (before) await this.page.addInitScript(before);
    await this.page.goto(`${this.origin}/chart/Maria-Example?q=Maria`);
    return this.page;
  }

  /** Puts the page's clock forward, so that its timers fire. */
  async later(seconds: number): Promise<void> {
    await this.page.clock.runFor(seconds * 1000);
  }

  /** Waits for the next batch to be cut and kept; the sums of all that were. */
  async counted(): Promise<Counts> {
    await this.later(15);
    await until(() => this.app.kept.length > 0);
    await quiet();
    return this.sums();
  }

  sums(): Counts {
    return sumsOf(this.app.kept);
  }

  private readonly listen: RequestHandler = (req, _res, next) => {
    if (req.path === '/beacon') {
      const one: Sent = { method: req.method, headers: req.headers, text: '' };
      this.sent.push(one);
      req.on('data', (part: Buffer) => {
        one.text += part.toString();
      });
    }
    next();
  };
}

export interface Counts {
  clicks: number;
  keyboard_activations: number;
  keystrokes: number;
  navigations: number;
}

export function sumsOf(lines: ClickLine[]): Counts {
  const sum = (key: keyof Counts) => lines.reduce((total, line) => total + line[key], 0);
  return {
    clicks: sum('clicks'),
    keyboard_activations: sum('keyboard_activations'),
    keystrokes: sum('keystrokes'),
    navigations: sum('navigations'),
  };
}

/** Real time: what the browser and the server do together does not follow the page's clock. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it did not come to that in ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Long enough for anything more to arrive that should not. */
export const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
