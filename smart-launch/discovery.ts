import type { ServerMetadata } from 'openid-client';
import { Cached } from './cached.js';
import { FetchFault, limitedFetch } from './limited-fetch.js';
import { LaunchFault } from './problem.js';
import type { Setup } from './setup.js';
import { endpoint, folder } from './urls.js';

/** What `.well-known/smart-configuration` says that we use, with absolute and checked URLs. */
export interface SmartConfiguration {
  /** The issuer of id_tokens, where the EHR names one. */
  issuer?: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  revocationEndpoint?: string;
  jwksUri?: string;
  /** RFC 9207: every answer names its issuer, so one without is refused. */
  issInAnswer: boolean;
}

const RETRY_MS = 30_000;
const MAX_BYTES = 256 * 1024;

/**
 * Discovery of our own: fhir-kit-client asks three addresses at once and takes the fastest, which can be the wrong one.
 * Cached per issuer; an old document serves through a short outage.
 */
export class Discovery {
  private readonly documents = new Map<string, Cached<SmartConfiguration>>();

  constructor(private readonly setup: Setup) {}

  /** `iss` must be an allow-listed one: this is the first request that leaves. */
  get(iss: string): Promise<SmartConfiguration> {
    let document = this.documents.get(iss);
    if (!document) {
      const { limits, now } = this.setup;
      document = new Cached(() => discover(iss, this.setup), {
        freshMs: limits.discoveryMs,
        staleMs: limits.staleMs,
        retryMs: RETRY_MS,
        now,
      });
      this.documents.set(iss, document);
    }
    return document.get();
  }
}

/** SMART App Launch 2.2, "FHIR Authorization Endpoint and Capabilities Discovery using a Well-Known URI". */
async function discover(iss: string, setup: Setup): Promise<SmartConfiguration> {
  const document = await getJson(`${folder(iss)}.well-known/smart-configuration`, setup);
  const authorizationEndpoint = endpoint(document.authorization_endpoint, iss);
  const tokenEndpoint = endpoint(document.token_endpoint, iss);
  if (!authorizationEndpoint || !tokenEndpoint)
    throw badDiscovery(
      `its smart-configuration has no usable "${authorizationEndpoint ? 'token_endpoint' : 'authorization_endpoint'}"; expected an https URL`,
    );
  const revocationEndpoint = endpoint(document.revocation_endpoint, iss);
  const jwksUri = endpoint(document.jwks_uri, iss);
  return {
    authorizationEndpoint,
    tokenEndpoint,
    issInAnswer: document.authorization_response_iss_parameter_supported === true,
    ...(typeof document.issuer === 'string' && document.issuer ? { issuer: document.issuer } : {}),
    ...(revocationEndpoint ? { revocationEndpoint } : {}),
    ...(jwksUri ? { jwksUri } : {}),
  };
}

/** A JSON object of bounded size, from there and from nowhere else. */
export async function getJson(url: string, setup: Setup): Promise<Record<string, unknown>> {
  const { origin } = new URL(url);
  const answer = await limitedFetch(url, {
    ...setup.task(),
    maxBytes: MAX_BYTES,
    init: { headers: { accept: 'application/json' } },
    follow: (next) => next.origin === origin,
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (answer.status !== 200)
    throw badDiscovery(`it answered ${answer.status} to a request for its configuration`);
  try {
    const value: unknown = JSON.parse(answer.text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below: a login page in place of JSON is the common case.
  }
  throw badDiscovery('its configuration is not a JSON object');
}

function unreachable(error: unknown): LaunchFault {
  const reason = error instanceof FetchFault ? error.reason : 'unreachable';
  if (reason === 'too-large' || reason === 'redirected')
    return badDiscovery(
      reason === 'too-large' ? 'its configuration is too large' : 'its configuration leads to another server',
    );
  return new LaunchFault({
    code: 'ehr-unreachable',
    status: 502,
    title: 'The EHR does not answer',
    detail:
      'The EHR did not answer when asked how to log in. Try again; if it stays so, tell the people who run it.',
  });
}

function badDiscovery(what: string): LaunchFault {
  return new LaunchFault({
    code: 'bad-discovery',
    status: 502,
    title: 'The EHR cannot be used',
    detail: `The EHR did not say how to log in: ${what}. Tell the people who run this app.`,
  });
}

/** The same in the words of openid-client. */
export function serverMetadata(configuration: SmartConfiguration, issuer: string): ServerMetadata {
  const { authorizationEndpoint, tokenEndpoint, revocationEndpoint, issInAnswer } = configuration;
  return {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    authorization_response_iss_parameter_supported: issInAnswer,
    ...(revocationEndpoint ? { revocation_endpoint: revocationEndpoint } : {}),
  };
}
