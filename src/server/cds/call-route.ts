import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallEnd } from '../../feeds/cds-hooks/lines.js';
import { askedIn } from './asked.js';
import type { GatewayContext } from './gateway.js';
import { GatewayProblem } from './gateway-problem.js';
import { type Looked, lookedInto } from './looked-into.js';
import { answerHeaders, callHeaders } from './pass-headers.js';
import type { Service } from './routing.js';
import { cutOff, sendAnswer, sendProblem } from './send.js';
import { Abandoned, type Leaving, type StreamedAnswer } from './upstream.js';

/** POST /cds-services/:id: the EHR's call, passed on; the service's answer, passed back; the record of both, afterwards. */
export async function callRoute(
  context: GatewayContext,
  { req, res, service, url }: { req: IncomingMessage; res: ServerResponse; service: Service; url: string },
): Promise<void> {
  const began = performance.now();
  const leaving = leavingOf(res);
  const { client, body, facts } = await askedIn(context, { req, service, url });
  const path = `/cds-services/${service.id}`;
  const headers = await headersFor(context, { req, service, path });
  const called = performance.now();
  let answered = called;
  let end: CallEnd = 'answered';
  let looked: Looked | undefined;
  try {
    // Nobody to check anything for.
    if (leaving.gone) throw new Abandoned();
    const answer = await service.upstream.call({ method: 'POST', path, headers, body, leaving });
    answered = performance.now();
    if ('pipe' in answer) {
      end = 'answered-unread';
      await streamed(res, answer);
    } else {
      looked = await lookedInto(context, answer, service);
      if (looked.unread) end = 'answered-unread';
      sendAnswer(res, looked.answer);
    }
  } catch (error) {
    answered = performance.now();
    end = endOf(error, leaving);
    if (error instanceof GatewayProblem) sendProblem(res, error);
    else if (!(error instanceof Abandoned)) throw error;
    else cutOff(res);
  }
  const upstream = service.upstream.about;
  const ms = performance.now() - began;
  const upstreamMs = answered - called;
  context.metrics.call({ upstream: upstream.id, end, upstreamMs, ownMs: ms - upstreamMs });
  if (end !== 'answered') context.log('cds-call-failed', { code: end });
  context.recorder.recordSoon({
    client,
    upstream,
    service: service.shown,
    facts,
    answer: looked?.found,
    minted: looked?.minted,
    end,
    status: res.statusCode,
    ms,
    upstreamMs,
    at: context.now(),
  });
}

/** Whether the EHR has gone away before it was answered. */
function leavingOf(res: ServerResponse): Leaving {
  const leaving: Leaving = { gone: res.closed };
  res.once('close', () => {
    if (res.writableFinished) return;
    leaving.gone = true;
    leaving.onGone?.();
  });
  return leaving;
}

/** The headers of our own call: what may be passed on, and our own JWT. */
export async function headersFor(
  { token }: GatewayContext,
  { req, service: { upstream }, path }: { req: IncomingMessage; service: Service; path: string },
): Promise<Record<string, string>> {
  const headers = callHeaders(req.headers);
  if (upstream.about.auth !== 'none' && token)
    headers.authorization = `Bearer ${await token.forCall(upstream.about.url + path)}`;
  return headers;
}

async function streamed(res: ServerResponse, answer: StreamedAnswer): Promise<void> {
  res.writeHead(answer.status, answerHeaders(answer.headers));
  await answer.pipe(res);
  res.end();
}

function endOf(error: unknown, { gone }: Leaving): CallEnd {
  if (error instanceof Abandoned || gone) return 'abandoned';
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
