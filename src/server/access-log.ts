import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { methodLabel, routeLabel } from './route-label.js';

/** One line a request: method, template, status, time and our own id. No address, query, cookie, name or browser. */
export function accessLog(logger: Logger): RequestHandler {
  const line = (req: IncomingMessage, res: ServerResponse, { responseTime }: { responseTime?: number }) => ({
    method: methodLabel(req),
    route: routeLabel(req as Request),
    status: res.statusCode,
    // Closed before it was answered: the person went on, or the network did.
    ...(res.writableFinished ? {} : { aborted: true }),
    ms: responseTime,
  });
  return pinoHttp<IncomingMessage, ServerResponse>({
    logger,
    genReqId: (req) => req.id,
    quietReqLogger: true,
    // pino-http would add the whole request, address and query and all.
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined },
    customAttributeKeys: { reqId: 'requestId' },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: line,
    customErrorObject: (req, res, _error, value) => line(req, res, value),
  }) as unknown as RequestHandler;
}
