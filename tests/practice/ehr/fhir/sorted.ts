import { evalFhirPath, globalSchema, type SortRule } from '@medplum/core';
import type { Loose, Resource } from './resource.js';

/**
 * In the order of `_sort`, the first rule ruling. MemoryRepository sorts once a rule, so that the last would rule, and
 * evaluates both sides of every comparison anew: 50 ms for seven encounters.
 */
export function sorted(resources: Resource[], rules: SortRule[] = []): Resource[] {
  const keyed = resources.map((resource) => ({
    resource,
    keys: rules.map(({ code }) => key(resource, code)),
  }));
  keyed.sort((one, other) => {
    const at = rules.findIndex((_rule, index) => one.keys[index] !== other.keys[index]);
    if (at < 0) return 0;
    const before = one.keys[at]! < other.keys[at]! ? -1 : 1;
    return rules[at]!.descending ? -before : before;
  });
  return keyed.map(({ resource }) => resource);
}

function key(resource: Resource, code: string): string {
  const type = globalSchema.types[resource.resourceType] as Loose;
  const expression: string | undefined = type?.searchParams?.[code]?.expression;
  return expression ? JSON.stringify(evalFhirPath(expression, resource)) : '';
}
