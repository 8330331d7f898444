import { rmSync } from 'node:fs';
import { askRaw } from './support/raw.js';
import { ask, type Serving, serving } from './support/serving.js';
import { StandIn } from './support/stand-in-charts.js';

const stand = new StandIn();
let app: Serving;
beforeAll(async () => {
  app = await serving({ charts: stand.routes });
});
afterAll(() => app?.stop());

test('/healthz says that the process answers, also while it is not ready', async () => {
  stand.isReady = false;
  const { status, text } = await ask(`${app.url}/healthz`);
  expect([status, JSON.parse(text)]).toEqual([200, { status: 'alive' }]);
});

test('/readyz waits for the figures', async () => {
  stand.isReady = false;
  const { status, text } = await ask(`${app.url}/readyz`);
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({
    code: 'not-ready',
    detail: expect.stringContaining('the site’s figures are still being worked out'),
  });
  stand.isReady = true;
  expect((await ask(`${app.url}/readyz`)).status).toBe(200);
});

test('/metrics is on its own port, and nothing else is', async () => {
  await ask(`${app.url}/chart/an-id-of-somebody`);
  const { status, text, headers } = await ask(app.metricsUrl);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/chart/:session",status="200"} 1',
  );
  expect(text).not.toContain('an-id-of-somebody');
  expect(text).toContain('mission_audit_sessions 0');
  const { origin } = new URL(app.metricsUrl);
  expect((await ask(`${origin}/healthz`)).status).toBe(404);
  expect((await ask(app.metricsUrl, { method: 'POST' })).status).toBe(405);
  expect((await ask(app.metricsUrl, { method: 'HEAD' })).text).toBe('');
  expect((await ask(`${app.url}/metrics`)).status).toBe(404);
});

test('invented methods and paths add no labels', async () => {
  for (let n = 0; n < 5; n++) {
    await ask(`${app.url}/invented-${n}`, { method: 'PROPFIND' });
    await askRaw(app.origin, `/chart/invented-${n}/deeper`);
  }
  const { text } = await ask(app.metricsUrl);
  expect(text).not.toContain('invented');
  expect(text).toContain('{method="other",route="-",status="404"} 5');
});

test('/readyz says so when the store has gone', async () => {
  rmSync(app.config.store, { recursive: true });
  const { status, text } = await ask(`${app.url}/readyz`);
  expect(status).toBe(503);
  expect(JSON.parse(text).detail).toContain('the store cannot be read');
  expect(text).not.toContain(app.config.store);
});
