import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayContext } from './gateway.js';
import { GatewayProblem } from './gateway-problem.js';

/** GET /cds-services: what all upstreams offer, each id with its upstream's before it. */
export async function discoveryRoute(
  { callers, behind }: GatewayContext,
  { req, res, url }: { req: IncomingMessage; res: ServerResponse; url: string },
): Promise<void> {
  await callers.of(req.headers.authorization, url);
  const lists = await Promise.all([...behind.values()].map(({ discovery }) => discovery.listed()));
  // An empty list would say that there is nothing to check.
  if (lists.every((list) => list === null)) throw new GatewayProblem('cds-upstream-unreachable', 'discovery');
  const body = JSON.stringify({ services: lists.flatMap((list) => list ?? []) });
  res.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  res.end(body);
}
