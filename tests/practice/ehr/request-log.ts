import type { RequestHandler } from 'express';
import type { LoggedRequest } from './options.js';

/** Notes every request as it arrives; its status follows with the answer. */
export function logInto(requests: LoggedRequest[]): RequestHandler {
  return (request, response, next) => {
    const { pathname, search } = new URL(request.originalUrl, 'http://any.example');
    const bearer = /^bearer /i.test(request.get('authorization') ?? '');
    const entry: LoggedRequest = { method: request.method, path: pathname, query: search, status: 0, bearer };
    requests.push(entry);
    const writeHead = response.writeHead;
    // By the time that 'finish' fires, whoever asked may have read the answer and counted already.
    response.writeHead = function noting(this: typeof response, ...args: unknown[]) {
      entry.status = typeof args[0] === 'number' ? args[0] : response.statusCode;
      return Reflect.apply(writeHead, this, args);
    } as typeof writeHead;
    next();
  };
}
