import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MadeFault } from '../practice/ehr/index.js';
import { type Opened, startApp, type TestApp } from './support/app.js';
import { type HandClinic, handClinic } from './support/hand-clinic.js';
import { collect } from './support/store.js';

const store = mkdtempSync(join(tmpdir(), 'chart-store-'));
let clinic: HandClinic;
let app: TestApp;

beforeAll(async () => {
  clinic = handClinic();
  await collect([clinic.export], { store, site: join(clinic.dir, 'site.yaml') });
  app = await startApp({ dir: clinic.dir, store, patienceMs: 400 });
});

afterEach(() => {
  app.faults.hook = undefined;
});

afterAll(async () => {
  await app?.close();
  clinic?.remove();
  rmSync(store, { recursive: true, force: true });
});

/** A figure as it is printed: its value, or what stands in its place. */
function item(page: Opened, label: string) {
  const found = [...page.document.querySelectorAll('#figures li')].find(
    (one) => one.querySelector('h3')?.textContent === label,
  );
  if (!found) throw new Error(`the page has no figure "${label}"`);
  return found;
}

const figure = (page: Opened, label: string) =>
  (item(page, label).textContent ?? '').replace(/\s+/g, ' ').trim();

const value = (page: Opened, label: string) =>
  /^\s*(\d[\d.]*)/.exec(item(page, label).querySelector('.value')?.textContent ?? '')?.[1] ?? null;

const tells = (page: Opened, label: string) => value(page, label) !== null;

const sources = (page: Opened) => page.words.slice(page.words.indexOf('Where the figures come from'));

describe('whose figures are shown', () => {
  test('alone in a visit: the visit’s figures', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    expect(page.status).toBe(200);
    expect(['Clicks', 'Logged actions', 'Alerts'].map((label) => value(page, label))).toEqual([
      '33',
      '7',
      '2',
    ]);
    expect(page.words).toContain('1 recorded, 1 of them mitigated');
  });

  test('two clinicians: own figures only, everywhere on the page', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'two', user: '1' });
    expect(page.words).toContain('Your part of this encounter');
    expect(['Clicks', 'Logged actions', 'Alerts'].map((label) => value(page, label))).toEqual([
      '41',
      '3',
      '1',
    ]);
    // 17 rows, 5 alerts, 977 clicks are the colleague's; 20, 6 and 1018 the sums.
    const { words } = page;
    const shown: string[] = words.slice(0, words.indexOf('Does it serve')).match(/\d+/g) ?? [];
    expect(
      shown.filter((number) => ['17', '977', '20', '1018'].includes(number) && !words.includes(`${number}:`)),
    ).toEqual([]);
    expect(words).not.toContain('Notes documentation');
    expect(words).not.toContain('key-4');
  });

  test('the colleague sees theirs', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'two', user: '2' });
    expect(['Clicks', 'Logged actions', 'Alerts'].map((label) => value(page, label))).toEqual([
      '977',
      '17',
      '5',
    ]);
  });

  test('three clinicians: the visit’s figures', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'three', user: '1' });
    expect(value(page, 'Logged actions')).toBe('15');
  });

  test('somebody who took no part sees nobody’s figures of a visit of one', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '4' });
    expect(page.words).toContain('Your part of this encounter');
    expect(value(page, 'Logged actions')).toBe('0');
    expect(page.words).not.toContain('7 logged actions');
  });

  test('where the EHR names nobody, a visit of one or two is nobody’s to see, and the page says why', async () => {
    const scopes = 'launch user/Encounter.rs user/AuditEvent.rs';
    const nameless = await startApp({ dir: clinic.dir, store, issuer: { scopes } });
    try {
      for (const encounter of ['one', 'two']) {
        const page = await nameless.launch({ patient: 'a', encounter, user: '1' });
        expect(page.status).toBe(200);
        for (const label of ['Clicks', 'Logged actions', 'Active EHR time', 'Alerts', 'Tools touched']) {
          expect(tells(page, label)).toBe(false);
          expect(figure(page, label)).toContain('did not say who you are');
        }
        expect(page.words).not.toMatch(/\d logged actions/);
      }
      const three = await nameless.launch({ patient: 'a', encounter: 'three', user: '1' });
      expect(value(three, 'Logged actions')).toBe('15');
    } finally {
      await nameless.close();
    }
  });

  test('a PractitionerRole is the person whose role it is', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'two', user: 'PractitionerRole/r1' });
    expect(value(page, 'Logged actions')).toBe('3');
  });

  test('a colleague who is in the live log under two ids is one colleague', async () => {
    const page = await app.launch({ patient: 'c', encounter: 'alone', user: '1' });
    expect(page.words).toContain('Your part of this encounter');
    expect(value(page, 'Logged actions')).toBe('2');
    expect(page.words).not.toMatch(/\b(16|18|8)\b logged actions/);
  });

  test('a patient does not get the page', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: 'Patient/a' });
    expect(page.status).toBe(403);
    expect(page.words).not.toContain('logged actions');
  });
});

describe('the store and the EHR', () => {
  test('what only the EHR has comes from there, and the time in it cannot be told', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'now', user: '1' });
    expect(value(page, 'Logged actions')).toBe('9');
    expect(figure(page, 'Logged actions')).toMatch(/EHR/);
    expect(tells(page, 'Active EHR time')).toBe(false);
  });

  test('what both have is counted once', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    expect(figure(page, 'Logged actions')).toMatch(/store/);
    expect(value(page, 'Logged actions')).toBe('7');
  });

  test('outside the windows of alerts and telemetry these are empty with a reason, never 0', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'early', user: '1' });
    expect(value(page, 'Logged actions')).toBe('4');
    for (const label of ['Clicks', 'Alerts']) expect(tells(page, label)).toBe(false);
    expect(figure(page, 'Alerts')).toContain('No feed of alerts covers this encounter');
  });
});

const FAULTS: Record<string, { fault: MadeFault; says: RegExp }> = {
  '401': { fault: { status: 401 }, says: /sign in again|sign-in has ended/ },
  '403': { fault: { status: 403 }, says: /does not let you read it/ },
  '404': { fault: { status: 404 }, says: /not available in this EHR/ },
  '410': { fault: { status: 410 }, says: /no longer has it/ },
  '429': { fault: { status: 429 }, says: /busy and asked to wait/ },
  '500': { fault: { status: 500 }, says: /could not answer/ },
  '503': {
    fault: { status: 503, body: '<h1>down</h1>', contentType: 'text/html' },
    says: /could not answer/,
  },
  'a slow answer': { fault: { delayMs: 3_000, status: 200, body: '{}' }, says: /took too long/ },
  'an answer that is no JSON': { fault: { body: 'hello' }, says: /could not be read/ },
  'an answer that is no FHIR': { fault: { body: '{"a":1}' }, says: /could not be read/ },
  'another resource': { fault: { body: '{"resourceType":"Patient","id":"zzz"}' }, says: /could not be read/ },
};

describe('an EHR that fails', () => {
  test.each(Object.entries(FAULTS))(
    '%s to everything: the page comes, and says so',
    async (_name, { fault, says }) => {
      app.faults.hook = ({ path }) => (path.includes('.well-known') ? undefined : fault);
      const [stored, live] = await Promise.all([
        app.launch({ patient: 'a', encounter: 'one', user: '1' }),
        app.launch({ patient: 'a', encounter: 'now', user: '1' }),
      ]);
      expect([stored.status, live.status]).toEqual([200, 200]);
      expect(sources(stored)).toMatch(says);
      expect(value(stored, 'Logged actions')).toBe('7');
      for (const label of ['Clicks', 'Logged actions', 'Active EHR time', 'Alerts', 'Tools touched'])
        expect(tells(live, label)).toBe(false);
      expect(figure(live, 'Logged actions')).toMatch(says);
      for (const page of [stored, live]) expect(page.words).not.toContain('Person b');
    },
  );

  test('a search that ignores what was asked is no answer', async () => {
    const other = JSON.stringify({
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'self', url: `${app.ehr.iss}/Any` }],
      entry: [
        {
          resource: {
            resourceType: 'Encounter',
            id: 'of-b',
            status: 'finished',
            subject: { reference: 'Patient/b' },
          },
        },
        {
          resource: {
            resourceType: 'DetectedIssue',
            id: 'x',
            status: 'final',
            patient: { reference: 'Patient/b' },
          },
        },
      ],
    });
    app.faults.hook = ({ url }) => (url.includes('?') ? { body: other } : undefined);
    const page = await app.launch({ patient: 'a', encounter: 'now', user: '1' });
    expect(page.status).toBe(200);
    expect(figure(page, 'Logged actions')).toContain('cannot search its audit log by encounter');
    expect(sources(page)).toContain('cannot search hazards by patient');
    expect(page.text).not.toContain('of-b');
    const unnamed = await app.launch({ patient: 'c', user: '1' });
    expect(sources(unnamed)).toContain('cannot search encounters by patient');
    expect(unnamed.text).not.toContain('of-b');
  });

  test('an empty audit log does not say that nothing was done', async () => {
    const empty = (url: string) =>
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'searchset',
        total: 0,
        link: [{ relation: 'self', url }],
      });
    app.faults.hook = ({ url }) =>
      url.includes('/AuditEvent') ? { body: empty(app.ehr.origin + url) } : undefined;
    const page = await app.launch({ patient: 'a', encounter: 'now', user: '1' });
    expect(figure(page, 'Logged actions')).toContain('has no entry on this encounter');
    expect(value(page, 'Clicks')).toBeNull();
  });

  test('a scope that was not granted is told as such', async () => {
    const client = { deniedScopes: ['user/AuditEvent.rs', 'user/DetectedIssue.rs'] };
    const denied = await startApp({ dir: clinic.dir, store, client });
    try {
      const page = await denied.launch({ patient: 'a', encounter: 'now', user: '1' });
      expect(page.status).toBe(200);
      expect(figure(page, 'Logged actions')).toContain('did not grant this app to read it');
      expect(denied.ehr.requests.filter(({ path }) => path.endsWith('/AuditEvent'))).toEqual([]);
    } finally {
      await denied.close();
    }
  });

  test('without AuditEvent, and over an empty store, everything is a "cannot tell"', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'empty-store-'));
    const bare = await startApp({ dir: clinic.dir, store: empty, auditEvents: 'none' });
    try {
      const page = await bare.launch({ patient: 'a', encounter: 'one', user: '1' });
      expect(page.status).toBe(200);
      const labels = [
        'Clicks',
        'Logged actions',
        'Active EHR time',
        'Time without the screen',
        'Alerts',
        'Tools touched',
      ];
      expect(labels.filter((label) => tells(page, label))).toEqual([]);
      expect(figure(page, 'Logged actions')).toMatch(/no audit log is kept here yet/i);
    } finally {
      await bare.close();
      rmSync(empty, { recursive: true, force: true });
    }
  });
});

test('over a store that cannot be read the page comes, with what the EHR shows live', async () => {
  const damaged = mkdtempSync(join(tmpdir(), 'damaged-store-'));
  const month = join(damaged, 'audit_event', 'month=2026-03');
  mkdirSync(month, { recursive: true });
  writeFileSync(join(month, 'a.parquet'), 'no parquet');
  const broken = await startApp({ dir: clinic.dir, store: damaged });
  try {
    const page = await broken.launch({ patient: 'a', encounter: 'one', user: '1' });
    expect([page.status, value(page, 'Logged actions')]).toEqual([200, '7']);
    expect(figure(page, 'Logged actions')).toContain('EHR');
    for (const label of ['Clicks', 'Alerts', 'Active EHR time']) expect(tells(page, label)).toBe(false);
    expect(sources(page)).toContain('being worked out');
    broken.faults.hook = () => ({ status: 500 });
    const blind = await page.go(page.address);
    expect([blind.status, tells(blind, 'Logged actions')]).toEqual([200, false]);
  } finally {
    await broken.close();
    rmSync(damaged, { recursive: true, force: true });
  }
});

test('an EHR that is not the home server has the same figures, stored and live', async () => {
  const own = mkdtempSync(join(tmpdir(), 'ward-store-'));
  const site = join(own, 'site.yaml');
  writeFileSync(
    site,
    'timeZone: America/New_York\nservers: [{alias: hub, base: "https://hub.example/fhir", home: true}, {alias: ward, base: "https://ward.example/fhir"}]\n',
  );
  await collect([join(clinic.export, 'AuditEvent.ndjson'), join(clinic.export, 'Encounter.ndjson')], {
    store: own,
    site,
    server: 'ward',
  });
  const ward = await startApp({
    dir: clinic.dir,
    store: own,
    settings: { site },
    issuer: { server: 'ward' },
  });
  try {
    const stored = await ward.launch({ patient: 'a', encounter: 'one', user: '1' });
    expect([value(stored, 'Logged actions'), figure(stored, 'Logged actions')]).toEqual([
      '7',
      expect.stringContaining('store'),
    ]);
    const live = await ward.launch({ patient: 'a', encounter: 'now', user: '1' });
    expect([value(live, 'Logged actions'), figure(live, 'Logged actions')]).toEqual([
      '9',
      expect.stringContaining('EHR'),
    ]);
    expect((await ward.launch({ patient: 'a', encounter: 'of-b', user: '2' })).status).toBe(409);
  } finally {
    await ward.close();
    rmSync(own, { recursive: true, force: true });
  }
});

describe('which encounter', () => {
  const others = ['of-b', 'Person b', 'Patient/b'];

  test('another patient’s encounter in the launch is refused', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'of-b', user: '2' });
    expect(page.status).toBe(409);
    expect(others.filter((word) => page.text.includes(word))).toEqual([]);
    expect(page.words).not.toContain('logged actions');
  });

  test('another patient’s encounter in the address is refused, also while the EHR fails', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '2' });
    const asked = await page.go(`${page.path}?encounter=Encounter/of-b`);
    app.faults.hook = () => ({ status: 500 });
    const blind = await page.go(`${page.path}?encounter=Encounter/of-b`);
    expect([asked.status, blind.status]).toEqual([409, 409]);
    for (const refused of [asked, blind])
      expect(others.filter((word) => refused.text.includes(word))).toEqual([]);
  });

  test('an encounter whose owner only its audit log names is refused too', async () => {
    app.faults.hook = ({ path }) => (/\/Encounter(\/|$)/.test(path) ? { status: 403 } : undefined);
    const page = await app.launch({ patient: 'a', encounter: 'alone', user: '1' });
    expect(page.status).toBe(409);
  });

  test.each([
    'Encounter/none',
    'none',
    '../../etc/passwd',
    "x' OR '1'='1",
    'Encounter/%00',
    'https://other.example/fhir/Encounter/one',
    'lab:Encounter/one',
    'Patient/b',
    '<script>alert(1)</script>',
    'é'.repeat(2000),
  ])('an address that asks for %p is answered with 404', async (asked) => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    const answer = await page.go(`${page.path}?encounter=${encodeURIComponent(decodeURIComponent(asked))}`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('<script>alert');
  });

  test('twice in the address it is not understood, and the EHR’s own is shown', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    const answer = await page.go(`${page.path}?encounter=Encounter/of-b&encounter=Encounter/two`);
    expect([answer.status, value(answer, 'Logged actions')]).toEqual([200, '7']);
  });

  test('an encounter that this launch showed is shown again while the EHR fails', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'now', user: '1' });
    app.faults.hook = () => ({ status: 500 });
    expect((await page.go(`${page.path}?encounter=Encounter/now`)).status).toBe(200);
  });

  test('where the EHR names none, the open one is chosen, and the page says so', async () => {
    const page = await app.launch({ patient: 'a', user: '1' });
    expect(page.words).toContain('this is the patient’s open one');
    expect(value(page, 'Logged actions')).toBe('9');
  });

  test('without an open one it is the latest', async () => {
    const page = await app.launch({ patient: 'b', user: '2' });
    expect(page.words).toContain('this is the patient’s latest one');
    expect(value(page, 'Logged actions')).not.toBeNull();
  });

  test('a patient without encounters has a page without figures', async () => {
    app.faults.hook = ({ path }) => (path.endsWith('/Encounter') ? { status: 500 } : undefined);
    const page = await app.launch({ patient: 'c', user: '1' });
    expect(page.status).toBe(200);
    expect(page.document.querySelectorAll('#figures li')).toHaveLength(0);
  });

  test('the choices are this patient’s that take or took place', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    const offered = [...page.document.querySelectorAll('option')].map((one) => one.getAttribute('value'));
    expect(offered).toEqual(['now', 'three', 'one', 'two', 'early'].map((id) => `Encounter/${id}`));
  });

  test('a merged patient is the one that remains', async () => {
    app.faults.hook = ({ path }) => (path.endsWith('/Encounter') ? { status: 500 } : undefined);
    const page = await app.launch({ patient: 'a-old', encounter: 'one', user: '1' });
    expect([page.status, value(page, 'Logged actions')]).toEqual([200, '7']);
  });
});

describe('the site’s figures', () => {
  test('a clinician never sees them, by whatever address', async () => {
    const page = await app.launch({ patient: 'a', encounter: 'one', user: '1' });
    const overview = page.path.replace('/chart/', '/overview/');
    const asked = [
      await page.go(overview),
      await page.go(`${overview}/concerns`),
      await page.post(`${overview}/concerns`, { token: page.token, concern: 'x', words: 'y' }),
      await app.signIn('1'),
    ];
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    for (const { words } of asked) expect(words).toContain('informatics team');
  });

  test('the informatics team does, after a standalone launch', async () => {
    const page = await app.signIn('inf-1');
    expect(page.status).toBe(200);
    expect(page.path).toMatch(/^\/overview\//);
    expect((await page.go(`${page.path}/concerns`)).status).toBe(200);
  });
});

test('each view is on record, once, as an event of our own app; a refusal is none', async () => {
  const views = () =>
    readdirSync(join(store, 'journal'))
      .filter((name) => name.startsWith('view-'))
      .flatMap((name) => readFileSync(join(store, 'journal', name), 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const before = new Set(views().map(({ resource }) => resource.id));
  const page = await app.launch({ patient: 'a', encounter: 'two', user: '1' });
  await page.go(`${page.path}?encounter=Encounter/of-b`);
  await page.go(`${page.path}?encounter=Encounter/one`);
  const fresh = views().filter(({ resource }) => !before.has(resource.id));
  expect(fresh.map(({ resource }) => resource.entity.map(({ what }: { what: object }) => what))).toEqual([
    [{ reference: 'Patient/a' }, { reference: 'Encounter/two' }],
    [{ reference: 'Patient/a' }, { reference: 'Encounter/one' }],
  ]);
  for (const { resource, server } of fresh) {
    expect(server).toBe('main');
    expect(resource).toMatchObject({
      resourceType: 'AuditEvent',
      source: { observer: { reference: 'Device/mission-audit' } },
      agent: [{ requestor: true, who: { reference: 'Practitioner/1' } }],
    });
  }
  expect(new Set(fresh.map(({ resource }) => resource.id)).size).toBe(2);
});

test('no id, name or word of a patient is in the log', () => {
  const text = app.log.join('');
  expect(text).toContain('/chart/:session');
  for (const word of ['Person', 'Doctor', 'Encounter/', 'Patient/', 'Practitioner/', 'of-b'])
    expect(text).not.toContain(word);
});
