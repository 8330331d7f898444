import type { Request, Response } from 'express';
import { Ehr } from './practice/ehr.js';
import { launched } from './practice/launched.js';
import { closeAll } from './practice/listen.js';

afterEach(closeAll);

const LIMITS = { requestMs: 300, searchMs: 700, pageBytes: 10_000, searchBytes: 25_000 };

/** An open launch whose EHR answers so. */
async function reader(fhir: (req: Request, res: Response, ehr: Ehr) => void) {
  const setting = await launched(
    (ehr) => {
      ehr.fhir = (req, res) => fhir(req, res, ehr);
    },
    { options: { limits: LIMITS } },
  );
  return { ...setting, fhir: setting.app.smart.fhir(setting.session) };
}

function page(ehr: Ehr, req: Request, next?: string, ids: string[] = ['e']) {
  return {
    resourceType: 'Bundle',
    link: [
      { relation: 'self', url: ehr.base + req.url },
      ...(next === undefined ? [] : [{ relation: 'next', url: next }]),
    ],
    entry: ids.map((id) => ({ resource: { resourceType: 'Encounter', id }, search: { mode: 'match' } })),
  };
}

test('pages are read to the last, absolute, relative and on the base itself', async () => {
  const { fhir, ehr } = await reader((req, res, ehr) => {
    const next: Record<string, string> = {
      '/Encounter': 'Encounter?page=2',
      '/Encounter?page=2': `${ehr.base}?page=3`,
    };
    const key = req.url.startsWith('/Encounter?patient') ? '/Encounter' : req.url;
    res.json(page(ehr, req, next[key], [key]));
  });
  const answer = await fhir.search('Encounter', { patient: 'pat-1' });
  expect(answer).toMatchObject({ ok: true, complete: true, ignoredParams: [] });
  expect(answer.ok && answer.resources).toHaveLength(3);
  expect(ehr.seen.filter(({ url }) => url.startsWith('/fhir/Enc') || url.startsWith('/fhir?'))).toHaveLength(
    3,
  );
});

test('more pages than were asked for: what was read, said to be incomplete', async () => {
  let n = 0;
  const { fhir, ehr } = await reader(
    (req, res, ehr) => void res.json(page(ehr, req, `Encounter?page=${++n}`)),
  );
  expect(await fhir.search('Encounter', {}, { maxPages: 3 })).toMatchObject({ ok: true, complete: false });
  expect(ehr.seen.filter(({ url }) => url.startsWith('/fhir/Encounter'))).toHaveLength(3);
});

test('pages in a circle end', async () => {
  const { fhir } = await reader((req, res, ehr) => void res.json(page(ehr, req, 'Encounter?page=2')));
  const answer = await fhir.search('Encounter', {});
  expect(answer).toMatchObject({ ok: true, complete: false });
});

describe('SSRF: the bearer token stays below the FHIR base', () => {
  const ways: [string, (ehr: Ehr, elsewhere: Ehr) => string][] = [
    ['another origin', (_, elsewhere) => `${elsewhere.base}/Encounter`],
    ['another host of the same port', (ehr) => `${ehr.base.replace('127.0.0.1', 'localhost')}/Encounter`],
    ['//host', (_, elsewhere) => `//${new URL(elsewhere.base).host}/fhir/Encounter`],
    ['backslashes', (_, elsewhere) => `\\\\${new URL(elsewhere.base).host}\\fhir`],
    ['mixed slashes', (_, elsewhere) => `/\\${new URL(elsewhere.base).host}/fhir`],
    ['the folder above', () => '../admin'],
    ['the folder above, absolute', (ehr) => `${ehr.base}/../admin`],
    ['the folder above, encoded', (ehr) => `${ehr.base}/%2e%2e/admin`],
    ['the folder above, half encoded', (ehr) => `${ehr.base}/.%2E/admin`],
    ['a slash encoded', (ehr) => `${ehr.base}/..%2fadmin`],
    ['encoded twice', (ehr) => `${ehr.base}/%252e%252e%252fadmin`],
    ['an absolute path', () => '/admin'],
    ['a neighbour of the base', (ehr) => `${ehr.base}-admin/Encounter`],
    ['a user name', (ehr, elsewhere) => `${ehr.base}@${new URL(elsewhere.base).host}/fhir`],
    ['credentials', (ehr) => `${ehr.base.replace('//', '//a:b@')}/Encounter`],
    ['a file', () => 'file:///etc/passwd'],
    ['data', () => 'data:application/json,{}'],
    ['a new line', (ehr) => `${ehr.base}/Enc\nounter`],
    ['an empty folder', (ehr) => `${ehr.base}//evil.example/x`],
  ];
  test.each(ways)('paging to %s', async (_what, next) => {
    const elsewhere = await Ehr.start();
    const { fhir, ehr } = await reader(
      (req, res, ehr) => void res.json(page(ehr, req, next(ehr, elsewhere))),
    );
    const before = ehr.seen.length;
    expect(await fhir.search('Encounter', {})).toEqual({ ok: false, reason: 'unsafe-url' });
    expect([ehr.seen.length - before, elsewhere.seen]).toEqual([1, []]);
  });

  test.each(ways)('reading %s', async (_what, reference) => {
    const elsewhere = await Ehr.start();
    const { fhir, ehr } = await reader((_req, res) => void res.json({ resourceType: 'Encounter' }));
    const before = ehr.seen.length;
    expect(await fhir.read(reference(ehr, elsewhere))).toEqual({ ok: false, reason: 'unsafe-url' });
    expect([ehr.seen.length - before, elsewhere.seen]).toEqual([0, []]);
  });

  test.each([
    'Encounter/..',
    'Encounter/.',
    'Encounter',
    'Encounter/a/b',
    'Encounter/a?x=y',
    'encounter/a',
    '',
    'metadata',
    'Encounter/a/_history/..',
  ])('reading "%s"', async (path) => {
    const { fhir, ehr } = await reader((_req, res) => void res.json({ resourceType: 'Encounter' }));
    const before = ehr.seen.length;
    expect(await fhir.read(path)).toEqual({ ok: false, reason: 'unsafe-url' });
    expect(await fhir.search(`${path}/`, {})).toEqual({ ok: false, reason: 'unsafe-url' });
    expect(ehr.seen.length).toBe(before);
  });

  test('redirects: followed below the base, nowhere else', async () => {
    const elsewhere = await Ehr.start();
    const { fhir, ehr } = await reader((req, res, ehr) => {
      if (req.path === '/Encounter/near') res.redirect(307, `${ehr.base}/Encounter/near/_history/1`);
      else if (req.path === '/Encounter/far') res.redirect(302, `${elsewhere.base}/Encounter/far`);
      else if (req.path === '/Encounter/up') res.redirect(302, '/admin');
      else if (req.path === '/Encounter/round') res.redirect(302, req.originalUrl);
      else res.json({ resourceType: 'Encounter', id: 'near' });
    });
    expect(await fhir.read('Encounter/near')).toMatchObject({ ok: true });
    for (const id of ['far', 'up', 'round'])
      expect(await fhir.read(`Encounter/${id}`)).toEqual({ ok: false, reason: 'unsafe-url' });
    expect([elsewhere.seen, ehr.requests('/admin')]).toEqual([[], []]);
  });
});

test('a reference is read relative, absolute and by version', async () => {
  const { fhir, ehr } = await reader((_req, res) => void res.json({ resourceType: 'Encounter', id: 'a' }));
  for (const path of ['Encounter/a', `${ehr.base}/Encounter/a`, 'Encounter/a/_history/2'])
    expect(await fhir.read(path)).toMatchObject({ ok: true, resources: [{ id: 'a' }] });
  expect(ehr.requests('/fhir/Encounter/a/_history/2')).toHaveLength(1);
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [410, 'gone'],
  [429, 'too-many'],
  [400, 'server-error'],
  [500, 'server-error'],
  [503, 'server-error'],
])('HTTP %i is "%s"', async (status, reason) => {
  const { fhir } = await reader(
    (_req, res) => void res.status(status).json({ resourceType: 'OperationOutcome' }),
  );
  expect(await fhir.read('Encounter/a')).toEqual({ ok: false, reason, status });
  expect(await fhir.search('Encounter', {})).toEqual({ ok: false, reason, status });
});

test('a 403 that names the scope is a denied scope', async () => {
  const { fhir } = await reader((_req, res) => {
    res.set('WWW-Authenticate', 'Bearer error="insufficient_scope"').status(403).end();
  });
  expect(await fhir.read('Encounter/a')).toEqual({ ok: false, reason: 'denied-scope', status: 403 });
});

test('a login page, an empty answer, another type, another patient: not FHIR, or not what was asked', async () => {
  const answers: Record<string, unknown> = {
    page: '<html>Log in</html>',
    empty: '',
    null: 'null',
    list: '[]',
    untyped: '{"id":"untyped"}',
    outcome: '{"resourceType":"OperationOutcome"}',
    other: '{"resourceType":"Encounter","id":"another"}',
  };
  const { fhir } = await reader((req, res) => void res.send(answers[req.path.split('/')[2]!]));
  for (const id of Object.keys(answers))
    expect([id, await fhir.read(`Encounter/${id}`)]).toEqual([
      id,
      { ok: false, reason: 'not-fhir', status: 200 },
    ]);
});

test.each([
  ['a resource in place of a bundle', { resourceType: 'Encounter' }],
  ['links that are no list', { resourceType: 'Bundle', link: { relation: 'next' } }],
  ['entries that are no list', { resourceType: 'Bundle', entry: 'x' }],
])('a search that answers %s is not FHIR', async (_what, body) => {
  const { fhir } = await reader((_req, res) => void res.json(body));
  expect(await fhir.search('Encounter', {})).toEqual({ ok: false, reason: 'not-fhir', status: 200 });
});

test('holes in a bundle and the server’s remarks are passed over', async () => {
  const { fhir } = await reader(
    (_req, res) =>
      void res.json({
        resourceType: 'Bundle',
        link: [null, { relation: 'next' }, { relation: 'next', url: 7 }],
        entry: [
          null,
          {},
          { resource: 'x' },
          { resource: { resourceType: 'OperationOutcome' } },
          { resource: { resourceType: 'Encounter', id: 'a' } },
        ],
      }),
  );
  expect(await fhir.search('Encounter', { patient: 'p' })).toEqual({
    ok: true,
    resources: [{ resourceType: 'Encounter', id: 'a' }],
    complete: true,
    // Without a self link nothing was confirmed.
    ignoredParams: ['patient'],
  });
});

test('of two dates the server used one: the parameter counts as ignored', async () => {
  const { fhir } = await reader(
    (_req, res, ehr) =>
      void res.json({
        resourceType: 'Bundle',
        link: [{ relation: 'self', url: `${ehr.base}/Encounter?patient:Patient=p&date=ge2026` }],
      }),
  );
  expect(await fhir.search('Encounter', { patient: 'p', date: ['ge2026', 'lt2027'] })).toMatchObject({
    ignoredParams: ['date'],
  });
});

test('huge answers end: one page, all pages, and compressed', async () => {
  const { fhir } = await reader(async (req, res, ehr) => {
    const fill = 'x'.repeat(9_000);
    if (req.path === '/Encounter/big') res.json({ resourceType: 'Encounter', id: 'big', fill: fill + fill });
    else if (req.path === '/Encounter/bomb') {
      const { gzipSync } = await import('node:zlib');
      const body = gzipSync(
        JSON.stringify({ resourceType: 'Encounter', id: 'bomb', fill: 'x'.repeat(5_000_000) }),
      );
      expect(body.length).toBeLessThan(LIMITS.pageBytes);
      res.set('Content-Encoding', 'gzip').type('json').end(body);
    } else res.json({ ...page(ehr, req, `Encounter?page=${Math.random()}`), fill });
  });
  expect(await fhir.read('Encounter/big')).toEqual({ ok: false, reason: 'too-large' });
  expect(await fhir.read('Encounter/bomb')).toEqual({ ok: false, reason: 'too-large' });
  expect(await fhir.search('Encounter', {})).toEqual({ ok: false, reason: 'too-large' });
});

test('endless answers end: one that drips, one that never begins, pages without end', async () => {
  const { fhir } = await reader((req, res, ehr) => {
    if (req.path === '/Encounter/drip') {
      res.type('json').write('{"resourceType":"Encounter","fill":"');
      const drip = setInterval(() => res.write('x'), 20);
      res.on('close', () => clearInterval(drip));
    } else if (req.path === '/Encounter')
      setTimeout(() => res.json(page(ehr, req, `Encounter?page=${Math.random()}`)), 150);
  });
  expect(await fhir.read('Encounter/drip')).toEqual({ ok: false, reason: 'too-slow' });
  expect(await fhir.read('Encounter/silent')).toEqual({ ok: false, reason: 'too-slow' });
  expect(await fhir.search('Encounter', {}, { maxPages: 1000 })).toEqual({ ok: false, reason: 'too-slow' });
});

test('a server that is gone is a server error', async () => {
  const { fhir } = await reader((req) => void req.socket.destroy());
  expect(await fhir.read('Encounter/a')).toEqual({ ok: false, reason: 'server-error' });
});

test('close() ends what is under way', async () => {
  const { fhir, app } = await reader(() => void app.smart.close());
  expect(await fhir.read('Encounter/a')).toMatchObject({ ok: false });
});
