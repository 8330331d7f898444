import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { answer, type ProblemSender } from './send-problem.js';

const MINUTE = 60_000;

/** So many requests a minute from one address; which address that is, `trustProxy` decides. */
export function limitOf(perMinute: number, problem: ProblemSender): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Its own warnings go to the console, with addresses in them; docs/serve.md says what they would.
    validate: false,
    handler: (req, res) => problem(req, res, answer('rate-limited')),
  });
}
