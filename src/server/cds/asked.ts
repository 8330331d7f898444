import type { IncomingMessage } from 'node:http';
import { type RequestFacts, requestFacts } from '../../feeds/cds-hooks/request.js';
import { bodyOf, requestIn } from './body.js';
import type { GatewayContext } from './gateway.js';
import { meantFor } from './meant-for.js';
import type { CdsClient } from './options.js';
import type { Service } from './routing.js';

/** A prefetch of many years fits; what is larger is a mistake, or an attack. */
const LARGEST_CALL = 32 * 1024 * 1024;

export interface Asked {
  client: CdsClient;
  /** The body as the service may have it: the very bytes that came, where nothing is to be taken out. */
  body: Buffer;
  /** What is recorded of it. The rest, which may be large, is not held until the service answers. */
  facts: RequestFacts;
}

/** Who calls and what, once both are known to be good. Throws GatewayProblem. */
export async function askedIn(
  { callers }: GatewayContext,
  { req, service, url }: { req: IncomingMessage; service: Service; url: string },
): Promise<Asked> {
  // Nothing is held of what nobody vouches for.
  const client = await callers.of(req.headers.authorization, url);
  const sent = await bodyOf(req, LARGEST_CALL);
  const { body, text, object: request } = await requestIn(req, sent, LARGEST_CALL);
  const prefetch = request.prefetch === undefined ? NO_KEYS : await service.discovery.prefetchOf(service.id);
  const { fhirClientId } = service.upstream.about;
  const meant = meantFor(text, request, { prefetch, fhirClientId });
  return { client, body: meant === text ? body : Buffer.from(meant), facts: requestFacts(request) };
}

const NO_KEYS: ReadonlySet<string> = new Set();
