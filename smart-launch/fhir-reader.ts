import type { Client } from 'fhir-kit-client';
import type { AccessTokens } from './access-tokens.js';
import { type FhirAnswer, type FhirResource, ReadFault } from './fhir-answer.js';
import { guardedClient } from './fhir-transport.js';
import { belowBase } from './fhir-url.js';
import { ignoredParams, type SearchParams } from './ignored-params.js';
import { isFhirId } from './launch-context.js';
import { grants } from './scopes.js';
import type { LaunchSession } from './session-store.js';
import type { Setup } from './setup.js';
import { folder } from './urls.js';

export interface FhirReader {
  /** @param path `Encounter/1`, with or without `/_history/2`, or the same as an absolute URL of this EHR. */
  read(path: string): Promise<FhirAnswer>;
  /** A search with its pages; `complete` is false when there were more than `maxPages`. */
  search(type: string, params: SearchParams, options?: { maxPages?: number }): Promise<FhirAnswer>;
}

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;

/** Reads as the person who launched us, with the scopes they were granted; every failure is an answer, none is thrown. */
export function fhirReader(
  session: LaunchSession,
  parts: { setup: Setup; tokens: AccessTokens },
): FhirReader {
  const { limits } = parts.setup;
  const run = async (act: (client: Client) => Promise<FhirAnswer>): Promise<FhirAnswer> => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), limits.searchMs);
    try {
      return await act(guardedClient({ ...parts, session, deadline: deadline.signal }));
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      const { reason, status } = error;
      parts.setup.log('fhir-read-failed', { iss: session.issuer, reason, ...(status ? { status } : {}) });
      return status === undefined ? { ok: false, reason } : { ok: false, reason, status };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    read: (path) => run((client) => read(client, path, session)),
    search: (type, params, options) =>
      run((client) => search(client, { type, params, session, maxPages: options?.maxPages ?? limits.pages })),
  };
}

async function read(client: Client, path: string, session: LaunchSession): Promise<FhirAnswer> {
  const url = belowBase(path, session.issuer);
  const relative = url && !url.search ? url.href.slice(folder(session.issuer).length) : '';
  const [type = '', id = '', history, version = '', ...more] = relative.split('/');
  const versioned = history === '_history' && isFhirId(version) && more.length === 0;
  if (!TYPE.test(type) || !isFhirId(id) || !(history === undefined || versioned))
    throw new ReadFault('unsafe-url');
  if (!grants(session.scopesGranted, type, 'read')) throw new ReadFault('denied-scope');
  const resource = versioned
    ? await client.vread({ resourceType: type, id, version })
    : await client.read({ resourceType: type, id });
  // What came back must be what was asked for: another patient's chart is worse than none.
  if (resource.resourceType !== type || (resource.id !== undefined && resource.id !== id))
    throw new ReadFault('not-fhir', 200);
  return { ok: true, resources: [resource as FhirResource], complete: true, ignoredParams: [] };
}

interface Search {
  type: string;
  params: SearchParams;
  session: LaunchSession;
  maxPages: number;
}

/** Pages are read until the last one; a page that fails fails the search, so that a part is never taken for the whole. */
async function search(client: Client, { type, params, session, maxPages }: Search): Promise<FhirAnswer> {
  if (!TYPE.test(type)) throw new ReadFault('unsafe-url');
  if (!grants(session.scopesGranted, type, 'search')) throw new ReadFault('denied-scope');
  const first = bundle(await client.search({ resourceType: type, searchParams: params }));
  const resources = resourcesOf(first);
  const visited = new Set<string>();
  let page: Bundle | undefined = first;
  for (let pages = 1; page; pages++) {
    const next: string | undefined = linkOf(page, 'next');
    if (!next) break;
    // A server that leads in circles has no last page either.
    if (pages >= maxPages || visited.has(next)) return answer({ complete: false });
    visited.add(next);
    const link = [{ relation: 'next', url: next }];
    page = bundle(await client.nextPage({ bundle: { resourceType: 'Bundle', link } }));
    resources.push(...resourcesOf(page));
  }
  return answer({ complete: true });

  function answer({ complete }: { complete: boolean }): FhirAnswer {
    const ignored = ignoredParams(params, linkOf(first, 'self'));
    const total = typeof first.total === 'number' ? { total: first.total } : {};
    return { ok: true, resources, complete, ignoredParams: ignored, ...total };
  }
}

interface Bundle extends Record<string, unknown> {
  resourceType: 'Bundle';
  link?: { relation: string; url: string }[];
}

function bundle(value: unknown): Bundle {
  const { resourceType, link, entry } = (value ?? {}) as Record<string, unknown>;
  const lists = [link, entry].every((list) => list === undefined || Array.isArray(list));
  if (resourceType !== 'Bundle' || !lists) throw new ReadFault('not-fhir', 200);
  return value as Bundle;
}

function linkOf({ link }: Bundle, relation: 'next' | 'self'): string | undefined {
  // The type is what FHIR says; what arrives may be anything.
  const found = (link as unknown[] | undefined)?.find(
    (one) => (one as { relation?: unknown } | null)?.relation === relation,
  ) as { url?: unknown } | undefined;
  return typeof found?.url === 'string' && found.url ? found.url : undefined;
}

/** Matches and what they include; the server's remarks (OperationOutcome) are not part of the answer. */
function resourcesOf(page: Bundle): FhirResource[] {
  return ((page.entry as unknown[] | undefined) ?? []).flatMap((one) => {
    const { resource, search: how } = (one ?? {}) as { resource?: FhirResource; search?: { mode?: string } };
    if (!resource || typeof resource !== 'object' || typeof resource.resourceType !== 'string') return [];
    return how?.mode === 'outcome' || resource.resourceType === 'OperationOutcome' ? [] : [resource];
  });
}
