import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stylePath } from '../../src/server/style-sheet.js';
import { asBrowser, ask, EHR, type Serving, serving } from './support/serving.js';
import { StandIn } from './support/stand-in-charts.js';

/** What nginx does with the lines of docs/serve.md: the path stays whole, the headers are set. */
function proxyTo(origin: () => string): Server {
  return createServer((req, res) => {
    const { hostname, port } = new URL(origin());
    const headers = {
      ...req.headers,
      host: 'audit.example.org',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    };
    const { method, url } = req;
    const passed = request({ hostname, port, method, path: url, headers }, (answer) => {
      res.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(res);
    });
    req.pipe(passed);
  });
}

let app: Serving;
let proxy: Server;
let front: string;
const stand = new StandIn();

beforeAll(async () => {
  proxy = proxyTo(() => app.origin);
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  front = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  app = await serving({
    settings: { publicUrl: 'https://audit.example.org/mission/audit/', trustProxy: 1 },
    charts: stand.routes,
  });
});
afterAll(async () => {
  await app?.stop();
  proxy?.close();
  proxy?.closeAllConnections();
});

const below = (path: string) => `${front}/mission/audit${path}`;

test('everything is below the path of publicUrl', async () => {
  expect((await ask(below('/chart/abc'))).text).toBe('a chart');
  expect((await ask(below('/healthz'))).status).toBe(200);
  expect((await ask(below('/.well-known/jwks.json'))).status).toBe(200);
  expect((await ask(`${front}/chart/abc`)).status).toBe(404);
  expect((await ask(`${front}/mission/auditor/chart/abc`)).status).toBe(404);
});

test('health is at the root too, for the machine that looks after this one', async () => {
  expect((await ask(`${app.origin}/healthz`)).status).toBe(200);
  expect((await ask(`${app.origin}/readyz`)).status).toBe(200);
});

test('addresses are those of publicUrl, whatever host and scheme a request claims', async () => {
  const { status, headers } = await ask(below(`/launch?${new URLSearchParams({ iss: EHR, launch: 'x' })}`));
  expect(status).toBe(302);
  expect(headers.get('location')).toMatch(/^https:\/\/audit\.example\.org\/mission\/audit\/launch\?/);
  expect(headers.get('location')).not.toContain('evil');
  expect(headers.get('set-cookie')).toMatch(/^__Host-ma-.*; Path=\/; .*Secure/);
  expect(headers.get('content-security-policy')).toContain('frame-ancestors https://ehr.example.org');
});

test('pages name their style below the path', async () => {
  const { text } = await ask(below('/nowhere'), { headers: asBrowser });
  const href = /href="([^"]+style\.css)"/.exec(text)?.[1];
  expect(href).toBe(stylePath('/mission/audit'));
  expect((await ask(front + href)).status).toBe(200);
});

test('the log holds no prefix of a proxy, no address and no host', () => {
  const lines = app.log.join('');
  expect(lines).toContain('"route":"/chart/:session"');
  expect(lines).not.toMatch(/203\.0\.113|evil|audit\.example\.org/);
});
