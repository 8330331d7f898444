import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { SCRIPT_FILE } from '../../src/server/beacon/script.js';
import { askRaw } from '../server/support/raw.js';
import { BeaconApp } from './support/beacon-app.js';

let app: BeaconApp;
beforeAll(async () => {
  app = await BeaconApp.start();
});
afterAll(() => app.stop());

const GZIP = { 'accept-encoding': 'br, gzip' };
/** Bytes as they are sent: fetch would unpack them. */
async function raw(): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(`${app.url}/beacon.js`, { headers: GZIP }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => resolve(Buffer.concat(parts)));
    })
      .on('error', reject)
      .end();
  });
}

test('is served as it is, in 2048 bytes at most', async () => {
  const bytes = await raw();
  expect(bytes.length).toBeLessThanOrEqual(2048);
  expect(gunzipSync(bytes).toString()).toBe(readFileSync(SCRIPT_FILE, 'utf8'));
  const plain = await askRaw(app.url, '/beacon.js', { 'accept-encoding': 'identity' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.text).toBe(readFileSync(SCRIPT_FILE, 'utf8'));
});

test('other sites may load it, and keep it for an hour', async () => {
  const { status, headers } = await askRaw(app.url, '/beacon.js', GZIP);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=3600',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  });
});

test('one that is kept still is not sent again; each form has its own tag', async () => {
  const tagOf = async (headers: Record<string, string>) =>
    String((await askRaw(app.url, '/beacon.js', headers)).headers.etag);
  const zipped = await tagOf(GZIP);
  const plain = await tagOf({});
  expect(zipped).not.toBe(plain);
  const again = await askRaw(app.url, '/beacon.js', { ...GZIP, 'if-none-match': zipped });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await askRaw(app.url, '/beacon.js', { ...GZIP, 'if-none-match': '"old"' })).status).toBe(200);
});

test('it knows nothing of a page but numbers', () => {
  const source = readFileSync(SCRIPT_FILE, 'utf8').replace(/^ *\/\/ .*$/gm, '');
  expect(source).not.toMatch(
    /\b(location|title|textContent|innerText|innerHTML|href|querySelector|closest|tagName|id|className|value|key|code|target|cookie|localStorage|referrer|userAgent|Date|console)\b(?!:)/,
  );
});
