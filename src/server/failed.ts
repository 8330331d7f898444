import type { ErrorRequestHandler } from 'express';
import type { AnswerCode } from './answers.js';
import { type EventLog, placeOf } from './log.js';
import { answer, type ProblemSender } from './send-problem.js';

const BY_STATUS: Record<number, AnswerCode> = {
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
};

/** The last resort: an error that no route has put in words. Its own words go nowhere, for they may quote data. */
export function failed(problem: ProblemSender, log: EventLog): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const code = codeOf(error);
    if (code === 'internal') log('request-failed', { code, at: placeOf(error) });
    if (res.headersSent) {
      // Half an answer must not look like a whole one.
      res.destroy();
      return;
    }
    problem(req, res, answer(code));
  };
}

/** Errors of Express and its body parser carry a status; what is below 500 is the client's. */
function codeOf(error: unknown): AnswerCode {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) return 'internal';
  return BY_STATUS[status] ?? 'bad-request';
}
