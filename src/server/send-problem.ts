import { STATUS_CODES } from 'node:http';
import type { Request, Response } from 'express';
import { type Problem, problemPage } from '../pages/problem.js';
import { ANSWERS, type AnswerCode } from './answers.js';

export interface Ending {
  code: string;
  status: number;
  title: string;
  detail: string;
  actions?: Problem['actions'];
}

export type ProblemSender = (req: Request, res: Response, ending: Ending) => void;

/** One ending, in the form that was asked for: a page for a person, RFC 9457 for a program. */
export function problemSender({ stylePath }: { stylePath: string }): ProblemSender {
  return (req, res, { code, status, title, detail, actions = [] }) => {
    res.status(status).vary('Accept');
    // The rest of a body that is refused is not waited for.
    if (status === 411 || status === 413 || status === 415) res.set('Connection', 'close');
    // A browser names text/html; whoever accepts anything is a program.
    if (req.accepts(['json', 'html']) === 'html') {
      res.type('html').send(problemPage({ title, detail, code, actions }, { stylePath }));
      return;
    }
    const problem = {
      // Without a "type" the title is the status's own phrase (RFC 9457, 4.2.1); what happened is in detail and code.
      title: STATUS_CODES[status] ?? 'Problem',
      status,
      detail: `${title}. ${detail}`,
      code,
      requestId: res.getHeader('X-Request-Id'),
    };
    res.type('application/problem+json').send(JSON.stringify(problem));
  };
}

export const answer = (code: AnswerCode): Ending => ({ code, ...ANSWERS[code] });
