import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Always our own: one from outside could hold anything, and would stand in the log. */
export function requestId(req: Request, res: Response, next: NextFunction): void {
  const id = randomUUID();
  req.id = id;
  res.set('X-Request-Id', id);
  next();
}
