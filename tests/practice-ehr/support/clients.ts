import type { PracticeClient } from '../../practice/ehr/index.js';

const APP = 'http://127.0.0.1:5999';

export const CALLBACK = `${APP}/callback`;
export const SCOPE =
  'launch openid fhirUser online_access user/Encounter.rs user/AuditEvent.rs user/Patient.rs';

const common = { redirectUris: [CALLBACK], launchUrl: `${APP}/launch` };

export const publicClient: PracticeClient = {
  ...common,
  clientId: 'public-app',
  name: 'Public app',
  auth: 'public',
};

export const otherClient: PracticeClient = {
  ...common,
  clientId: 'other-app',
  name: 'Other app',
  auth: 'public',
};

export const basicClient: PracticeClient = {
  ...common,
  clientId: 'secret-app',
  name: 'App with a secret',
  auth: 'client_secret_basic',
  clientSecret: 'a secret of the practice kind, and long',
};

export function keyClient(clientId: string, keys: Pick<PracticeClient, 'jwks' | 'jwksUri'>): PracticeClient {
  return { ...common, clientId, name: 'App with a key', auth: 'private_key_jwt', ...keys };
}
