import type { FhirRouter } from '@medplum/fhir-router';
import { finished, pageOf } from './bundle.js';
import type { ClinicRepository } from './repository.js';
import type { Loose } from './resource.js';
import { isSupported, plainParam } from './search-params.js';

export interface Searching {
  fhir: FhirRouter;
  repository: ClinicRepository;
  type: string;
  iss: string;
}

/** The parameters that this server knows, as Medplum can match them, and the names of the others. */
export function understood(
  asked: URLSearchParams,
  { type, iss }: { type: string; iss: string },
): { query: URLSearchParams; unsupported: string[] } {
  const query = new URLSearchParams();
  const unsupported: string[] = [];
  for (const [name, value] of asked) {
    if (isSupported(type, name)) query.append(...plainParam(type, { name, value, iss }));
    else unsupported.push(name);
  }
  return { query, unsupported };
}

/** Medplum's outcome, and the bundle if there is one. */
export async function searched(
  query: URLSearchParams,
  { fhir, repository, type, iss }: Searching,
): Promise<[Loose, Loose]> {
  const page = pageOf(query);
  const paged = new URLSearchParams(query);
  paged.set('_count', String(page.count));
  paged.set('_offset', String(page.offset));
  const [outcome, bundle] = await fhir.handleRequest(simple(`${type}?${paged}`), repository);
  return [outcome, bundle && finished(bundle, { url: `${iss}/${type}`, query, page })];
}

export function simple(url: string): Loose {
  return { method: 'GET', url, pathname: '', query: {}, params: {}, body: undefined };
}
