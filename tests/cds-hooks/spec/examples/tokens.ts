import { written } from './example.js';

const claims = {
  iss: 'https://ehr.example.org/',
  aud: 'https://gateway.example.org/cds-services/interactions',
  exp: 1772359500,
  iat: 1772359200,
  jti: 'once-1',
};

export const TOKENS = [
  written('1.0', 'jwt')('1.0 token with a further claim', {
    header: { alg: 'ES384', typ: 'JWT', kid: 'key-1' },
    payload: { ...claims, sub: 'client-1' },
  }),
  written('2.0', 'jwt')('2.0 token for discovery', {
    header: { alg: 'ES384', typ: 'JWT', kid: 'key-1', jku: 'https://ehr.example.org/jwks.json' },
    payload: { ...claims, aud: ['https://gateway.example.org/cds-services'], tenant: 'clinic-1' },
  }),
  written('3.0', 'jwt')('3.0 token', {
    header: { alg: 'RS384', typ: 'JWT', kid: 'key-2', jku: 'https://ehr.example.org/jwks.json' },
    payload: claims,
  }),
];
