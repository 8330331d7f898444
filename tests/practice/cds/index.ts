import express, { type Request, type Response } from 'express';
import { Book, lowerCase, textOf } from './book.js';
import { type Listening, listen } from './listen.js';
import { feedbackAnswer, hookAnswer, type Plain, plain, refusal } from './plain-answer.js';
import { SERVICES } from './services/index.js';
import { type TokenCheck, type TokenRules, tokenCheck } from './token-check.js';
import { type UuidPolicy, uuids } from './uuids.js';

export type { Answered, Call } from './book.js';
export type { TokenRules } from './token-check.js';
export type * from './wire.js';

export interface PracticeCdsOptions {
  uuids?: UuidPolicy;
  /** Callers must bring a token; without, anybody may call. */
  jwt?: TokenRules;
  port?: number;
}

export interface PracticeCds extends Listening, Pick<Book, 'calls' | 'answers' | 'feedback' | 'discoveries'> {
  answersTo: Book['answersTo'];
  /** From now on only these tokens are taken, or anybody may call: who calls may have to know the service first. */
  trust(rules: TokenRules | undefined): void;
}

/** A CDS Hooks 2.0 service as a vendor runs it, and the book of all that it was asked and answered. */
export async function startPracticeCds(options: PracticeCdsOptions = {}): Promise<PracticeCds> {
  const { uuids: policy = 'fresh', jwt, port } = options;
  const book = new Book();
  const app = express();
  const own = await listen(app, port);
  let check: TokenCheck | undefined;
  const trust = (rules: TokenRules | undefined) => {
    check = rules && tokenCheck({ audBase: own.base, ...rules });
  };
  trust(jwt);
  const make = uuids(policy);

  /** The answer, unless the caller is to be refused. */
  const ifTrusted = async (request: Request, answer: () => Plain): Promise<Plain> => {
    try {
      await check?.(request.get('authorization'), request.originalUrl);
    } catch (error) {
      return refusal(401, (error as Error).message);
    }
    return answer();
  };
  const send = (response: Response, { status, headers, body }: Plain) =>
    void response.writeHead(status, headers).end(body);

  app.disable('x-powered-by');
  app.use(express.raw({ type: () => true, limit: '50mb' }));
  app.get('/cds-services', async (request, response) => {
    book.discoveries.push({ at: Date.now(), headers: lowerCase(request.headers) });
    const services = [...SERVICES.values()].flatMap(({ entries }) => entries);
    send(response, await ifTrusted(request, () => plain(200, { services })));
  });
  app.post('/cds-services/:id', async (request, response) => {
    const service = request.params.id;
    const body = bodyOf(request);
    const call = book.calls.push({ at: Date.now(), service, headers: lowerCase(request.headers), body }) - 1;
    const answer = await ifTrusted(request, () => hookAnswer({ service, body, uuids: make }));
    // Noted before it is sent: who has the answer may look here at once.
    book.answers.push({ call, service, ...answer });
    send(response, answer);
  });
  app.post('/cds-services/:id/feedback', async (request, response) => {
    const service = request.params.id;
    const body = bodyOf(request);
    const answer = await ifTrusted(request, () => feedbackAnswer(service, body));
    if (answer.status === 200) book.feedback.push({ service, headers: lowerCase(request.headers), body });
    send(response, answer);
  });
  const { calls, answers, feedback, discoveries } = book;
  return {
    ...own,
    calls,
    answers,
    feedback,
    discoveries,
    trust,
    answersTo: (instance) => book.answersTo(instance),
  };
}

function bodyOf({ body }: Request): string {
  return textOf(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
}
