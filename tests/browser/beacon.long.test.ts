import { readFileSync } from 'node:fs';
import express, { type RequestHandler } from 'express';
import type { Browser } from 'playwright-core';
import { chartPage } from '../../src/pages/chart/page.js';
import { SCRIPT_FILE } from '../../src/server/beacon/script.js';
import { allowOwnScript } from '../../src/server/security-headers.js';
import { BeaconApp, fullDisk } from '../beacon/support/beacon-app.js';
import { CountedPage, quiet, sumsOf, until } from '../beacon/support/counted-page.js';
import { rich } from '../pages/fixture/rich.js';
import { options } from '../pages/options.js';
import { launchChromium } from './support/chromium.js';

/** The script in a real browser, on a page of another site, against the real routes. */
let browser: Browser;
let counted: CountedPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  counted = await CountedPage.start(browser);
});
afterEach(async () => {
  expect(counted.complaints).toEqual([]);
  await counted.stop();
});

const counts = (change: object = {}) => ({
  clicks: 0,
  keyboard_activations: 0,
  keystrokes: 0,
  navigations: 1,
  ...change,
});

describe('what counts', () => {
  const cases: [string, (page: CountedPage['page']) => Promise<void>, object][] = [
    ['nothing but the page itself', async () => {}, {}],
    [
      'clicks of the mouse, a double one as two',
      async (page) => {
        await page.click('#button');
        await page.dblclick('#button');
      },
      { clicks: 3 },
    ],
    ['not the right button', async (page) => page.click('#button', { button: 'right' }), {}],
    [
      'the keyboard’s activations apart',
      async (page) => {
        await page.focus('#button');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Space');
      },
      { keyboard_activations: 2, keystrokes: 2 },
    ],
    ['a label once, though its control is clicked too', async (page) => page.click('#label'), { clicks: 1 }],
    [
      'a label around its control once, beside the label and on the control',
      async (page) => {
        await page.click('#around', { position: { x: 3, y: 8 } });
        await page.click('#inside');
      },
      { clicks: 2 },
    ],
    [
      'Space on a checkbox',
      async (page) => {
        await page.focus('#box');
        await page.keyboard.press('Space');
      },
      { keyboard_activations: 1, keystrokes: 1 },
    ],
    [
      'Enter in a form, which clicks its button',
      async (page) => {
        await page.focus('#text');
        await page.keyboard.press('Enter');
      },
      { keyboard_activations: 1, keystrokes: 1 },
    ],
    [
      'keys, not what is typed, and none again while it is held',
      async (page) => {
        await page.focus('#text');
        await page.keyboard.type('Maria');
        for (let n = 0; n < 4; n += 1) await page.keyboard.down('x');
        await page.keyboard.up('x');
      },
      { keystrokes: 6 },
    ],
    [
      'a key that is held on a button as one activation',
      async (page) => {
        await page.focus('#button');
        for (let n = 0; n < 4; n += 1) await page.keyboard.down('Enter');
        await page.keyboard.up('Enter');
        await page.keyboard.press('Enter');
      },
      { keyboard_activations: 2, keystrokes: 2 },
    ],
    [
      'no event that a script made, also not what a label makes of it',
      async (page) => {
        await page.evaluate(`for (const id of ['button', 'label', 'around', 'submit', 'box']) {
          const one = document.getElementById(id);
          one.click();
          one.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
          one.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'x' }));
          one.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
        }`);
      },
      {},
    ],
    [
      'a person’s click also right after a script’s',
      async (page) => {
        await page.evaluate("document.getElementById('label').click()");
        await page.click('#button');
        await page.evaluate("document.getElementById('label').click()");
        await page.focus('#button');
        await page.keyboard.press('Space');
      },
      { clicks: 1, keyboard_activations: 1, keystrokes: 1 },
    ],
    [
      'a click that the page keeps to itself',
      async (page) => {
        await page.evaluate(
          "document.body.addEventListener('click', (event) => event.stopImmediatePropagation(), true)",
        );
        await page.click('#button');
      },
      { clicks: 1 },
    ],
  ];

  test.each(cases)('%s', async (_, act, expected) => {
    await act(await counted.open());
    expect(await counted.counted()).toEqual(counts(expected));
  });

  const steps = `history.pushState(1, '', '?one'); history.replaceState(2, '', '?two')`;

  test.each([
    ['with the Navigation API', undefined],
    [
      'without',
      'delete window.navigation; Object.defineProperty(window, "navigation", { value: undefined })',
    ],
  ])('steps within the page, forth and back, %s; a replaced address is none', async (_, before) => {
    const page = await counted.open(before ? { before } : {});
    await page.evaluate(steps);
    await page.click('#fragment');
    await page.goBack();
    expect(await page.evaluate('location.search')).toBe('?two');
    expect(await counted.counted()).toEqual(counts({ navigations: 4, clicks: 1 }));
  });

  test('two copies of the script count once', async () => {
    const page = await counted.open({ copies: 2 });
    await page.click('#button');
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { src: '${counted.beacon}/beacon.js?again' }))`,
    );
    await page.click('#button');
    expect(await counted.counted()).toEqual(counts({ clicks: 2 }));
    expect(new Set(counted.app.kept.map((line) => line.page)).size).toBe(1);
  });

  test('nothing, without a key', async () => {
    const page = await counted.open({ tag: '' });
    await page.click('#button');
    await counted.later(60);
    await quiet();
    expect(counted.sent).toEqual([]);
  });
});

describe('active seconds', () => {
  const active = () => counted.app.kept.reduce((total, { active_seconds }) => total + active_seconds, 0);

  test('end a minute after the last input, and are none before the first', async () => {
    const page = await counted.open();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await counted.later(30);
    await quiet();
    expect(active()).toBe(0);
    await page.mouse.move(50, 50);
    await ticks(3);
    expect(active()).toBeCloseTo(45, 1);
    await ticks(10);
    expect(active()).toBeCloseTo(60, 1);
    await page.mouse.wheel(0, 10);
    await quiet();
    await ticks(1);
    expect(active()).toBeCloseTo(75, 1);
  });

  test('stop while the page is hidden', async () => {
    const page = await counted.open();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.click('#button');
    await counted.later(10);
    await setHidden(true);
    await counted.later(20);
    await setHidden(false);
    await counted.later(5);
    await setHidden(true);
    await quiet();
    expect(active()).toBeCloseTo(15, 1);
  });

  test('are no longer than their interval, which began with what was counted', async () => {
    const page = await counted.open();
    await ticks(8);
    await page.keyboard.press('x');
    await ticks(1);
    expect(counted.sums().keystrokes).toBe(1);
    for (const { started, ended, active_seconds } of counted.app.kept) {
      const seconds = (Date.parse(ended) - Date.parse(started)) / 1000;
      expect(active_seconds).toBeLessThanOrEqual(seconds + 0.01);
      expect(seconds).toBeLessThan(16);
    }
  });
});

/** Headless pages are never hidden: the page is told that it is. */
const setHidden = (hidden: boolean) =>
  counted.page.evaluate(`{
    for (const [key, value] of [['hidden', ${hidden}], ['visibilityState', '${hidden ? 'hidden' : 'visible'}']])
      Object.defineProperty(document, key, { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }`);

/** So many times 15 seconds, with time for the server to answer in between. */
async function ticks(n: number): Promise<void> {
  for (let at = 0; at < n; at += 1) {
    await counted.later(15);
    await quiet();
  }
}

const seqs = () => counted.app.kept.map(({ seq }) => seq);

describe('sending', () => {
  test('every 15 seconds, and only when there is something', async () => {
    const page = await counted.open();
    await counted.later(15);
    await until(() => seqs().length === 1);
    await counted.later(300);
    await quiet();
    expect(counted.sent).toHaveLength(1);
    await page.click('#button');
    await counted.later(15);
    await until(() => seqs().length === 2);
    expect(seqs()).toEqual([0, 1]);
  });

  test('at once when the page is hidden, and after that with the next numbers', async () => {
    const page = await counted.open();
    await page.click('#button');
    await setHidden(true);
    await until(() => seqs().length > 0);
    await setHidden(false);
    await page.click('#button');
    expect(await counted.counted()).toEqual(counts({ clicks: 2 }));
    expect([...new Set(seqs())]).toEqual([...Array(seqs().length).keys()]);
    // By beacon, and by fetch, which hears of it; kept once.
    const first = counted.sent.filter(({ text }) => text.includes('"last":true'));
    expect(first.length).toBeGreaterThanOrEqual(2);
    expect(first.map(({ headers }) => headers['sec-fetch-mode'])).toEqual(
      expect.arrayContaining(['no-cors', 'cors']),
    );
  });

  test('when the page is left', async () => {
    const page = await counted.open();
    await page.click('#button');
    await page.goto(`${counted.origin}/elsewhere`);
    await until(() => counted.sums().clicks === 1);
    expect(seqs()).toEqual([0]);
  });

  test('nothing when it is left and all has been said', async () => {
    const page = await counted.open();
    await ticks(1);
    await setHidden(true);
    await setHidden(false);
    await page.goto(`${counted.origin}/elsewhere`);
    await quiet();
    expect(counted.sent).toHaveLength(1);
    expect(counted.app.log).toEqual([]);
  });

  test('what could not be written down once more when it is left, though nothing more was done', async () => {
    const page = await counted.open();
    counted.app.disk = fullDisk;
    await page.click('#button');
    // Until nobody is active any more.
    await ticks(6);
    await setHidden(true);
    await setHidden(false);
    await quiet();
    expect(counted.app.kept).toEqual([]);
    counted.app.disk = () => {};
    await page.goto(`${counted.origin}/elsewhere`);
    await until(() => counted.sums().clicks === 1);
  });

  test('when it is left, by beacon alone where fetch does not outlive it', async () => {
    const page = await counted.open({ before: 'window.fetch = () => new Promise(() => {})' });
    await page.click('#button');
    await page.goto(`${counted.origin}/elsewhere`);
    await until(() => counted.sums().clicks === 1);
    expect(counted.sent.map(({ headers }) => headers['sec-fetch-mode'])).toEqual(['no-cors']);
  });

  test('when it is put aside, also where the browser does not say that it is hidden', async () => {
    const page = await counted.open();
    await page.click('#button');
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    await until(() => counted.sums().clicks === 1);
  });

  test('a page that comes back from the browser’s memory goes on counting', async () => {
    const page = await counted.open();
    await counted.counted();
    for (const type of ['pagehide', 'pageshow'])
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('${type}', { persisted: true }))`);
    await page.keyboard.press('x');
    expect(await counted.counted()).toEqual(counts({ navigations: 2, keystrokes: 1 }));
    expect(counted.app.kept.at(-1)!.active_seconds).toBeGreaterThan(10);
    expect(new Set(counted.app.kept.map((line) => line.page)).size).toBe(1);
  });

  test('what was counted offline comes when the network is back: in order, with its numbers and its times', async () => {
    const page = await counted.open();
    await counted.counted();
    await counted.context.setOffline(true);
    for (let n = 0; n < 3; n += 1) {
      await page.click('#button');
      await counted.later(30);
    }
    await quiet();
    const before = seqs().length;
    expect(counted.sums().clicks).toBe(0);
    await counted.context.setOffline(false);
    await until(() => counted.sums().clicks === 3);
    expect(seqs()).toEqual([...Array(seqs().length).keys()]);
    expect(seqs().length).toBeGreaterThan(before + 2);
    // The first of the three was some 90 seconds ago, of the page's time.
    const began = counted.app.kept
      .filter(({ clicks }) => clicks > 0)
      .map(({ started }) => Date.parse(started));
    expect(began[1]! - began[0]!).toBeGreaterThan(29_000);
    expect(began[2]! - began[1]!).toBeGreaterThan(29_000);
    expect(Date.now() - began[2]!).toBeGreaterThan(29_000);
  });

  test('what could not be written down comes again, with the same numbers', async () => {
    const page = await counted.open();
    counted.app.disk = fullDisk;
    await page.click('#button');
    await counted.later(15);
    await until(() => counted.app.log.some(([event]) => event === 'clicks-failed'));
    await quiet();
    expect(seqs()).toEqual([]);
    counted.app.disk = () => {};
    await page.click('#button');
    await counted.later(60);
    await until(() => counted.sums().clicks === 2);
    expect(seqs()).toEqual([...Array(seqs().length).keys()]);
  });

  test('less and less often while it does not work', async () => {
    await counted.open();
    counted.app.disk = fullDisk;
    await ticks(40);
    // Of 40 ticks in ten minutes.
    expect(counted.sent.length).toBeGreaterThan(4);
    expect(counted.sent.length).toBeLessThan(8);
  });

  test('what is refused is not sent again', async () => {
    const page = await counted.open({ tag: 'data-site="other"' });
    await page.click('#button');
    await counted.later(15);
    await ticks(10);
    const sent = counted.sent.flatMap(({ text }) => JSON.parse(text) as { seq: number }[]);
    expect(sent.map(({ seq }) => seq)).toEqual([...sent.keys()]);
    expect(counted.app.log[0]).toEqual(['clicks-refused', { code: 'beacon-unknown-site' }]);
  });

  test('no more than 64 KiB at once and 100 batches at all: then the oldest go, and their numbers are missing', async () => {
    const id = 'x'.repeat(64);
    const page = await counted.open({
      tag: `data-site="ehr" data-user="Practitioner/${id}" data-patient="Patient/${id}" data-encounter="Encounter/${id}"`,
    });
    await counted.counted();
    await counted.context.setOffline(true);
    const kept = seqs().length;
    for (let n = 0; n < 110; n += 1) {
      await page.keyboard.press('x');
      await counted.later(15);
    }
    await counted.context.setOffline(false);
    await until(() => seqs().length > kept);
    await counted.later(30);
    await until(() => seqs().length >= kept + 100);
    // Half of it: on its last breath a page sends twice.
    for (const { text } of counted.sent) expect(text.length).toBeLessThan(32 * 1024);
    const all = seqs();
    expect(new Set(all).size).toBe(all.length);
    const missing = Math.max(...all) + 1 - all.length;
    expect(missing).toBeGreaterThanOrEqual(10);
    expect(missing).toBeLessThan(20);
  });

  test('a beacon that the browser has no room for is sent later', async () => {
    const page = await counted.open();
    await page.click('#button');
    // The page's own beacon takes the 64 KiB, and hangs.
    const { release } = await slowHost(page);
    await setHidden(true);
    await quiet();
    expect(seqs()).toEqual([]);
    release();
    await quiet();
    await counted.later(60);
    await until(() => counted.sums().clicks === 1);
    expect(seqs()).toEqual([...Array(seqs().length).keys()]);
  });
});

/** The page itself fills what a browser lets a page send on its last breath. */
async function slowHost(page: CountedPage['page']) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/of-the-page', async (route) => {
    await released;
    await route.fulfill({ status: 204 });
  });
  const took = await page.evaluate(
    "fetch('/of-the-page', { method: 'POST', keepalive: true, body: 'x'.repeat(65500) }).catch(() => {}), navigator.sendBeacon('/of-the-page', 'x'.repeat(100))",
  );
  expect(took).toBe(false);
  return { release };
}

describe('what leaves the page', () => {
  test('is numbers, the key and references: no word, address, title or key', async () => {
    const page = await counted.open({
      tag: 'data-site="ehr" data-patient="Patient/62" data-note="Maria Example" id="Maria"',
    });
    await page.click('#button');
    await page.click('#Maria-Example');
    await page.fill('#text', 'Maria Example');
    await page.focus('#text');
    await page.keyboard.type('Maria');
    await page.keyboard.press('Enter');
    await page.click('#fragment');
    await counted.counted();
    await page.goto(`${counted.origin}/elsewhere`);
    await quiet();
    expect(counted.sent.length).toBeGreaterThan(1);
    for (const { method, headers, text } of counted.sent) {
      expect(method).toBe('POST');
      expect(headers['content-type']).toBe('text/plain;charset=UTF-8');
      expect(headers.referer ?? `${counted.origin}/`).toBe(`${counted.origin}/`);
      expect(text).not.toMatch(/Maria|Example|button|chart|elsewhere|127\.0\.0\.1/);
      for (const batch of JSON.parse(text) as Record<string, unknown>[]) {
        const { page: uuid, site, patient, last = true, ...numbers } = batch;
        expect([site, patient, last]).toEqual(['ehr', 'Patient/62', true]);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Object.keys(numbers).sort()).toEqual([
          'active_seconds',
          'began',
          'clicks',
          'ended',
          'keyboard_activations',
          'keystrokes',
          'navigations',
          'seq',
        ]);
        expect(Object.values(numbers).filter((value) => typeof value !== 'number')).toEqual([]);
      }
    }
    expect(sumsOf(counted.app.kept).keystrokes).toBe(6);
  });

  test('is nothing that stays behind in the browser', async () => {
    const page = await counted.open();
    await page.click('#button');
    await counted.counted();
    expect(
      await page.evaluate('document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)'),
    ).toBe('');
    expect(await counted.context.cookies()).toEqual([]);
  });

  test('is dated right whatever the page’s clock says', async () => {
    const page = await counted.open({
      before: 'Date.now = () => 0; Date = class { getTime() { return 0; } }',
    });
    await page.click('#button');
    await counted.counted();
    for (const { started, ended } of counted.app.kept) {
      expect(Math.abs(Date.parse(ended) - Date.now())).toBeLessThan(60_000);
      expect(Date.parse(started)).toBeLessThanOrEqual(Date.parse(ended));
    }
  });

  test('says of each chart what was done on it, where one page shows several', async () => {
    const page = await counted.open({ tag: 'data-site="ehr" data-patient="Patient/1"' });
    await page.click('#button');
    const show = (patient: string) =>
      page.evaluate(`document.querySelector('script[src]').setAttribute('data-patient', '${patient}')`);
    await show('Patient/2');
    await page.dblclick('#button');
    await show('');
    await page.keyboard.press('x');
    await counted.counted();
    expect(counted.app.kept.map(({ patient, clicks, keystrokes }) => [patient, clicks, keystrokes])).toEqual([
      ['Patient/1', 1, 0],
      ['Patient/2', 2, 0],
      [undefined, 0, 1],
    ]);
  });
});

describe('our own chart page', () => {
  let app: BeaconApp;
  let token: string;
  const told: string[] = [];
  /** By the mode of the request: fetch is `cors`, a beacon `no-cors`. */
  const cookies = new Map<string, string | undefined>();
  const pageOf = (path: string): RequestHandler => {
    const drawn = chartPage(rich(), { ...options, beacon: '/beacon.js', beaconLaunch: token });
    return (req, res, next) => {
      if (req.path !== path) return next();
      if (path === '/chart') allowOwnScript(res);
      res.type('html').send(drawn);
    };
  };
  beforeEach(async () => {
    told.length = 0;
    cookies.clear();
    const pages = express.Router();
    pages.post('/beacon', ({ headers }, _res, next) => {
      cookies.set(String(headers['sec-fetch-mode']), headers.cookie);
      next();
    });
    app = await BeaconApp.start({ pages });
    token = app.launches.issue({ launch: 's1', server: 'main', patient: 'Patient/62' });
    pages.use(pageOf('/chart'), pageOf('/quiet'));
    counted.page.on('console', (message) => told.push(message.text()));
  });
  afterEach(() => app.stop());

  test('counts itself under its own policy, and is left with its last batch', async () => {
    const { page } = counted;
    await counted.context.addCookies([{ name: 'launch', value: 'secret', url: app.url }]);
    await page.goto(`${app.url}/chart`);
    await page.locator('summary').first().click();
    await page.keyboard.press('Enter');
    await page.goto('about:blank');
    await until(() => app.kept.length > 0 && cookies.has('cors'));
    expect(app.own.of('s1')).toBe(2);
    expect(app.kept[0]).toMatchObject({
      tool: 'mission-audit',
      scope: 'tool',
      patient: 'Patient/62',
      navigations: 1,
    });
    // Of the launch's own cookie there is no need. A beacon brings it all the same; no route of these looks at it.
    expect(cookies.get('cors')).toBeUndefined();
    expect(told.filter((text) => /Content Security Policy|beacon/i.test(text))).toEqual([]);
  });

  test('no other page of ours runs it', async () => {
    const { page } = counted;
    await page.goto(`${app.url}/quiet`);
    await page.locator('summary').first().click();
    await page.goto('about:blank');
    await quiet();
    expect(app.kept).toEqual([]);
    expect(told.join()).toMatch(/Content Security Policy/);
  });

  test('is complete without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${app.url}/chart`);
    expect(await page.locator('section').count()).toBeGreaterThan(3);
    await page.locator('summary').first().click();
    await context.close();
    expect(app.kept).toEqual([]);
  });
});

describe('a page that is unlike others', () => {
  test('without crypto.randomUUID, as on http', async () => {
    await counted.open({ before: 'delete Crypto.prototype.randomUUID' });
    expect(await counted.page.evaluate('crypto.randomUUID')).toBeUndefined();
    expect(await counted.counted()).toEqual(counts());
    expect(counted.app.kept[0]!.page).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('on http, where the browser trusts nothing', async () => {
    const { page } = counted;
    const bodies: { page: string; clicks: number }[][] = [];
    const source = readFileSync(SCRIPT_FILE, 'utf8');
    await page.route('http://*.example.test/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/chart')
        await route.fulfill({
          contentType: 'text/html',
          body: '<button>x</button><script src="http://audit.example.test/beacon.js" data-site="ehr"></script>',
        });
      else if (pathname === '/beacon.js')
        await route.fulfill({ contentType: 'text/javascript', body: source });
      else {
        bodies.push(route.request().postDataJSON());
        await route.fulfill({
          status: 204,
          headers: { 'access-control-allow-origin': 'http://ehr.example.test' },
        });
      }
    });
    await page.clock.install();
    await page.goto('http://ehr.example.test/chart');
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await page.click('button');
    await counted.later(15);
    await until(() => bodies.length > 0);
    expect(bodies[0]![0]).toMatchObject({ clicks: 1, page: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test.each([
    'navigator.sendBeacon = () => { throw new Error("no"); }',
    'navigator.sendBeacon = undefined',
    'window.fetch = () => { throw new Error("no"); }',
    'window.fetch = undefined',
    'window.MutationObserver = undefined',
    'performance.now = () => { throw new Error("no"); }',
    'Object.freeze(window.history)',
  ])('hears of no error of ours: %s', async (before) => {
    const page = await counted.open({ before });
    await page.click('#button');
    await counted.later(30);
    await setHidden(true);
    await page.goto(`${counted.origin}/elsewhere`);
    await quiet();
    expect(counted.complaints).toEqual([]);
  });
});
