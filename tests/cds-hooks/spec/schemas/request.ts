import { AUTHORIZATION } from './authorization.js';
import { closed, id, open, resource, type Schema, text, url, uuid, type Version } from './parts.js';

/** `null` is what a client sends for a template that found nothing ("Prefetch Template", all versions). */
const prefetched: Schema = { ...resource, type: ['object', 'null'] };

/** 1.0 "Prefetch Template" allows one page only; 2.0.0's change log (FHIR-28663) permits pagination. */
const onePage: Schema = {
  ...prefetched,
  properties: {
    resourceType: text,
    link: {
      type: 'array',
      items: {
        type: 'object',
        properties: { relation: { not: { const: 'next' }, description: 'has no next page in 1.0' } },
      },
    },
  },
};

/** 1.0, 2.0 and 3.0-ballot "Calling a CDS Service / HTTP Request". The context has a schema by hook. */
function request(version: Version, value: Schema): Schema {
  const required = { hook: text, hookInstance: uuid, context: { type: 'object', minProperties: 1 } };
  const optional = {
    fhirServer: url,
    fhirAuthorization: AUTHORIZATION[version],
    prefetch: { type: 'object', minProperties: 1, additionalProperties: value },
  };
  return { ...closed(required, optional), dependentRequired: { fhirAuthorization: ['fhirServer'] } };
}

/**
 * Before 1.0: `user`, `patient` and `encounter` at the top, `oauth` and `redirect`, prefetch entries with a
 * response each. The draft of 1.0 had `user` at the top and the patient in the context already.
 */
const draft: Schema = {
  ...open(
    { hook: text, hookInstance: uuid, user: text, context: { type: ['object', 'array'] } },
    { patient: id, encounter: id, fhirServer: url, fhirAuthorization: AUTHORIZATION['1.x'] },
  ),
  anyOf: [
    { required: ['patient'] },
    { properties: { context: { type: 'object', required: ['patientId'], properties: { patientId: id } } } },
  ],
  description: 'names no patient, neither at the top nor in the context',
};

export const REQUEST: Record<Version, Schema> = {
  '1.x': draft,
  '1.0': request('1.0', onePage),
  '2.0': request('2.0', prefetched),
  '3.0': request('3.0', prefetched),
};
