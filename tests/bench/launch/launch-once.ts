import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Busy, Chart, SteadyEhr } from './steady-ehr.js';

export interface Launched {
  /** Milliseconds of our own: from the first byte asked of us to the last of the page, without the EHR's answers. */
  ownMs: number;
  /** Answers of the EHR that had to be waited for one after another. */
  roundTrips: number;
  /** Bytes of the page and its style sheet as they travel. */
  bytes: number;
}

/** One launch as a browser does it: /launch, its redirect to itself, the EHR's login, /callback, the page. */
export async function launchOnce(
  app: string,
  { ehr, name, chart }: { ehr: SteadyEhr; name: string; chart: Chart },
): Promise<Launched> {
  ehr.charts.set(name, chart);
  const cookies = new Map<string, string>();
  let ours = 0;
  const waits: Busy[] = [];
  const ask = async (url: string) => {
    const from = performance.now();
    const { status, headers, body, bytes } = await get(url, {
      accept: 'text/html',
      cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '),
    });
    const to = performance.now();
    const busy = (ehr.busy.get(name) ?? []).filter((one) => one.from >= from && one.to <= to);
    ours += to - from - together(busy);
    waits.push(...busy);
    for (const cookie of headers['set-cookie'] ?? []) {
      const [pair] = cookie.split(';');
      const at = pair!.indexOf('=');
      cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
    }
    return { status, location: headers.location ?? null, body, bytes };
  };
  const follow = (from: string, to: string | null) => new URL(to ?? '', from).href;
  let url = `${app}/launch?iss=${encodeURIComponent(ehr.iss)}&launch=${name}`;
  let step = await ask(url);
  while (step.location && !follow(url, step.location).startsWith(`${ehr.origin}/authorize`)) {
    url = follow(url, step.location);
    step = await ask(url);
  }
  if (!step.location) throw new Error(`the launch ended early with ${step.status}`);
  const asked = new URL(step.location).searchParams;
  // The person signs in at the EHR: no time of ours.
  await ehr.signIn(name, asked.get('nonce') ?? '');
  url = `${asked.get('redirect_uri')}?code=${name}&state=${asked.get('state')}`;
  step = await ask(url);
  while (step.location) {
    url = follow(url, step.location);
    step = await ask(url);
  }
  if (step.status !== 200 || (!step.body.includes('logged actions') && !step.body.includes('Logged actions')))
    throw new Error(`no chart page: ${step.status}`);
  ehr.busy.delete(name);
  return {
    ownMs: ours,
    roundTrips: rounds(waits),
    bytes: step.bytes,
  };
}

const agent = new Agent({ keepAlive: true });

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: number;
}

/** Plainer than fetch, which costs this process as much as the launch costs the app. */
function get(url: string, headers: Record<string, string>): Promise<Got> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: whole.toString(),
          bytes: whole.length,
        });
      });
    })
      .once('error', reject)
      .end();
  });
}

/** How long at least one of them was going on. */
function together(busy: Busy[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...busy].sort((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}

/** Requests that overlap are one round trip. */
function rounds(busy: Busy[]): number {
  let count = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...busy].sort((a, b) => a.from - b.from)) {
    if (from > until) count += 1;
    until = Math.max(until, to);
  }
  return count;
}
