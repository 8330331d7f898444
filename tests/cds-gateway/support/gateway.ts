import type { FeedbackLine, HookLine } from '../../../src/feeds/cds-hooks/lines.js';
import { journalLines } from '../../../src/store/journal/read.js';
import { isSegmentEnd } from '../../../src/store/journal/stream.js';
import { type Serving, type ServingOptions, serving } from '../../server/support/serving.js';
import { type TestClient, testClient } from './client.js';
import { type TestUpstream, testUpstream } from './upstream.js';

export interface TestGateway {
  serving: Serving;
  client: TestClient;
  upstream: TestUpstream;
  /** A call as the EHR makes it, with a fresh token. */
  call(service: string, body: unknown, init?: RequestInit): Promise<Response>;
  get(path: string): Promise<Response>;
  feedback(service: string, body: unknown): Promise<Response>;
  /** What was recorded so far; where there should be so many by now, once there are. */
  calls(atLeast?: number): Promise<HookLine[]>;
  feedbackLines(): FeedbackLine[];
  stop(): Promise<void>;
}

export interface TestGatewayOptions extends ServingOptions {
  upstreams?: (url: string) => Record<string, unknown>[];
  clients?: (client: TestClient) => Record<string, unknown>[];
  cds?: Record<string, unknown>;
  /** Those of another gateway, to go on with: whoever made them closes them. */
  with?: Pick<TestGateway, 'client' | 'upstream'>;
}

/** The app with one EHR before its gateway and one service behind it. */
export async function testGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { upstreams, clients, cds, settings, with: given, ...rest } = options;
  const client = given?.client ?? (await testClient());
  const upstream = given?.upstream ?? (await testUpstream());
  const running = await serving({
    ...rest,
    settings: {
      cds: {
        clients: clients?.(client) ?? [{ iss: client.iss, jwks: client.jwks }],
        upstreams: upstreams?.(upstream.url) ?? [
          { id: 'up', url: upstream.url, tool: 'order-entry', timeoutMs: 1000 },
        ],
        ...cds,
      },
      ...settings,
    },
  }).catch(async (error: unknown) => {
    // Else nobody closes them, and the tests never end.
    if (!given) await Promise.all([client.close(), upstream.close()]);
    throw error;
  });
  const send = async (path: string, method: string, body?: unknown, init: RequestInit = {}) => {
    const url = `${running.url}${path}`;
    const headers = {
      authorization: `Bearer ${await client.token(url)}`,
      'content-type': 'application/json',
    };
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    return fetch(url, { method, ...sent, ...init, headers: { ...headers, ...init.headers } });
  };
  return {
    serving: running,
    client,
    upstream,
    call: (service, body, init) => send(`/cds-services/${service}`, 'POST', body, init),
    get: (path) => send(path, 'GET'),
    feedback: (service, body) => send(`/cds-services/${service}/feedback`, 'POST', body),
    calls: async (atLeast) => {
      const lines = () =>
        journalLines(running.config.store, 'hook').filter((line) => !isSegmentEnd(line)) as HookLine[];
      if (atLeast !== undefined) await until(() => lines().length >= atLeast);
      else {
        // Longer than a line may wait for others; then until the disk has them.
        await pause(80);
        await until(async () =>
          (await metricsOf(running)).includes('\nmission_audit_cds_journal_queued 0\n'),
        );
      }
      return lines();
    },
    feedbackLines: () =>
      journalLines(running.config.store, 'feedback').filter((line) => !isSegmentEnd(line)) as FeedbackLine[],
    stop: async () => {
      await running.stop();
      if (given) return;
      await client.close();
      await upstream.close();
    },
  };
}

export const metricsOf = async ({ metricsUrl }: Pick<Serving, 'metricsUrl'>): Promise<string> =>
  (await fetch(metricsUrl)).text();

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits until it is so, for twenty seconds at most; what is then not so, the test will say. */
export async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end; await pause(20))
    if (await happened()) return;
}

/** The code of a problem+json. */
export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code;

/** A call of the hook `patient-view`. */
export const patientView = (unlike: Record<string, unknown> = {}) => ({
  hook: 'patient-view',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  fhirServer: 'https://ehr.example.org/fhir',
  context: { userId: 'Practitioner/3', patientId: '62', encounterId: '667' },
  ...unlike,
});

/** A card with its required fields. */
export const card = (unlike: Record<string, unknown> = {}) => ({
  uuid: crypto.randomUUID(),
  summary: 'Text that nobody may keep',
  indicator: 'warning',
  source: { label: 'Practice rules', topic: { system: 'urn:topics', code: 'sepsis' } },
  ...unlike,
});
