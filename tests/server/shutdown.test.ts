import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Wire } from './support/raw.js';
import { ask, type Serving, serving } from './support/serving.js';
import { StandIn } from './support/stand-in-charts.js';

/** Waits until it is so, without a clock. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((next) => setImmediate(next));
}

async function started(stand: StandIn, graceMs?: number): Promise<Serving> {
  return serving({ charts: stand.routes, ...(graceMs === undefined ? {} : { graceMs }) });
}

test('a request in flight is answered whole, and only then is the rest closed', async () => {
  const stand = new StandIn();
  const app = await started(stand);
  const late = ask(`${app.url}/chart/abc/slow`);
  await until(() => stand.waiting === 1);
  const ended = app.running.close();
  await expect(ask(`${app.url}/healthz`)).rejects.toThrow();
  expect(stand.closed).toBe(0);
  stand.release();
  expect(await late).toMatchObject({ status: 200, text: 'late, and whole' });
  expect(await ended).toBe(true);
  expect(stand).toMatchObject({ closed: 1, closedWhileWaiting: false });
  expect(await app.stop()).toBe(true);
  expect(stand.closed).toBe(1);
  expect(app.log.at(-1)).toContain('"event":"server-ended"');
  await expect(ask(app.metricsUrl)).rejects.toThrow();
});

test('an idle connection is let go, one in use says that it closes, and /readyz on it says no', async () => {
  const stand = new StandIn();
  const app = await started(stand);
  const [idle, busy] = [new Wire(app.origin), new Wire(app.origin)];
  idle.say('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => idle.received.includes('alive'));
  busy.say('GET /chart/abc/slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => stand.waiting === 1);
  const ended = app.running.close();
  await idle.closed;
  // Sent on a connection that was open before: it is answered, with the truth.
  busy.say('GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n');
  stand.release();
  await busy.closed;
  expect(busy.received).toContain('late, and whole');
  expect(busy.received).toMatch(/HTTP\/1\.1 503 [\s\S]*Connection: close[\s\S]*the app is ending/);
  expect(await ended).toBe(true);
  await app.stop();
});

test('what takes too long is cut, and what was accepted is still finished', async () => {
  const stand = new StandIn();
  const app = await started(stand, 1);
  const wire = new Wire(app.origin);
  wire.say('GET /chart/abc/slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => stand.waiting === 1);
  expect(await app.running.close()).toBe(false);
  await wire.closed;
  expect(stand.closed).toBe(1);
  expect(app.log.at(-1)).toContain('"event":"server-cut-short"');
  stand.release();
  await app.stop();
});

test('a port that is taken is told with its setting, and leaves nothing running', async () => {
  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const { port } = taken.address() as AddressInfo;
  const stand = new StandIn();
  const start = serving({ charts: stand.routes, settings: { metrics: { port } } });
  await expect(start).rejects.toMatchObject({
    code: 'cannot-listen',
    message: `metrics: cannot listen on 127.0.0.1:${port} (EADDRINUSE); another program has this port: stop it, or set another port`,
  });
  expect(stand.closed).toBe(1);
  taken.close();
});
