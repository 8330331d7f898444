import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallEnd } from '../../feeds/cds-hooks/lines.js';
import type { Loose } from '../../feeds/cds-hooks/loose.js';
import { bodyOf, objectIn, textOf, unpacked } from './body.js';
import type { GatewayContext } from './gateway.js';
import { GatewayProblem } from './gateway-problem.js';
import { meantFor } from './meant-for.js';
import type { CdsClient } from './options.js';
import { ownUuids } from './own-uuids.js';
import { answerHeaders, callHeaders } from './pass-headers.js';
import type { Service } from './routing.js';
import { sendAnswer, sendProblem } from './send.js';
import { Abandoned, type StreamedAnswer, type UpstreamAnswer } from './upstream.js';

/** A prefetch of many years fits; what is larger is a mistake, or an attack. */
export const LARGEST_CALL = 32 * 1024 * 1024;
/** An answer that unpacks to more is passed on packed, and not looked into. */
const LARGEST_UNPACKED = 8 * 1024 * 1024;

interface Asked {
  client: CdsClient;
  service: Service;
  text: string;
  request: Loose;
}

/** POST /cds-services/:id: the EHR's call, passed on; the service's answer, passed back; the record of both, afterwards. */
export async function callRoute(
  context: GatewayContext,
  { req, res, service, url }: { req: IncomingMessage; res: ServerResponse; service: Service; url: string },
): Promise<void> {
  const began = performance.now();
  const asked = await askedIn(context, { req, service, url });
  const passed = await meantText(asked);
  const left = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) left.abort();
  });
  const path = `/cds-services/${service.id}`;
  const headers = await headersFor(context, { req, service, path });
  const called = performance.now();
  let end: CallEnd = 'answered';
  let looked: Looked = NOTHING;
  try {
    const answer = await service.upstream.call({
      method: 'POST',
      path,
      headers,
      body: Buffer.from(passed),
      signal: left.signal,
    });
    if ('pipe' in answer) {
      end = 'answered-unread';
      await streamed(res, answer);
    } else {
      looked = await lookedInto(context, answer, service);
      sendAnswer(res, looked.answer!);
    }
  } catch (error) {
    end = endOf(error, left.signal);
    if (error instanceof GatewayProblem) sendProblem(res, error);
    else if (!(error instanceof Abandoned)) throw error;
    else res.destroy();
  }
  const now = performance.now();
  const upstreamMs = looked.at === undefined ? now - called : looked.at - called;
  const about = { end, upstreamMs, ms: now - began, status: res.statusCode, at: context.now() };
  context.metrics.call({
    upstream: service.upstream.about.id,
    end,
    upstreamMs,
    ownMs: about.ms - upstreamMs,
  });
  if (end !== 'answered') context.log('cds-call-failed', { code: end });
  context.recorder.recordSoon({
    ...about,
    client: asked.client,
    upstream: service.upstream.about,
    service: service.shown,
    request: asked.request,
    answer: looked.found,
    minted: looked.minted,
  });
}

/** Who asks and what, once both are known to be good. */
async function askedIn(
  { callers }: GatewayContext,
  { req, service, url }: { req: IncomingMessage; service: Service; url: string },
): Promise<Asked> {
  const [client, body] = await Promise.all([
    callers.of(req.headers.authorization, url),
    bodyOf(req, LARGEST_CALL),
  ]);
  const whole = await unpacked(body, req.headers['content-encoding'], LARGEST_CALL);
  const text = whole && textOf(whole);
  const request = text === undefined ? undefined : objectIn(text);
  if (text === undefined || request === undefined) throw new GatewayProblem('cds-bad-request');
  return { client, service, text, request };
}

async function meantText({ service, text, request }: Asked): Promise<string> {
  const prefetch = request.prefetch === undefined ? NO_KEYS : await service.discovery.prefetchOf(service.id);
  const { fhirClientId } = service.upstream.about;
  return meantFor(text, request, { prefetch, fhirClientId });
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** The headers of our own call: what may be passed on, and our own JWT. */
export async function headersFor(
  { token }: GatewayContext,
  { req, service: { upstream }, path }: { req: IncomingMessage; service: Service; path: string },
): Promise<Record<string, string>> {
  const headers = callHeaders(req.headers);
  if (upstream.about.auth === 'none' || !token) return headers;
  return { ...headers, authorization: `Bearer ${await token.forCall(upstream.about.url + path)}` };
}

interface Looked {
  answer?: UpstreamAnswer;
  found: Loose | undefined;
  minted: ReadonlySet<string>;
  /** When the answer was there. */
  at?: number;
}

const NOTHING: Looked = { found: undefined, minted: new Set() };

/** Gives cards uuids of ours where they need them. Whatever goes wrong in here, the answer goes on as it came. */
async function lookedInto(
  { ids, log }: GatewayContext,
  answer: UpstreamAnswer,
  { id, upstream }: Service,
): Promise<Looked> {
  const at = performance.now();
  const as = (found?: Loose, minted: ReadonlySet<string> = NO_KEYS) => ({ answer, found, minted, at });
  if (answer.status !== 200) return as();
  try {
    const encoding = answer.headers['content-encoding'];
    const body = await unpacked(answer.body, encoding, LARGEST_UNPACKED);
    const text = body && textOf(body);
    const found = text === undefined ? undefined : objectIn(text);
    if (text === undefined || !found) return as();
    const own = ownUuids(text, found, { ids, upstream: upstream.about.id, service: id });
    if (own.minted.size === 0) return as(found);
    const { 'content-encoding': _, ...headers } = answer.headers;
    return { answer: { ...answer, headers, body: Buffer.from(own.text) }, found, minted: own.minted, at };
  } catch {
    log('cds-answer-not-read');
    return as();
  }
}

async function streamed(res: ServerResponse, answer: StreamedAnswer): Promise<void> {
  const { 'content-length': length, ...headers } = answer.headers;
  res.writeHead(answer.status, {
    ...answerHeaders(headers),
    ...(typeof length === 'string' ? { 'content-length': length } : {}),
  });
  await answer.pipe(res);
  res.end();
}

function endOf(error: unknown, left: AbortSignal): CallEnd {
  if (error instanceof Abandoned || left.aborted) return 'abandoned';
  const code = error instanceof GatewayProblem ? error.code : '';
  switch (code) {
    case 'cds-upstream-timeout':
      return 'timed-out';
    case 'cds-upstream-unreachable':
      return 'unreachable';
    case 'cds-circuit-open':
      return 'circuit-open';
    default:
      return 'broken-off';
  }
}
