import { createHash, randomBytes } from 'node:crypto';
import type { LaunchContext, PracticeEhr } from '../../practice/ehr/index.js';
import { CALLBACK, publicClient, SCOPE } from './clients.js';

/** An app in plain fetch: what it sends can be made wrong in any way. */
export interface Authorized {
  status: number;
  /** Where the browser is sent, if anywhere. */
  location: URL | undefined;
  /** `code`, or `error` and its description. */
  answer: URLSearchParams;
  verifier: string;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
  expires_in: number;
  error?: string;
  [context: string]: unknown;
}

export type Change = (params: URLSearchParams) => void;

export interface Asking {
  context: LaunchContext;
  clientId?: string;
  scope?: string;
  change?: Change;
}

export async function authorize(ehr: PracticeEhr, asking: Asking): Promise<Authorized> {
  const { context, clientId = publicClient.clientId, scope = SCOPE, change } = asking;
  const verifier = randomBytes(32).toString('base64url');
  const params = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope,
    state: 'state-of-the-app',
    aud: ehr.iss,
    launch: ehr.launch(clientId, context).launch,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  change?.(params);
  const response = await fetch(`${ehr.origin}/oauth/authorize?${params}`, { redirect: 'manual' });
  await response.text();
  const to = response.headers.get('location');
  const location = to ? new URL(to, ehr.origin) : undefined;
  return {
    status: response.status,
    location,
    answer: location?.searchParams ?? new URLSearchParams(),
    verifier,
  };
}

export async function token(
  ehr: PracticeEhr,
  params: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; tokens: Tokens }> {
  const body = new URLSearchParams(params);
  const response = await fetch(`${ehr.origin}/oauth/token`, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, tokens: (await response.json()) as Tokens };
}

export function exchange(
  ehr: PracticeEhr,
  { answer, verifier }: Authorized,
  changed: Record<string, string> = {},
) {
  return token(ehr, {
    grant_type: 'authorization_code',
    code: answer.get('code') ?? '',
    redirect_uri: CALLBACK,
    client_id: publicClient.clientId,
    code_verifier: verifier,
    ...changed,
  });
}

export function refresh(ehr: PracticeEhr, { refresh_token }: { refresh_token: string }) {
  return token(ehr, { grant_type: 'refresh_token', refresh_token, client_id: publicClient.clientId });
}

/** A launch to its end, as the public app. */
export async function launched(ehr: PracticeEhr, asking: Asking): Promise<Tokens> {
  const { status, tokens } = await exchange(ehr, await authorize(ehr, asking));
  if (status !== 200) throw new Error(`the launch failed: ${JSON.stringify(tokens)}`);
  return tokens;
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever FHIR came back
export type Fhir = any;

export async function fhir(
  ehr: PracticeEhr,
  path: string,
  { access_token, ...init }: { access_token?: string } & RequestInit,
): Promise<{ status: number; headers: Headers; body: Fhir }> {
  const url = path.startsWith('http') ? path : `${ehr.iss}/${path}`;
  const headers = { ...init.headers, ...(access_token && { authorization: `Bearer ${access_token}` }) };
  const response = await fetch(url, { ...init, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
