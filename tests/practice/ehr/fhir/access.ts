import type { Response } from 'express';
import type Provider from 'oidc-provider';
import { idOf, type Launches } from '../oauth/launches.js';
import { type Interaction, reach } from '../oauth/scopes.js';
import { refuse } from './outcome.js';

export interface Bearer {
  scope: string;
  /** `Patient/…` of the launch, where there is one. */
  patient?: string;
}

/** Who is asking: the token must be ours, and alive. Answers 401 itself. */
export async function bearerOf(
  header: string | undefined,
  { provider, launches, response }: { provider: Provider; launches: Launches; response: Response },
): Promise<Bearer | undefined> {
  const value = /^Bearer ([\w\-.~+/]+=*)$/i.exec(header ?? '')?.[1];
  const token = value === undefined ? undefined : await provider.AccessToken.find(value);
  if (!token || token.isExpired) {
    const problem = header === undefined ? '' : ', error="invalid_token"';
    response.set('WWW-Authenticate', `Bearer realm="practice-ehr"${problem}`);
    refuse(response, 401, { code: 'login', text: 'a valid access token is needed' });
    return undefined;
  }
  const patient = launches.contextOf(token.grantId)?.patient;
  return { scope: token.scope ?? '', ...(patient && { patient: `Patient/${idOf(patient)}` }) };
}

/** What the token may see of one type; `patient` where it ends at the launch's patient. Answers 403 itself. */
export function allowed(
  { scope, patient }: Bearer,
  { type, interaction, response }: { type: string; interaction: Interaction; response: Response },
): { patient?: string } | undefined {
  const far = reach(scope, { type, interaction });
  if (far === 'all') return {};
  if (far === 'patient' && patient) return { patient };
  response.set('WWW-Authenticate', 'Bearer realm="practice-ehr", error="insufficient_scope"');
  refuse(response, 403, {
    code: 'forbidden',
    text: `the scopes granted do not allow to ${interaction} ${type}`,
  });
  return undefined;
}
