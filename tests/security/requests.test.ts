import { askRaw, Wire } from '../server/support/raw.js';
import { ask } from '../server/support/serving.js';
import { Browser } from '../smart-launch/practice/browser.js';
import { ordinaryChart } from './support/charts.js';
import { HostileSite, HTML, type Open } from './support/hostile-site.js';

let site: HostileSite;
let open: Open;

beforeAll(async () => {
  site = await HostileSite.start();
  open = await site.open();
});

afterAll(() => HostileSite.stopAll());

const FORM = 'application/x-www-form-urlencoded';

describe('header injection', () => {
  test('a line break in a parameter reaches no header', async () => {
    const evil = '%0d%0aX-Evil:%201%0d%0aSet-Cookie:%20evil=1';
    const iss = encodeURIComponent(site.ehr.base);
    const paths = [
      `/launch?iss=${iss}${evil}&launch=x`,
      `/launch?iss=${iss}&launch=x${evil}`,
      `/launch?iss=${iss}&launch=x&check=${evil}`,
      `/launch?iss=${iss}&launch=x&tab=${evil}`,
      `/launch?iss=${iss}&launch=x&${evil}=1`,
      `/standalone?iss=${evil}`,
      ...['state', 'code', 'error', 'error_description', 'iss'].map((name) => `/callback?${name}=${evil}`),
      `/chart/${open.id}${evil}`,
      `/chart/${open.id}?encounter=${evil}`,
      `/chart/${evil}`,
      `/${evil}`,
    ];
    for (const path of paths) {
      const { status, headers } = await askRaw(site.app.origin, path, { cookie: cookieOf(open) });
      expect([path, headers['x-evil'], String(headers['set-cookie']).includes('evil')]).toEqual([
        path,
        undefined,
        false,
      ]);
      expect([path, status < 500]).toEqual([path, true]);
    }
  });

  test('a form’s words reach no header', async () => {
    const { status, headers } = await site.post(
      open,
      `/chart/${open.id}/concerns?encounter=Encounter%2Fenc-1`,
      {
        token: open.token,
        tool: 'a\r\nX-Evil: 1',
        words: '\r\n\r\nX-Evil: 1',
      },
    );
    expect([status, headers.get('x-evil')]).toEqual([303, null]);
    expect(headers.get('location')).toMatch(
      /^\/chart\/[\w-]{22}\?encounter=Encounter%2Fenc-1&stored=1#concern$/,
    );
  });

  test('an EHR’s endpoint with line breaks does not split the redirect to it', async () => {
    const evil = await HostileSite.start();
    evil.ehr.configuration = (normal) => ({
      ...normal,
      authorization_endpoint: `${evil.ehr.origin}/authorize\r\nX-Evil: 1?a=\r\n\r\n<b>`,
    });
    const { hops, headers } = await new Browser().open(evil.launchUrl(), ({ pathname }) =>
      pathname.includes('/authorize'),
    );
    expect(hops).toHaveLength(2);
    expect(headers.get('x-evil')).toBeNull();
    expect(headers.get('location')).not.toMatch(/[\r\n<>]/);
  });

  test('an endpoint that is none is not redirected to', async () => {
    const evil = await HostileSite.start();
    for (const endpoint of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://evil.example/authorize',
      'https://a:b@evil.example/',
      '//',
      7,
    ]) {
      evil.ehr.configuration = (normal) => ({ ...normal, authorization_endpoint: endpoint });
      const page = await new Browser().open(evil.launchUrl());
      expect([endpoint, page.status, JSON.parse(page.text).code]).toEqual([endpoint, 502, 'bad-discovery']);
    }
  });
});

const cookieOf = ({ browser }: Open) =>
  [...browser.cookies(site.app.url)].map(([name, value]) => `${name}=${value}`).join('; ');

test('path traversal: no path reaches the disk', async () => {
  const up = ['../', '..%2f', '%2e%2e/', '..%5c', '....//', '%252e%252e%252f', '..;/'];
  const paths = up.flatMap((step) => [
    `/${step.repeat(8)}etc/passwd`,
    `/assets/${step.repeat(8)}etc/passwd`,
    `/chart/${step.repeat(2)}store/journal/raiser.key`,
    `/chart/${open.id}/${step.repeat(3)}mission-audit.yaml`,
    `/.well-known/${step}mission-audit.yaml`,
  ]);
  for (const path of [
    ...paths,
    '/assets/style.css%00.yaml',
    '/mission-audit.yaml',
    '/store/',
    '/.git/config',
    '/%ff',
  ]) {
    const { status, text } = await askRaw(site.app.origin, path, { cookie: cookieOf(open) });
    expect([path, [400, 401, 404].includes(status), /root:|publicUrl/.test(text)]).toEqual([
      path,
      true,
      false,
    ]);
  }
});

test('path traversal: an encounter is an id and never a path of the EHR', async () => {
  for (const encounter of [
    'Encounter/../Patient/pat-2',
    'Encounter/..',
    'Encounter/%2e%2e',
    '../Patient/pat-2',
    'https://evil.example/Encounter/1',
    'Patient/pat-2',
    'Encounter/enc-1/../../Patient',
    '//evil.example',
    'Encounter/enc-1?_include=*',
  ]) {
    site.ehr.seen.length = 0;
    const { status } = await open.browser.request(
      `${site.app.url}/chart/${open.id}?${new URLSearchParams({ encounter })}`,
    );
    expect([encounter, status]).toEqual([encounter, 404]);
    const paths = site.ehr.seen.map(({ url }) => url.split('?')[0]);
    expect(new Set(paths)).toEqual(new Set(['/fhir/Patient/pat-1', '/fhir/Encounter']));
  }
});

describe('oversized bodies', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': FORM }) =>
    open.browser.request(`${site.app.url}/chart/${open.id}/concerns`, { method: 'POST', headers, body });

  test('are refused, and nothing of them is stored', async () => {
    const before = site.app.log.filter((line) => line.includes('concern-stored')).length;
    const fields = `token=${open.token}&tool=cpoe&words=`;
    expect((await post(`${fields}${'x'.repeat(20_000)}`)).status).toBe(413);
    expect((await post(`${fields}${'x'.repeat(501)}`)).status).toBe(400);
    expect((await post(`${fields}a${'&a=b'.repeat(100)}`)).status).toBe(413);
    expect((await post(`token=${open.token}&tool=${'x'.repeat(201)}`)).status).toBe(400);
    expect(site.app.log.filter((line) => line.includes('concern-stored'))).toHaveLength(before);
  });

  test('of any other kind are not read: JSON, multipart, text', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'text/xml'])
      expect((await post('{"__proto__":{"polluted":true}}', { 'content-type': type })).status).toBe(415);
  });

  test('one that says less than it sends, and one that says two lengths', async () => {
    for (const lengths of [
      'Content-Length: 5',
      'Content-Length: 5\r\nContent-Length: 9000',
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
    ]) {
      const wire = new Wire(site.app.origin);
      wire.say(
        `POST /chart/${open.id}/concerns HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\n${lengths}\r\n\r\na=b&cGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      await wire.closed;
      expect(wire.received).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(wire.received).not.toContain('HTTP/1.1 200');
    }
  });
});

test('prototype pollution: by query, form, FHIR, token answer and style', async () => {
  const evil = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  const text = (value: unknown) => JSON.stringify(value).replace(/}$/, ',"__proto__":{"polluted":1}}');
  site.ehr.tokenAnswer = (normal) => ({
    ...normal,
    ...evil,
    fhirContext: [evil],
    smart_style_url: `${site.ehr.base}/style`,
  });
  site.fhir = (req, res) => {
    const [, type] = req.path.split('/');
    const resource = ordinaryChart()[type as 'Patient']?.[0] ?? {};
    const searched = {
      resourceType: 'Bundle',
      link: [{ relation: 'self', url: req.url }],
      entry: [{ resource }, evil],
    };
    return Boolean(res.type('json').send(text(req.path.split('/').length > 2 ? resource : searched)));
  };
  const polluted = await site.open();
  expect(polluted.page.status).toBe(303);
  const path = `/chart/${polluted.id}`;
  await polluted.browser.request(
    `${site.app.url}${path}?__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__=1`,
  );
  await site.post(polluted, `${path}/concerns?__proto__.polluted=1`, {
    '__proto__[polluted]': '1',
    'constructor[prototype][polluted]': '1',
    __proto__: 'x',
    token: polluted.token,
    tool: '__proto__',
  });
  await ask(site.app.url, { headers: { cookie: '__proto__=1; __Host-ma-__proto__=1' } });
  site.ehr.tokenAnswer = (normal) => normal;
  site.fhir = () => false;
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect((await open.browser.request(open.page.url)).status).toBe(200);
});

describe('method tricks', () => {
  const paths = () => [
    `/chart/${open.id}`,
    `/chart/${open.id}/concerns`,
    `/overview/${open.id}`,
    `/logout/${open.id}`,
    '/launch',
    '/callback',
  ];

  test('a method that a page does not have does nothing', async () => {
    for (const path of paths())
      for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACK']) {
        const { status, headers } = await ask(site.app.url + path, {
          method,
          headers: { cookie: cookieOf(open) },
        }).catch(() => ({ status: 405, headers: new Headers() }));
        expect([method, path, status]).toEqual([method, path, 405]);
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
  });

  test('a method named in a header or a field is not believed', async () => {
    const headers = { cookie: cookieOf(open), 'x-http-method-override': 'POST', 'x-method-override': 'POST' };
    expect((await ask(`${site.app.url}/logout/${open.id}?_method=POST`, { headers })).status).toBe(405);
    expect((await open.browser.request(open.page.url)).status).toBe(200);
  });

  test('HEAD and OPTIONS say nothing of the page', async () => {
    const head = await ask(open.page.url, { method: 'HEAD', headers: { cookie: cookieOf(open) } });
    const options = await ask(open.page.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', cookie: cookieOf(open) },
    });
    expect([head.text, options.text.includes('plain')]).toEqual(['', false]);
    for (const { headers } of [head, options])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('TRACE gives no cookie back', async () => {
    const wire = new Wire(site.app.origin);
    wire.say(`TRACE / HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\nConnection: close\r\n\r\n`);
    await wire.closed;
    expect(wire.received).toMatch(/^HTTP\/1\.1 40[45] /);
    expect(wire.received).not.toContain('secret=1');
  });

  test('an address with a host in it, and another Host, change nothing', async () => {
    const wire = new Wire(site.app.origin);
    wire.say(
      `GET http://evil.example/launch?iss=${encodeURIComponent(site.ehr.base)}&launch=x HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    await wire.closed;
    expect(wire.received).not.toContain('evil.example');
    expect(wire.received).toContain(`ocation: ${site.app.url}/launch?`);
  });
});

describe('reflected XSS', () => {
  const evil = '"><script>globalThis.taken=1</script><img src=x onerror=alert(1)>';
  const q = encodeURIComponent(evil);
  test.each([
    ['iss', () => `/launch?iss=${q}&launch=x`],
    ['a host in iss', () => '/launch?iss=https://%3Cscript%3E.example&launch=x'],
    [
      'launch',
      () => `/launch?iss=${encodeURIComponent(site.ehr.base)}&launch=${q}&check=AAAAAAAAAAAAAAAAAAAAAA`,
    ],
    ['error', () => `/callback?error=${q}`],
    ['error_description', () => `/callback?error=access_denied&error_description=${q}`],
    ['state', () => `/callback?state=${q}`],
    ['encounter', () => `/chart/${open.id}?encounter=${q}`],
    ['session', () => `/chart/${q}`],
    ['a path', () => `/${q}`],
    ['an unknown parameter', () => `/chart/${open.id}?${q}=${q}`],
  ])('through %s', async (_what, path) => {
    const response = await open.browser.request(site.app.url + path(), { headers: HTML });
    const text = await response.text();
    const ownScript = /<script src="\/beacon\.js" data-launch="[\w-]{43}" defer><\/script>/;
    expect(text.replace(ownScript, '')).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    // The chart's page runs our one script; no page runs any other.
    const sources = ownScript.test(text) ? "'self'" : "'none'";
    expect(response.headers.get('content-security-policy')).toContain(`script-src ${sources}`);
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('through the error of an EHR that was asked', async () => {
    const browser = new Browser();
    const callback = await site.untilCallback(browser);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', evil);
    callback.searchParams.set('error_description', evil);
    const response = await browser.request(callback.href, { headers: HTML });
    const text = await response.text();
    expect([response.status, text.includes('&lt;script&gt;'), /<script|<img/.test(text)]).toEqual([
      403,
      true,
      false,
    ]);
  });
});
