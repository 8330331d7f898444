import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { answer, type ProblemSender } from './send-problem.js';

const LARGEST = 16 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** Small plain forms are read, everything else is refused before it is. */
export function bodies(problem: ProblemSender): RequestHandler[] {
  const refuse = (req: Request, res: Response, code: 'too-large' | 'unsupported-media-type') => {
    // What is still on its way is not waited for.
    res.set('Connection', 'close');
    problem(req, res, answer(code));
  };
  return [
    (req: Request, res: Response, next: NextFunction) => {
      const length = Number(req.headers['content-length'] ?? 0);
      if (length > LARGEST) return refuse(req, res, 'too-large');
      const hasBody = length > 0 || req.headers['transfer-encoding'] !== undefined;
      if (hasBody && !req.is(FORM)) return refuse(req, res, 'unsupported-media-type');
      next();
    },
    express.urlencoded({ extended: false, limit: LARGEST, parameterLimit: 50, inflate: false }),
  ];
}
