import { Client } from 'fhir-kit-client';
import type { AccessTokens } from './access-tokens.js';
import { type FhirResource, ReadFault, statusFault } from './fhir-answer.js';
import { belowBase } from './fhir-url.js';
import { FetchFault, limitedFetch } from './limited-fetch.js';
import type { LaunchSession } from './session-store.js';
import type { Setup } from './setup.js';

export interface Transport {
  session: LaunchSession;
  setup: Setup;
  tokens: AccessTokens;
  /** Ends all requests of one read or search. */
  deadline: AbortSignal;
}

/**
 * A fhir-kit-client whose requests are ours. It calls the global fetch and reads an answer to its end whatever its size,
 * follows redirects, and sends its bearer token to any absolute URL (version 2.0.3), and none of its options or its
 * request signer can change that. But all of its reads, searches and next pages go through `httpClient.request`,
 * so this one method is replaced: it checks each URL, adds the token only then, and limits size and time.
 */
export function guardedClient(transport: Transport): Client {
  const client = new Client({ baseUrl: transport.session.issuer });
  let budget = transport.setup.limits.searchBytes;
  client.httpClient.request = async (method, reference) => {
    if (method !== 'GET') throw new Error(`smart-launch only reads; ${method} is not supported`);
    const url = belowBase(reference, transport.session.issuer);
    if (!url) throw new ReadFault('unsafe-url');
    const text = await get(url.href, Math.min(budget, transport.setup.limits.pageBytes), transport);
    budget -= Buffer.byteLength(text);
    return fhirJson(text);
  };
  return client;
}

async function get(url: string, maxBytes: number, transport: Transport): Promise<string> {
  const { session, tokens } = transport;
  const first = await tokens.get(session.id);
  if ('none' in first) throw new ReadFault(first.none === 'cannot-refresh' ? 'unauthorized' : first.none);
  let answer = await send(url, first.token, { maxBytes, transport });
  if (answer.status === 401) {
    const second = await tokens.get(session.id, first.token);
    if ('none' in second && second.none !== 'cannot-refresh') throw new ReadFault(second.none, 401);
    if ('token' in second) answer = await send(url, second.token, { maxBytes, transport });
  }
  if (answer.status !== 200) throw statusFault(answer.status, answer.headers.get('www-authenticate'));
  return answer.text;
}

async function send(
  url: string,
  token: string,
  { maxBytes, transport }: { maxBytes: number; transport: Transport },
) {
  const { session, setup, deadline } = transport;
  const task = setup.task();
  try {
    return await limitedFetch(url, {
      ...task,
      maxBytes,
      signals: [...(task.signals ?? []), deadline],
      init: { headers: { accept: 'application/fhir+json', authorization: `Bearer ${token}` } },
      follow: (next) => belowBase(next.href, session.issuer) !== undefined,
    });
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
    if (deadline.aborted || error.reason === 'too-slow') throw new ReadFault('too-slow');
    if (error.reason === 'redirected') throw new ReadFault('unsafe-url');
    throw new ReadFault(error.reason === 'too-large' ? 'too-large' : 'server-error');
  }
}

function fhirJson(text: string): FhirResource {
  try {
    const value = JSON.parse(text) as Partial<FhirResource> | null;
    if (value && typeof value === 'object' && typeof value.resourceType === 'string')
      return value as FhirResource;
  } catch {
    // A login page or a proxy's words: said below.
  }
  throw new ReadFault('not-fhir', 200);
}
