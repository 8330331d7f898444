import { Wire } from '../server/support/raw.js';
import { batch, PAGE, post } from './support/batches.js';
import { BeaconApp, fullDisk, WHOLE } from './support/beacon-app.js';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
let clock = NOW;
let app: BeaconApp;

beforeEach(async () => {
  clock = NOW;
  app = await BeaconApp.start({ now: () => clock });
});
afterEach(() => app.stop());

const whole = (change: Record<string, unknown> = {}) => batch({ site: 'ehr', ...change });
const fromEhr = { origin: WHOLE.origins[1]! };

test('a batch becomes a line, dated by our own clock and said to be of whom the key is', async () => {
  expect(await post(app.url, batch())).toMatchObject({ status: 204, code: undefined });
  expect(app.kept).toEqual([
    {
      page: PAGE,
      seq: 0,
      scope: 'tool',
      tool: 'patient-portal',
      server: 'main',
      started: '2026-11-26T11:59:44.999Z',
      ended: '2026-11-26T11:59:59.980Z',
      clicks: 3,
      keyboard_activations: 1,
      keystrokes: 12,
      navigations: 1,
      active_seconds: 9.5,
    },
  ]);
});

test('several that waited come at once, as JSON too, and what is not known is not kept', async () => {
  const several = [0, 1, 2].map((seq) =>
    batch({ seq, last: true, url: 'https://x/Maria', scope: 'whole-ehr' }),
  );
  expect((await post(app.url, several, { type: 'application/json' })).status).toBe(204);
  expect(app.kept.map(({ seq, scope }) => [seq, scope])).toEqual([
    [0, 'tool'],
    [1, 'tool'],
    [2, 'tool'],
  ]);
  expect(JSON.stringify(app.kept)).not.toContain('Maria');
});

const ids = { user: 'Practitioner/3', patient: 'Patient/62', encounter: 'Encounter/667' };

test('whose chart it is, only a site with context may say', async () => {
  expect((await post(app.url, whole({ ...ids }), fromEhr)).status).toBe(204);
  expect((await post(app.url, whole({ seq: 1, patient: '' }), fromEhr)).status).toBe(204);
  expect((await post(app.url, batch({ seq: 2, ...ids }))).status).toBe(204);
  expect(app.kept[0]).toMatchObject({ ...ids, scope: 'whole-ehr', tool: 'ehr', server: 'lab' });
  for (const line of app.kept.slice(1)) expect(line).not.toHaveProperty('patient');
  expect(app.kept[2]).not.toHaveProperty('user');
});

const DAY = 86_400_000;

const bad: [string, unknown][] = [
  ['no JSON', '{'],
  ['nothing', ''],
  ['null', 'null'],
  ['a text', '"portal"'],
  ['no batch at all', []],
  ['more than a page keeps', Array.from({ length: 201 }, (_, seq) => batch({ seq }))],
  ['a list in a list', [[batch()]]],
  ['one of several', [batch(), batch({ seq: -1 })]],
  ['brackets without end', '['.repeat(60_000)],
  ['neither a site nor a launch', batch({ site: undefined })],
  ['both', batch({ launch: 'x' })],
  ['a site that is a list', batch({ site: ['portal'] })],
  ['a long key', batch({ site: 'p'.repeat(101) })],
  ['no page', batch({ page: undefined })],
  ['a page of words', batch({ page: 'Maria Example, born 1980' })],
  ['a page with more behind it', batch({ page: `${PAGE}/1` })],
  ['no number', batch({ seq: undefined })],
  ['half a number', batch({ seq: 0.5 })],
  ['a number in words', batch({ seq: '1' })],
  ['a number without end', batch({ seq: 1e7 })],
  ['fewer than none', batch({ clicks: -1 })],
  ['half a click', batch({ clicks: 1.5 })],
  ['too many keys', batch({ keystrokes: 100_001 })],
  ['too many to be one', '[{"site":"portal","clicks":1e999}]'],
  ['no navigations', batch({ navigations: undefined })],
  ['keys held by name', batch({ keyboard_activations: 'Enter' })],
  ['an end before its beginning', batch({ began: 10, ended: 20, active_seconds: 0 })],
  ['a beginning to come', batch({ began: -1, ended: -2 })],
  ['more than a day ago', batch({ began: DAY + 1 })],
  ['activity below none', batch({ active_seconds: -0.1 })],
  ['more activity than time', batch({ active_seconds: 17 })],
  ['a name for a patient', whole({ patient: 'Maria Example' })],
  ['an address for a patient', whole({ patient: 'https://ehr.example.org/fhir/Patient/62' })],
  ['an encounter for a patient', whole({ patient: 'Encounter/1' })],
  ['a long id', whole({ user: `Practitioner/${'9'.repeat(65)}` })],
  ['an id with a line after it', whole({ encounter: 'Encounter/1\n' })],
];

test.each(bad)('%s is refused', async (_, body) => {
  const answer = await post(app.url, body, fromEhr);
  expect([answer.status, answer.code]).toEqual([400, 'beacon-unreadable']);
  expect(app.kept).toEqual([]);
  expect(app.log).toEqual([['clicks-refused', { code: 'beacon-unreadable' }]]);
});

test.each(['application/x-www-form-urlencoded', 'text/html', 'application/json+x'])(
  'a body of type %s is refused',
  async (type) => {
    expect(await post(app.url, batch(), { type })).toMatchObject({ status: 400, code: 'beacon-unreadable' });
  },
);

test('a compressed body is refused before it is opened', async () => {
  const answer = await post(app.url, batch(), { headers: { 'content-encoding': 'gzip' } });
  expect(answer).toMatchObject({ status: 400, code: 'beacon-unreadable' });
});

test('64 KiB are read and no byte more, whether the length is said or not', async () => {
  const filled = (size: number) => JSON.stringify(batch()).padEnd(size, ' ');
  expect((await post(app.url, filled(65_536))).status).toBe(204);
  expect(await post(app.url, filled(65_537))).toMatchObject({ status: 413, code: 'beacon-too-large' });
  const wire = new Wire(app.url);
  wire.say(
    'POST /beacon HTTP/1.1\r\nHost: x\r\nOrigin: https://portal.example.org\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  // It never ends; what answers does not wait for that.
  for (let sent = 0; sent < 20; sent += 1) wire.say(`1000\r\n${' '.repeat(4096)}\r\n`);
  await wire.closed;
  expect(wire.received).toMatch(/^HTTP\/1.1 413 /);
  expect(app.kept).toHaveLength(1);
});

const refused: [string, unknown, string | null, string][] = [
  ['a key that nobody has', batch({ site: 'other' }), 'https://portal.example.org', 'beacon-unknown-site'],
  ['an origin that is not listed', batch(), 'https://rogue.example.org', 'beacon-foreign-origin'],
  ['an origin of another key', batch(), 'https://ehr.example.org', 'beacon-foreign-origin'],
  [
    'an origin that nearly fits',
    batch(),
    'https://portal.example.org.rogue.example',
    'beacon-foreign-origin',
  ],
  ['the same host without https', batch(), 'http://portal.example.org', 'beacon-foreign-origin'],
  ['another port', batch(), 'https://portal.example.org:8443', 'beacon-foreign-origin'],
  ['a page that hides its origin', batch(), 'null', 'beacon-foreign-origin'],
  ['no origin', batch(), null, 'beacon-foreign-origin'],
  [
    'one foreign batch among good ones',
    [batch(), whole()],
    'https://portal.example.org',
    'beacon-foreign-origin',
  ],
  ['a token that nobody gave', batch({ site: undefined, launch: 'x' }), null, 'beacon-launch-over'],
];

test.each(refused)('%s is refused, and nothing kept', async (_, body, origin, code) => {
  expect(await post(app.url, body, { origin })).toMatchObject({ status: 403, code });
  expect(app.kept).toEqual([]);
});

test('a listed origin may read the answer, whatever it is; nobody else may', async () => {
  const origin = 'https://portal.example.org';
  for (const body of [batch(), '{', batch({ site: 'other' })]) {
    const { headers } = await post(app.url, body, { origin });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
  }
  for (const other of ['https://rogue.example.org', 'null', app.url]) {
    const { headers } = await post(app.url, batch(), { origin: other });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toContain('Origin');
  }
});

test('a preflight is answered: by listed origins, for this and no more', async () => {
  const ask = (origin: string) =>
    fetch(`${app.url}/beacon`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
  const good = await ask('https://ehr.example.org');
  expect(good.status).toBe(204);
  expect(good.headers.get('access-control-allow-origin')).toBe('https://ehr.example.org');
  expect(good.headers.get('access-control-allow-methods')).toBe('POST');
  expect(good.headers.get('access-control-allow-headers')).toBe('content-type');
  const rogue = await ask('https://rogue.example.org');
  expect(rogue.headers.get('access-control-allow-origin')).toBeNull();
});

test('what is sent again is acknowledged, and written once', async () => {
  await post(app.url, [batch(), batch({ seq: 1 })]);
  clock += 60_000;
  const again = [batch({ began: 75_000, ended: 60_020 }), batch({ seq: 1 }), batch({ seq: 2 })];
  expect((await post(app.url, again)).status).toBe(204);
  expect(app.kept.map(({ seq }) => seq)).toEqual([0, 1, 2]);
});

test('at the same time too: both wait for the one that is being written', async () => {
  let go = () => {};
  app.disk = () => new Promise((resolve) => (go = resolve));
  let answered = 0;
  const both = [0, 1].map(() => post(app.url, batch()).finally(() => (answered += 1)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([app.kept, answered]).toEqual([[], 0]);
  let closed = false;
  const closing = app.close().then(() => (closed = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(closed).toBe(false);
  go();
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([204, 204]);
  await closing;
  expect(app.kept).toHaveLength(1);
});

test('what cannot be kept is not acknowledged; sent again it is kept, and only what was not', async () => {
  let times = 0;
  app.disk = () => {
    times += 1;
    if (times === 2) fullDisk();
  };
  const three = [batch(), batch({ seq: 1 }), batch({ seq: 2 })];
  expect(await post(app.url, three)).toMatchObject({ status: 503, code: 'beacon-not-kept' });
  expect(app.log).toEqual([['clicks-failed', { code: 'disk-full' }]]);
  expect(app.kept.map(({ seq }) => seq)).toEqual([0, 2]);
  expect((await post(app.url, three)).status).toBe(204);
  expect(app.kept.map(({ seq }) => seq)).toEqual([0, 2, 1]);
});

test('the same at the same time on a full disk: neither is acknowledged', async () => {
  app.disk = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    fullDisk();
  };
  const both = await Promise.all([post(app.url, batch()), post(app.url, batch())]);
  expect(both.map(({ status }) => status)).toEqual([503, 503]);
});

test('a fault of ours is no full disk, and is not acknowledged either', async () => {
  app.disk = () => {
    throw new Error('Maria Example');
  };
  expect(await post(app.url, batch())).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(app.log)).not.toContain('Maria');
});
