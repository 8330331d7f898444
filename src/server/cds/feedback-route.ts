import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFacts } from '../../feeds/cds-hooks/feedback.js';
import { bodyOf, requestIn } from './body.js';
import { headersFor } from './call-route.js';
import type { GatewayContext } from './gateway.js';
import { GatewayProblem } from './gateway-problem.js';
import type { Service } from './routing.js';
import { sendAnswer, sendProblem } from './send.js';
import { serviceFeedback } from './service-feedback.js';
import type { UpstreamAnswer } from './upstream.js';

const LARGEST = 4 * 1024 * 1024;
/** A disk that takes longer is told to the EHR, which may send the same again. */
const PATIENCE_MS = 10_000;

/** The service takes no feedback: the specification leaves it free, and the EHR has done its part. */
const TAKES_NONE = new Set([404, 405, 501]);

/** POST /cds-services/:id/feedback: on disk here, passed on, and only then acknowledged. */
export async function feedbackRoute(
  context: GatewayContext,
  { req, res, service, url }: { req: IncomingMessage; res: ServerResponse; service: Service; url: string },
): Promise<void> {
  const client = await context.callers.of(req.headers.authorization, url);
  const sent = await bodyOf(req, LARGEST);
  const { text, object: body } = await requestIn(req, sent, LARGEST);
  const answers = answerFacts(body);
  const { id: upstream } = service.upstream.about;
  const line = {
    at: new Date(context.now()).toISOString(),
    server: client.server,
    client: client.iss,
    upstream,
    service: service.shown,
    answers,
  };
  const [kept, passed] = await Promise.allSettled([
    answers.length > 0 ? inTime(context.recorder.keep(line)) : undefined,
    passedOn(context, { req, service, text, body }),
  ]);
  if (kept.status === 'rejected') {
    context.log('cds-feedback-not-kept', { code: (kept.reason as { code?: string }).code ?? 'too-slow' });
    throw new GatewayProblem('cds-feedback-not-kept');
  }
  context.metrics.feedback(upstream, answers.length);
  if (passed.status === 'rejected') {
    if (!(passed.reason instanceof GatewayProblem)) throw passed.reason;
    context.log('cds-feedback-not-passed-on', { code: passed.reason.code });
    sendProblem(res, passed.reason);
    return;
  }
  const answer = passed.value;
  if (!answer || TAKES_NONE.has(answer.status)) {
    res.writeHead(200, { 'Content-Length': '0' });
    res.end();
    return;
  }
  sendAnswer(res, answer);
}

/** Undefined where nothing of it is for the service. */
async function passedOn(
  context: GatewayContext,
  {
    req,
    service,
    text,
    body,
  }: { req: IncomingMessage; service: Service; text: string; body: Record<string, unknown> },
): Promise<UpstreamAnswer | undefined> {
  const { ids } = context;
  const theirs = serviceFeedback(text, body, {
    ids,
    upstream: service.upstream.about.id,
    service: service.id,
  });
  if (theirs === undefined) return undefined;
  const path = `/cds-services/${service.id}/feedback`;
  const headers = await headersFor(context, { req, service, path });
  const answer = await service.upstream.call({ method: 'POST', path, headers, body: Buffer.from(theirs) });
  // Nobody reads megabytes of thanks.
  if ('pipe' in answer) throw new GatewayProblem('cds-upstream-broke-off');
  return answer;
}

async function inTime(keeping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), PATIENCE_MS);
  });
  await Promise.race([keeping, late]).finally(() => clearTimeout(timer));
}
