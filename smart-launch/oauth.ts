import * as oidc from 'openid-client';
import { clientAuthentication } from './client-keys.js';
import { type SmartConfiguration, serverMetadata } from './discovery.js';
import { FetchFault, limitedFetch } from './limited-fetch.js';
import type { Issuer } from './options.js';
import { LaunchFault, plain, START_AGAIN } from './problem.js';
import type { Setup } from './setup.js';
import { isLoopback } from './urls.js';

const MAX_BYTES = 256 * 1024;

/** A token answer, with the id_token still to be verified. */
export interface TokenAnswer {
  accessToken: string;
  refreshToken?: string;
  /** Seconds. */
  expiresIn?: number;
  idToken?: string;
  body: Readonly<Record<string, unknown>>;
}

/** Who asks whom: an issuer of ours, and what it says of itself. */
export interface Party {
  issuer: Issuer;
  configuration: SmartConfiguration;
}

/** The same party to openid-client, which does all that is OAuth. */
export async function oauthClient(
  { issuer, configuration }: Party,
  setup: Setup,
  expectedIssuer = configuration.issuer ?? issuer.iss,
): Promise<oidc.Configuration> {
  const client = new oidc.Configuration(
    serverMetadata(configuration, expectedIssuer),
    issuer.clientId,
    {},
    await clientAuthentication(issuer, configuration.tokenEndpoint),
  );
  client[oidc.customFetch] = (url, init) => tokenFetch(url, init, setup);
  // Our own limit ends the request first, and says why.
  client.timeout = Math.ceil(setup.limits.requestMs / 1000) + 1;
  // Discovery has already refused http endpoints, except from a FHIR base on this machine.
  if (isLoopback(new URL(issuer.iss))) oidc.allowInsecureRequests(client);
  return client;
}

/** Under another name openid-client passes an id_token through unread. */
const ID_TOKEN = 'id_token_to_verify';

/**
 * The token endpoint's answer, bounded, and made fit for openid-client: members that are null are absent, and the id_token
 * is put aside. openid-client knows one issuer and demands `aud` and `nonce` also of a refreshed id_token; real EHRs
 * have several and leave them out. id-token.ts verifies it in full.
 */
async function tokenFetch(url: string, init: oidc.CustomFetchOptions, setup: Setup): Promise<Response> {
  const { method, headers, body, signal } = init;
  const task = setup.task();
  const answer = await limitedFetch(url, {
    ...task,
    maxBytes: MAX_BYTES,
    init: { method, headers, body: body as RequestInit['body'] & {} },
    signals: [...(task.signals ?? []), ...(signal ? [signal] : [])],
  });
  const kept = ['content-type', 'www-authenticate'].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as [string, string]];
  });
  const noBody = [101, 204, 205, 304].includes(answer.status);
  return new Response(noBody ? null : withoutNulls(answer.text), { status: answer.status, headers: kept });
}

function withoutNulls(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return text;
    const { id_token: idToken, [ID_TOKEN]: _, ...others } = value as Record<string, unknown>;
    const kept = Object.entries(others).filter(([, member]) => member !== null);
    return JSON.stringify({
      ...Object.fromEntries(kept),
      ...(idToken === null || idToken === undefined ? {} : { [ID_TOKEN]: idToken }),
    });
  } catch {
    return text;
  }
}

function tokenAnswer(answer: oidc.TokenEndpointResponse): TokenAnswer {
  const { [ID_TOKEN]: idToken, ...body } = answer as Record<string, unknown>;
  return {
    accessToken: answer.access_token,
    body,
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
    ...(answer.expires_in === undefined ? {} : { expiresIn: answer.expires_in }),
    // Whatever else it may be, the verifier refuses it: a number is no id_token.
    ...(idToken === undefined ? {} : { idToken: String(idToken) }),
  };
}

/** Code for tokens (RFC 6749 4.1.3 with PKCE, RFC 7636). `callback` is the URL the browser came back to. */
export async function exchangeCode(
  client: oidc.Configuration,
  callback: URL,
  checks: { codeVerifier: string; state: string },
): Promise<TokenAnswer> {
  try {
    return tokenAnswer(
      await oidc.authorizationCodeGrant(client, callback, {
        pkceCodeVerifier: checks.codeVerifier,
        expectedState: checks.state,
      }),
    );
  } catch (error) {
    throw tokenFault(error);
  }
}

/** RFC 6749 section 6. */
export async function refreshTokens(client: oidc.Configuration, refreshToken: string): Promise<TokenAnswer> {
  try {
    return tokenAnswer(await oidc.refreshTokenGrant(client, refreshToken));
  } catch (error) {
    throw tokenFault(error);
  }
}

/** What went wrong at the token endpoint. The cause is dropped on purpose: it may hold the answer's tokens. */
function tokenFault(error: unknown): LaunchFault {
  const title = 'The EHR did not complete the login';
  if (error instanceof oidc.AuthorizationResponseError)
    return ehrRefused(error.error, error.error_description);
  if (error instanceof oidc.ResponseBodyError)
    return new LaunchFault({
      code: 'token-refused',
      status: 502,
      title,
      detail: `The EHR answered ${quoted(error.error, error.error_description)} when asked for access. ${START_AGAIN}`,
    });
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return new LaunchFault({
      code: 'token-refused',
      status: 502,
      title,
      detail: `The EHR did not accept who this app says it is (HTTP ${error.status}). Tell the people who run this app.`,
    });
  const cause = error instanceof Error ? error.cause : undefined;
  const fetchFault = [error, cause].find((one) => one instanceof FetchFault);
  if (fetchFault?.reason === 'too-slow' || fetchFault?.reason === 'unreachable' || serverFailed(cause))
    return new LaunchFault({
      code: 'token-unreachable',
      status: 502,
      title,
      detail: `The EHR did not answer when asked for access. ${START_AGAIN}`,
    });
  return new LaunchFault({
    code: 'bad-token-answer',
    status: 502,
    title,
    detail: `The EHR's answer when asked for access could not be used. ${START_AGAIN}`,
  });
}

function serverFailed(cause: unknown): boolean {
  return cause instanceof Response && cause.status >= 500;
}

/** An error of the EHR shown as itself, as plain text (RFC 6749 4.1.2.1). */
export function ehrRefused(error: string, description?: string): LaunchFault {
  return new LaunchFault({
    code: 'ehr-refused',
    status: 403,
    title: 'The EHR did not give access',
    detail: `The EHR answered ${quoted(error, description)}. ${START_AGAIN}`,
  });
}

function quoted(error: string, description?: string): string {
  const words = description ? plain(description) : '';
  return `"${plain(error)}"${words ? `: ${words}` : ''}`;
}
