import {
  matchesSearchRequest,
  notFound,
  OperationOutcomeError,
  Operator,
  type SearchRequest,
} from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import { inCompartment, isOwned } from './compartment.js';
import type { Loose, Resource } from './resource.js';
import { referenceParams } from './search-params.js';
import type { Shelf, Shelves } from './shelves.js';
import { sorted } from './sorted.js';

const AT_ONCE = 2000;

/** Medplum's repository over the clinic's shelves; with `patient` it holds no more than that patient's compartment. */
export class ClinicRepository extends MemoryRepository {
  constructor(
    private readonly shelves: Shelves,
    private readonly patient?: string,
  ) {
    super();
  }

  override async readResource<T>(type: string, id: string): Promise<T> {
    const found = this.shelves.get(type)?.get(id);
    // What lies outside the compartment is not there: "forbidden" would tell that it exists.
    if (!found || !this.sees(found)) throw new OperationOutcomeError(notFound);
    return found as T;
  }

  /** The index narrows, Medplum matches; a repository of just the matches then pages as Medplum does. */
  override async search(request: SearchRequest<Loose>): Promise<Loose> {
    const { sortRules, ...unsorted } = request;
    const shelf = this.shelves.get(request.resourceType);
    const found: Resource[] = [];
    let looked = 0;
    for (const id of shelf ? this.candidates(shelf, request) : []) {
      const resource = shelf!.get(id)!;
      if (matchesSearchRequest(resource as Loose, request) && this.sees(resource)) found.push(resource);
      // A scan of every AuditEvent takes seconds; sign-ins must not wait for it.
      if (++looked % AT_ONCE === 0) await new Promise(setImmediate);
    }
    const matches = new MemoryRepository();
    for (const resource of sorted(found, sortRules)) await matches.createResource(resource as Loose);
    return matches.search(unsorted as SearchRequest<Loose>);
  }

  private sees(resource: Resource): boolean {
    return this.patient === undefined || inCompartment(resource, this.patient);
  }

  /** The shortest list that surely holds every match. */
  private candidates(shelf: Shelf, { resourceType, filters = [] }: SearchRequest<Loose>): Iterable<string> {
    const references = referenceParams(resourceType);
    const lists: string[][] = [];
    if (this.patient && isOwned(resourceType)) lists.push(shelf.mentioning([this.patient]));
    for (const { code, operator, value } of filters) {
      if (operator !== Operator.EQUALS || value === '') continue;
      const wanted = value.split(',');
      if (code === '_id') lists.push(wanted.filter((id) => shelf.get(id)));
      else if (references.has(code)) lists.push(shelf.mentioning(wanted));
    }
    if (lists.length === 0) return shelf.ids();
    return lists.reduce((best, one) => (one.length < best.length ? one : best));
  }
}
