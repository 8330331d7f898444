import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CountedSessions } from '../../src/server/counted-sessions.js';
import { askRaw } from '../server/support/raw.js';
import { ask } from '../server/support/serving.js';
import { Browser } from '../smart-launch/practice/browser.js';
import { ordinaryChart } from './support/charts.js';
import { HostileSite, HTML } from './support/hostile-site.js';

let site: HostileSite;

beforeAll(async () => {
  site = await HostileSite.start({ patienceMs: 60_000 });
});

afterAll(() => HostileSite.stopAll());

const LINES = 100;
const waiting: (() => void)[] = [];
let busy = 0;

/**
 * All launches are under way at once, each waiting its turn for one of the machine's lines. Requests to the EHR take a connection of
 * their own: a busy test would trip over those kept too long.
 */
class Visitor extends Browser {
  override async request(url: string, init?: RequestInit): Promise<Response> {
    if (busy >= LINES) await new Promise<void>((go) => waiting.push(go));
    busy += 1;
    try {
      const { origin, pathname, search } = new URL(url);
      if (origin !== site.ehr.origin) return await super.request(url, init);
      const { status, headers } = await askRaw(origin, pathname + search);
      return new Response(null, { status, headers: { location: String(headers.location) } });
    } finally {
      busy -= 1;
      waiting.shift()?.();
    }
  }
}

/** Bytes in use once everything that can go is gone. */
function used(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('1,000 concurrent launches: each page is its own patient’s, and what is kept of each is small', async () => {
  const patients = new Map<string, string>();
  site.ehr.authorize = (query, back) => {
    patients.set(back.searchParams.get('code')!, `pat-${query.launch}`);
    return back;
  };
  site.ehr.tokenAnswer = (normal, _grant, { code }) => ({
    ...normal,
    patient: patients.get(code!),
    encounter: undefined,
  });
  site.ehr.token = (_req, res) => !res.set('Connection', 'close');
  site.fhir = (req, res) => {
    res.set('Connection', 'close');
    const [, type, id] = req.path.split('/');
    if (type === 'Patient')
      res.json({ ...ordinaryChart().Patient[0], id, name: [{ text: `Name of ${id}!` }] });
    else
      res.json({ resourceType: 'Bundle', link: [{ relation: 'self', url: `${site.ehr.base}${req.url}` }] });
    return true;
  };
  const before = used();
  const pages = await Promise.all(
    Array.from({ length: 1000 }, async (_, n) => {
      const browser = new Visitor();
      const { url } = await browser.open(site.launchUrl(String(n)), ({ pathname }) =>
        pathname.startsWith('/chart/'),
      );
      const html = await (await browser.request(url, { headers: HTML })).text();
      const [own, ...others] = html.match(/Name of pat-\d+!/g) ?? [];
      return { url, right: own === `Name of pat-${n}!` && others.length === 0 };
    }),
  );
  expect(pages.filter(({ right }) => !right)).toEqual([]);
  expect(new Set(pages.map(({ url }) => url)).size).toBe(1000);
  expect((await ask(site.app.metricsUrl)).text).toMatch(/^mission_audit_sessions 1000$/m);
  // The EHR, the browsers and the pages of this test are in it too.
  site.ehr.seen.length = 0;
  expect(used() - before).toBeLessThan(100_000_000);
});

test('launches that nobody finishes push out no page that is open, and are bounded', async () => {
  const now = () => 0;
  const store = new CountedSessions({ most: 100, idleMs: 1000, now });
  const session = { session: {}, seenAt: 0, expiresAt: 10 } as never;
  await store.put('open', session);
  const pending = { iss: '', codeVerifier: '', nonce: '', standalone: false, expiresAt: 10 };
  for (let n = 0; n < 10_000; n += 1) await store.putPending(String(n), pending);
  expect(await store.get('open')).toBeDefined();
  expect([await store.takePending('9899'), await store.takePending('9900')]).toEqual([undefined, pending]);
  for (let n = 0; n < 10_000; n += 1) await store.put(String(n), session);
  expect([store.count(), await store.get('open')]).toEqual([100, undefined]);
});
