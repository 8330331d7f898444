import { LaunchTokens } from '../../src/server/beacon/launch-token.js';
import { OwnClicks } from '../../src/server/beacon/own-clicks.js';
import { batch, post } from './support/batches.js';
import { BeaconApp } from './support/beacon-app.js';

const HOUR = 60 * 60_000;
const chart = { launch: 's1', server: 'main', user: 'Practitioner/3', patient: 'Patient/62' };

describe('tokens', () => {
  let now = 0;
  const tokens = new LaunchTokens(() => now);

  test('stand for a launch and its chart, and say nothing of either', () => {
    const token = tokens.issue(chart);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens.of(token)).toEqual(chart);
    expect(tokens.issue({ ...chart })).toBe(token);
    expect(tokens.issue({ ...chart, encounter: 'Encounter/1' })).not.toBe(token);
    expect(Buffer.from(token, 'base64url').toString()).not.toMatch(/s1|Patient|62/);
    expect(tokens.of('x')).toBeUndefined();
  });

  test('last twelve hours from the last page', () => {
    const token = tokens.issue(chart);
    now += 12 * HOUR - 1;
    expect(tokens.of(token)).toBeDefined();
    tokens.issue(chart);
    now += HOUR;
    expect(tokens.of(token)).toBeDefined();
    now += 11 * HOUR;
    expect(tokens.of(token)).toBeUndefined();
  });

  test('and are bounded: the oldest goes', () => {
    const first = tokens.issue({ launch: 'first', server: 'main' });
    const second = tokens.issue({ launch: 'second', server: 'main' });
    tokens.issue({ launch: 'first', server: 'main' });
    for (let n = 0; n < 9_999; n += 1) tokens.issue({ launch: `more-${n}`, server: 'main' });
    expect(tokens.of(second)).toBeUndefined();
    expect(tokens.of(first)).toBeDefined();
  });
});

test('what a launch cost is bounded too', () => {
  const own = new OwnClicks();
  own.add('quiet', 1);
  own.add('busy', 1);
  for (let n = 0; n < 10_000; n += 1) {
    own.add(`more-${n}`, 0);
    own.add('busy', 1);
  }
  expect([own.of('quiet'), own.of('busy'), own.of('never')]).toEqual([null, 10_001, null]);
});

describe('a page of our own', () => {
  let app: BeaconApp;
  let launch: string;
  beforeEach(async () => {
    app = await BeaconApp.start();
    launch = app.launches.issue({ ...chart, encounter: 'Encounter/667' });
  });
  afterEach(() => app.stop());
  const own = (change: Record<string, unknown> = {}) =>
    batch({ site: undefined, launch, user: 'Practitioner/9', patient: 'Patient/9', ...change });

  test('counts for our tool and for whom the token stands, whatever the batch says', async () => {
    expect((await post(app.url, own(), { origin: app.url })).status).toBe(204);
    expect(app.kept[0]).toMatchObject({
      scope: 'tool',
      tool: 'mission-audit',
      server: 'main',
      user: 'Practitioner/3',
      patient: 'Patient/62',
      encounter: 'Encounter/667',
    });
    expect(JSON.stringify(app.kept)).not.toMatch(/"launch"|s1/);
  });

  test('its clicks are known for the launch, once each', async () => {
    expect(app.own.of('s1')).toBeNull();
    await post(app.url, own(), { origin: app.url });
    await post(app.url, own(), { origin: app.url });
    expect(app.own.of('s1')).toBe(4);
    const other = app.launches.issue({ launch: 's1', server: 'main', patient: 'Patient/62' });
    await post(app.url, own({ launch: other, seq: 1, clicks: 0 }), { origin: app.url });
    expect(app.own.of('s1')).toBe(5);
  });

  test.each([
    ['another site', { origin: 'https://portal.example.org' }],
    [
      'a listed site, though it says that it is us',
      { origin: 'https://ehr.example.org', headers: { 'sec-fetch-site': 'cross-site' } },
    ],
    ['a frame without origin', { origin: 'null', headers: { 'sec-fetch-site': 'cross-site' } }],
    ['no browser', { origin: null }],
  ])('%s cannot count for it', async (_, from) => {
    expect(await post(app.url, own(), from)).toMatchObject({ status: 403, code: 'beacon-foreign-origin' });
    expect(app.own.of('s1')).toBeNull();
  });

  test('its last batch may come without origin, since it sends no referrer', async () => {
    const last = { origin: 'null', headers: { 'sec-fetch-site': 'same-origin' } };
    expect((await post(app.url, own(), last)).status).toBe(204);
  });
});
