import type { AdapterPayload } from 'oidc-provider';
import type { PracticeClient } from '../options.js';

/** A registered app, in the words of OAuth's dynamic registration. */
export function clientMetadata(client: PracticeClient): AdapterPayload {
  const { clientId, name, redirectUris, auth, clientSecret, jwks, jwksUri, idTokenAlg } = client;
  return {
    client_id: clientId,
    client_name: name,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: auth === 'public' ? 'none' : auth,
    ...(clientSecret && { client_secret: clientSecret }),
    ...(jwks && { jwks }),
    ...(jwksUri && { jwks_uri: jwksUri }),
    ...(idTokenAlg && { id_token_signed_response_alg: idTokenAlg }),
  } as AdapterPayload;
}
