import { gzipSync } from 'node:zlib';
import express, { type Response } from 'express';
import { listen } from '../smart-launch/practice/listen.js';
import { type Chart, chartOf, event, ordinaryChart } from './support/charts.js';
import { HostileSite } from './support/hostile-site.js';

const MB = 1024 * 1024;
let site: HostileSite;
/** Another server, which nothing may ever be sent to. */
let elsewhere: string;
const reached: string[] = [];

beforeAll(async () => {
  site = await HostileSite.start({ patienceMs: 8000 });
  const other = express();
  other.use((req, res) => {
    reached.push(`${req.method} ${req.url} ${req.headers.authorization}`);
    res.json({ resourceType: 'Bundle', entry: [], color_background: '#ffffff', color_text: '#123456' });
  });
  elsewhere = await listen(other);
});

afterEach(() => {
  site.fhir = () => false;
  site.ehr.tokenAnswer = (normal) => normal;
  site.chart = ordinaryChart();
  site.ehr.seen.length = 0;
  reached.length = 0;
});

afterAll(() => HostileSite.stopAll());

/** The page comes, and says in words why something is not on it. */
async function degrades(words: RegExp): Promise<string> {
  const { html } = await site.open();
  expect(html).toContain('<h1>This encounter so far</h1>');
  expect(html).toMatch(words);
  return html;
}

describe('huge and endless answers', () => {
  /** How many bytes went out until the app had enough. */
  let sent: Promise<number>;

  function endless(res: Response): true {
    let bytes = 0;
    const chunk = ' '.repeat(65_536);
    const write = () => {
      while (!res.destroyed && bytes < 200 * MB) {
        bytes += chunk.length;
        if (!res.write(chunk)) return void res.once('drain', write);
      }
      if (!res.destroyed) res.end();
    };
    sent = new Promise((resolve) => res.once('close', () => resolve(bytes)));
    res.type('json');
    write();
    return true;
  }

  test('an answer without end is left after 8 MB', async () => {
    site.fhir = (req, res) => req.path.startsWith('/AuditEvent') && endless(res);
    await degrades(/The EHR’s answer was too large/);
    expect(await sent).toBeLessThan(40 * MB);
  });

  test('a small answer that unpacks to a huge one counts in full', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * MB, ' '));
    expect(bomb.length).toBeLessThan(MB);
    site.fhir = (req, res) =>
      req.path.startsWith('/AuditEvent') &&
      Boolean(res.set('content-encoding', 'gzip').type('json').send(bomb));
    await degrades(/The EHR’s answer was too large/);
  });

  test('an answer that drips for ever is not waited for', async () => {
    const hasty = await HostileSite.start({ patienceMs: 300 });
    let timer: NodeJS.Timeout | undefined;
    hasty.fhir = (req, res) => {
      if (!req.path.startsWith('/AuditEvent')) return false;
      timer = setInterval(() => res.write(' '), 20);
      return true;
    };
    try {
      expect((await hasty.open()).html).toMatch(/The EHR took too long to answer/);
    } finally {
      clearInterval(timer);
    }
  });

  test('pages without end: a bounded number is read', async () => {
    let page = 0;
    site.fhir = (req, res) => {
      if (!req.path.startsWith('/AuditEvent')) return false;
      page += 1;
      const link = [
        { relation: 'self', url: `${site.ehr.base}${req.url}` },
        { relation: 'next', url: `${site.ehr.base}/AuditEvent?page=${page}` },
      ];
      return Boolean(res.json({ resourceType: 'Bundle', link, entry: [{ resource: event() }] }));
    };
    await degrades(/There are more entries than can be read at once/);
    expect(page).toBe(5);
  });

  test('a token answer without end opens nothing', async () => {
    const other = await HostileSite.start();
    other.ehr.token = (_req, res) => endless(res);
    expect((await other.open()).page.status).toBe(502);
    expect(await sent).toBeLessThan(40 * MB);
  });

  test('JSON nested 200,000 deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    site.fhir = (req, res) => {
      const [, type] = req.path.split('/');
      const resource = JSON.stringify(ordinaryChart()[type as 'Patient']?.[0]).replace(/}$/, `,"x":${deep}}`);
      return req.path.split('/').length > 2 && Boolean(res.type('json').send(resource));
    };
    const { html } = await site.open();
    expect(html).toContain('<h1>This encounter so far</h1>');
  });
});

describe('SSRF', () => {
  const bundle = (self: string, next: string) => ({
    resourceType: 'Bundle',
    link: [
      { relation: 'self', url: self },
      { relation: 'next', url: next },
    ],
    entry: [{ resource: event() }],
  });

  test.each([
    ['another origin', () => `${elsewhere}/fhir/AuditEvent?page=2`],
    ['a private address', () => 'http://169.254.169.254/latest/meta-data'],
    ['the app itself', () => `${site.app.url}/healthz`],
    ['its metrics', () => site.app.metricsUrl],
    ['another name of this machine', () => site.ehr.base.replace('127.0.0.1', 'localhost')],
    [
      'a user name that looks like the EHR',
      () => `http://${new URL(site.ehr.origin).host}@${new URL(elsewhere).host}/fhir/x`,
    ],
    ['no scheme', () => `//${new URL(elsewhere).host}/fhir/AuditEvent`],
    ['backslashes', () => `\\\\${new URL(elsewhere).host}\\fhir`],
    ['a path above the base', () => '../admin'],
    ['an encoded path above the base', () => `${site.ehr.base}/%2e%2e/admin`],
    ['an absolute path', () => '/admin'],
    ['beside the base', () => `${site.ehr.base}-admin/AuditEvent`],
    ['a file', () => 'file:///etc/passwd'],
    ['data', () => 'data:application/json,{}'],
    ['line breaks', () => `${site.ehr.base}/AuditEvent?\r\nX-Evil: 1`],
  ])('paging to %s: not followed', async (_what, next) => {
    site.fhir = (req, res) =>
      req.path.startsWith('/AuditEvent') && Boolean(res.json(bundle(`${site.ehr.base}${req.url}`, next())));
    await degrades(/The EHR’s answer pointed to another place and was not followed/);
    expect(reached).toEqual([]);
    expect(site.ehr.seen.filter(({ url }) => /admin|page=2|X-Evil/.test(url))).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('a %i to another origin is not followed', async (status) => {
    site.fhir = (req, res) => {
      if (!req.path.startsWith('/AuditEvent')) return false;
      res.redirect(status, `${elsewhere}/fhir/AuditEvent`);
      return true;
    };
    await degrades(/pointed to another place and was not followed/);
    expect(reached).toEqual([]);
  });

  test('an absolute reference in a resource is not read', async () => {
    const evil = `${elsewhere}/fhir/Practitioner/1`;
    site.chart = chartOf(evil, [event({ text: evil, who: evil, tool: evil })]);
    site.chart.Encounter[0]!.subject = { reference: 'Patient/pat-1', identifier: { value: evil } };
    site.ehr.claims = { fhirUser: evil };
    await site.open();
    site.ehr.claims = { fhirUser: 'Practitioner/prac-1' };
    expect(reached).toEqual([]);
  });

  const styles: [string, () => string][] = [
    ['another origin', () => `${elsewhere}/style.json`],
    ['a private address', () => 'http://169.254.169.254/style.json'],
    ['the app itself', () => `${site.app.url}/healthz`],
    ['its metrics', () => site.app.metricsUrl],
    ['a file', () => 'file:///etc/passwd'],
    ['a host without scheme', () => `//${new URL(elsewhere).host}/style.json`],
    ['a redirect of the EHR', () => `${site.ehr.origin}/moved/.well-known/smart-configuration`],
  ];
  test.each(styles)('smart_style_url at %s: not asked, and no colours are taken', async (_what, url) => {
    site.ehr.tokenAnswer = (normal) => ({ ...normal, smart_style_url: url() });
    site.ehr.moved = `${elsewhere}/style.json`;
    const { html, browser, id } = await site.open();
    expect(html).not.toContain('ehr.css');
    expect(await (await browser.request(`${site.app.url}/chart/${id}/ehr.css`)).text()).toBe('');
    expect(reached).toEqual([]);
  });

  test('smart_style_url at the EHR itself is asked, without a token, and its colours are taken', async () => {
    const style = `${site.ehr.origin}/.well-known/openid-configuration`;
    site.ehr.openidConfiguration = () => ({ color_background: '#ffffff', color_text: '#123456' });
    site.ehr.tokenAnswer = (normal) => ({ ...normal, smart_style_url: style });
    const { browser, id } = await site.open();
    expect(await (await browser.request(`${site.app.url}/chart/${id}/ehr.css`)).text()).toContain('#123456');
    const [asked] = site.ehr.requests('/.well-known/openid-configuration');
    expect(asked!.headers).not.toHaveProperty('authorization');
  });

  test('a launch context that is a path is not asked for', async () => {
    for (const patient of [
      '../admin',
      '..',
      'pat-1/../../admin',
      'pat-1?x',
      'https://evil.example',
      'a%2fb',
      'p\r\nq',
      { id: 1 },
    ]) {
      site.ehr.tokenAnswer = (normal) => ({ ...normal, patient });
      const { page } = await site.open();
      expect([patient, page.status]).toEqual([patient, 502]);
    }
    expect(
      site.ehr.seen.filter(({ url }) => /\/fhir\/[A-Z.]/.test(url) && !url.includes('well-known')),
    ).toEqual([]);
  });
});

test('the patient’s token goes to the EHR’s own addresses alone, and only where it is needed', async () => {
  site.ehr.tokenAnswer = (normal) => ({ ...normal, smart_style_url: `${site.ehr.origin}/style.json` });
  await site.open();
  const withToken = site.ehr.seen.filter(({ headers }) => headers.authorization).map(({ url }) => url);
  expect(withToken.length).toBeGreaterThan(3);
  for (const url of withToken) expect(url).toMatch(/^\/fhir\/[A-Z]/);
});

describe('answers of another shape than FHIR’s', () => {
  const odd: [string, (chart: Chart) => void][] = [
    [
      'lists that are texts',
      ({ Patient, AuditEvent }) => [
        Object.assign(Patient[0]!, { name: 'x', identifier: 'y' }),
        Object.assign(AuditEvent[0]!, { agent: 'x', entity: 7 }),
      ],
    ],
    [
      'holes',
      ({ Patient, DetectedIssue }) => [
        Object.assign(Patient[0]!, { name: [null, 1], identifier: [null] }),
        Object.assign(DetectedIssue[0]!, { implicated: [null, 7] }),
      ],
    ],
    [
      'times out of time',
      ({ Encounter }) =>
        Object.assign(Encounter[0]!, {
          period: { start: '9999-12-31T23:59:59Z', end: '0001-01-01T00:00:00Z' },
        }),
    ],
  ];
  const pending: typeof odd = [
    [
      'a class that is a name of every object',
      ({ Encounter }) => Object.assign(Encounter[0]!, { class: { code: 'constructor' } }),
    ],
    [
      'a class called __proto__',
      ({ Encounter }) => Object.assign(Encounter[0]!, { class: { code: '__proto__' } }),
    ],
    [
      'a reference that is an object',
      ({ DetectedIssue }) =>
        Object.assign(DetectedIssue[0]!, { implicated: [{ reference: { toString: 1 } }] }),
    ],
  ];
  const comes = async (_what: string, change: (chart: Chart) => void) => {
    change(site.chart);
    const { html } = await site.open();
    expect(html).toContain('<h1>This encounter so far</h1>');
  };
  test.each(odd)('%s', comes);
  // Not mended yet: each ends in "Something went wrong here".
  test.each(pending)('%s', comes);
});

// Not mended yet: what a search lists counts for more than the encounter's own word.
test('an encounter that is another patient’s by its own word, though a search lists it, is not shown', async () => {
  site.fhir = (req, res) => {
    if (req.path !== '/Encounter/enc-1') return false;
    res.json({ ...site.chart.Encounter[0], subject: { reference: 'Patient/pat-2' } });
    return true;
  };
  const { html } = await site.open();
  expect(html).toContain('<h1>Not shown: two patients</h1>');
});
