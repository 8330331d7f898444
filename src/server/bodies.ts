import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { AnswerCode } from './answers.js';
import { answer, type ProblemSender } from './send-problem.js';

const LARGEST = 16 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** Small plain forms are read, everything else is refused before it is. */
export function bodies(problem: ProblemSender): RequestHandler[] {
  return [
    (req: Request, res: Response, next: NextFunction) => {
      const refusal = refusalOf(req);
      if (refusal) problem(req, res, answer(refusal));
      else next();
    },
    express.urlencoded({ extended: false, limit: LARGEST, parameterLimit: 50, inflate: false }),
  ];
}

function refusalOf(req: Request): AnswerCode | undefined {
  // Of no length known it may have no end, and it would be read to that before it is refused. Browsers say it of forms.
  if (req.headers['transfer-encoding'] !== undefined) return 'length-required';
  const length = Number(req.headers['content-length'] ?? 0);
  if (length > LARGEST) return 'too-large';
  return length > 0 && !req.is(FORM) ? 'unsupported-media-type' : undefined;
}
