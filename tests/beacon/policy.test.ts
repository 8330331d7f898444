import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { parseHTML } from 'linkedom';
import { chartPage } from '../../src/pages/chart/page.js';
import { allowOwnScript, securityHeaders } from '../../src/server/security-headers.js';
import { rich } from '../pages/fixture/rich.js';
import { options } from '../pages/options.js';
import { directive } from '../server/support/serving.js';

describe('the policy', () => {
  const app = express();
  app.use(securityHeaders({ publicUrl: 'https://audit.example.org' }));
  app.get('/counted', (_req, res) => {
    allowOwnScript(res);
    res.send('a page');
  });
  app.get('/quiet', (_req, res) => void res.send('a page'));
  let server: Server;
  beforeAll(async () => {
    server = createServer(app);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => new Promise((closed) => server.close(closed)));
  const policyOf = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${port}${path}`)).headers;
  };

  test('of the page that counts its own clicks lets our own script run and send, and nothing else', async () => {
    const counted = await policyOf('/counted');
    expect(directive(counted, 'script-src')).toBe("'self'");
    expect(directive(counted, 'connect-src')).toBe("'self'");
    const quiet = await policyOf('/quiet');
    expect(directive(quiet, 'script-src')).toBe("'none'");
    expect(directive(quiet, 'connect-src')).toBeUndefined();
    const rest = (headers: Headers) =>
      headers.get('content-security-policy')!.replace(/(script|connect)-src [^;]*;/g, '');
    expect(rest(counted)).toBe(rest(quiet));
    expect(rest(counted)).toContain("default-src 'none'");
  });

  test('is not made where there is none', () => {
    const res = { get: () => undefined, set: () => expect(true).toBe(false) };
    allowOwnScript(res as never);
  });
});

describe('the page', () => {
  const counted = { ...options, beacon: '/audit/beacon.js', beaconLaunch: 'q"<k>' };

  test('names its launch in the script tag, once, and runs no other script', () => {
    const { document } = parseHTML(chartPage(rich(), counted));
    const scripts = [...document.querySelectorAll('script')];
    expect(scripts.map((one) => one.outerHTML)).toEqual([
      '<script src="/audit/beacon.js" data-launch="q&quot;<k>" defer></script>',
    ]);
  });

  test('is the same without it', () => {
    const script = /<script[^>]*><\/script>/;
    expect(chartPage(rich(), counted).replace(script, '')).toBe(chartPage(rich(), options));
  });

  test('says what it cost so far, or that this is not counted', () => {
    const footerOf = (clicks: number | null) => {
      const view = rich();
      const { document } = parseHTML(chartPage({ ...view, own: { ...view.own, clicks } }, options));
      return document.querySelector('footer')!.textContent;
    };
    expect(footerOf(4)).toContain('4 clicks');
    expect(footerOf(1)).toContain('1 click,');
    expect(footerOf(null)).toContain('clicks not counted');
  });
});
