import { referenceParams } from './search-params.js';
import { SERVED_TYPES } from './served.js';

const OAUTH_URIS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

/** `metadata`, open to everybody as it must be. */
export function capabilityStatement({
  iss,
  issuer,
  types,
}: {
  iss: string;
  issuer: string;
  types: string[];
}) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    software: { name: 'Practice EHR' },
    implementation: { description: 'The practice clinic', url: iss },
    rest: [
      {
        mode: 'server',
        security: {
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
          extension: [
            {
              url: OAUTH_URIS,
              extension: [
                { url: 'authorize', valueUri: `${issuer}/authorize` },
                { url: 'token', valueUri: `${issuer}/token` },
                { url: 'revoke', valueUri: `${issuer}/revoke` },
                { url: 'introspect', valueUri: `${issuer}/introspect` },
              ],
            },
          ],
        },
        resource: SERVED_TYPES.filter((type) => types.includes(type)).map((type) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: [...referenceParams(type)].map((name) => ({ name, type: 'reference' })),
        })),
      },
    ],
  };
}
