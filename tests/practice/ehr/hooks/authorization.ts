import type Provider from 'oidc-provider';
import type { FhirAuthorization, HookContext } from '../../cds/wire.js';
import type { Launches } from '../oauth/launches.js';
import type { OAuthStore } from '../oauth/store.js';

export interface Authorizing {
  provider: Provider;
  store: OAuthStore;
  launches: Launches;
  accessTokenSeconds: number;
}

/** A token for one service and one patient, that reads no more than the service's templates name. */
export async function authorizationFor(
  { subject, prefetch }: { subject: string; prefetch: Record<string, string> | undefined },
  { context, provider, store, launches, accessTokenSeconds }: Authorizing & { context: HookContext },
): Promise<FhirAuthorization> {
  const { userId: user, patientId: patient, encounterId: encounter } = context;
  const client = await registered(subject, { provider, store });
  const scope = scopeOf(prefetch);
  const grant = new provider.Grant({ accountId: user, clientId: subject });
  const grantId = await grant.save();
  launches.bind(grantId, { context: { user, patient, ...(encounter && { encounter }) } });
  const about = { client, accountId: user, grantId, gty: 'cds_hooks', scope };
  const access_token = await new provider.AccessToken(about).save();
  return { access_token, token_type: 'Bearer', expires_in: accessTokenSeconds, scope, subject, patient };
}

/** A service is a client of the authorization server that never signs anybody in. */
async function registered(subject: string, { provider, store }: Pick<Authorizing, 'provider' | 'store'>) {
  const known = await provider.Client.find(subject);
  if (known) return known;
  const none = { redirect_uris: [], grant_types: [], response_types: [] };
  store.put('Client', {
    id: subject,
    payload: { client_id: subject, token_endpoint_auth_method: 'none', ...none },
  });
  return (await provider.Client.find(subject))!;
}

function scopeOf(templates: Record<string, string> = {}): string {
  const types = Object.values(templates).map((template) => /^[A-Za-z]+/.exec(template)?.[0] ?? 'Patient');
  return [...new Set(['Patient', ...types])].map((type) => `patient/${type}.rs`).join(' ');
}
