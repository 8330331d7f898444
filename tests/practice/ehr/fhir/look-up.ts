import { FhirRouter } from '@medplum/fhir-router';
import { ClinicRepository } from './repository.js';
import type { Loose } from './resource.js';
import { searched, simple, understood } from './search.js';
import type { Shelves } from './shelves.js';

/** Null where there is nothing; undefined where this server cannot tell. */
export type LookUp = (url: string) => Promise<Loose | null | undefined>;

/** What the FHIR server would answer to a relative URL, for the EHR's own use: no token, and no line in the request log. */
export function lookUpIn(shelves: Shelves, iss: string): LookUp {
  const fhir = new FhirRouter();
  const repository = new ClinicRepository(shelves);
  return async (url) => {
    const { pathname, searchParams } = new URL(url, 'http://any.example');
    const [type = '', id, ...more] = pathname.split('/').filter(Boolean);
    if (!shelves.has(type) || more.length > 0) return undefined;
    if (id !== undefined) return (await fhir.handleRequest(simple(`${type}/${id}`), repository))[1] ?? null;
    const { query } = understood(searchParams, { type, iss });
    const [, bundle] = await searched(query, { fhir, repository, type, iss });
    return bundle && !bundle.entry?.length ? null : bundle;
  };
}
