import type { Request } from 'express';
import type { LaunchSession } from '../../../smart-launch/index.js';
import { isFormToken } from '../form-token.js';
import { ChartProblem } from './chart-problem.js';

/** The fields of a form that one of this launch's own pages sent. Throws ChartProblem, with what to do next. */
export function formOf(req: Request, session: LaunchSession, next: string): Record<string, unknown> {
  const body = (req.body ?? {}) as Record<string, unknown>;
  if (!isFormToken(session.id, body.token))
    throw new ChartProblem('form-expired', 403, 'Not stored: the page was too old', next);
  return body;
}
