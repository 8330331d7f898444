import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { FaultHook } from './options.js';

/** Lets a test make the EHR fail; without a fault, or after a mere delay, the true answer follows. */
export function faulty(hook: FaultHook | undefined): RequestHandler {
  return async (request, response, next) => {
    const [path] = request.originalUrl.split('?');
    const fault = hook?.({ method: request.method, path: path!, url: request.originalUrl });
    if (fault?.delayMs) await pause(fault.delayMs, undefined, { ref: false });
    if (fault?.status === undefined && fault?.body === undefined) return next();
    const { status = 200, contentType = 'application/fhir+json', body = outcome(status) } = fault;
    response.status(status).type(contentType).send(body);
  };
}

function outcome(status: number): string {
  const issue = [{ severity: 'error', code: 'exception', diagnostics: `a made fault, ${status}` }];
  return JSON.stringify({ resourceType: 'OperationOutcome', issue });
}
