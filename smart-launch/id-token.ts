import * as jose from 'jose';
import { getJson } from './discovery.js';
import { limitedFetch } from './limited-fetch.js';
import type { Party } from './oauth.js';
import { LaunchFault, type ProblemCode, START_AGAIN } from './problem.js';
import type { Setup } from './setup.js';
import { endpoint, folder, sameIssuer } from './urls.js';
import { verifyWithEach } from './verify-with-each.js';

/** Signatures by a published key only: never `none`, and no HMAC, whose key would be public text. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCKS_DIFFER_SECONDS = 60;
const MAX_BYTES = 512 * 1024;

export interface Login {
  iss: string;
  sub: string;
  claims: jose.JWTPayload;
}

/** What this id_token must agree with. */
export interface Expected {
  nonce: string;
  /** Set on refresh: the same person as before, and `aud` and `nonce` may be absent. */
  before?: { iss: string; sub: string };
}

/**
 * Verifies id_tokens (OpenID Connect Core 3.1.3.7 and 12.2) with jose, which openid-client rests on. jwks-rsa refuses to look
 * up a key for a token without `kid` once there are several (real EHRs omit it); jose gives each of them to try.
 */
export class IdTokens {
  private readonly keySets = new Map<string, jose.RemoteJWKSet>();

  constructor(private readonly setup: Setup) {}

  async verify(token: string, party: Party, expected: Expected): Promise<Login> {
    const { claims, alg } = glance(token);
    if (!alg || !ALGORITHMS.includes(alg))
      throw refused('id-token-algorithm', 'it is signed in a way that proves nothing');
    if (typeof claims.iss !== 'string' || !acceptedIssuers(party).some((one) => sameIssuer(one, claims.iss!)))
      throw refused('id-token-issuer', 'it is from an issuer that is not this EHR');
    const payload = await this.signedBy(token, party, {
      algorithms: ALGORITHMS,
      issuer: claims.iss,
      currentDate: new Date(this.setup.now()),
      clockTolerance: CLOCKS_DIFFER_SECONDS,
      requiredClaims: expected.before ? ['iss', 'sub', 'exp'] : ['iss', 'sub', 'exp', 'aud', 'nonce'],
      ...(expected.before && claims.aud === undefined ? {} : { audience: party.issuer.clientId }),
    });
    return checked(payload, party, expected);
  }

  /** Each place its keys may be, in turn: the published jwks_uri, then the issuer's own openid-configuration. */
  private async signedBy(token: string, party: Party, how: jose.JWTVerifyOptions): Promise<jose.JWTPayload> {
    let fault: unknown;
    for (const place of keyPlaces(party, how.issuer as string)) {
      try {
        const url = await place(this.setup);
        if (url) return await this.verifyWith(this.keySet(url), token, how);
      } catch (error) {
        // "Wrong signature" says more than "the next place has no keys".
        if (!(fault instanceof jose.errors.JWSSignatureVerificationFailed)) fault = error;
        if (!couldBeTheKeys(error)) break;
      }
    }
    throw asFault(fault);
  }

  private async verifyWith(keys: jose.RemoteJWKSet, token: string, how: jose.JWTVerifyOptions) {
    try {
      return await verifyWithEach(keys, token, how);
    } catch (error) {
      // Without a kid, a rotated key shows only as a signature that fails: look once more, but not for every bad token.
      if (!(error instanceof jose.errors.JWSSignatureVerificationFailed) || keys.coolingDown) throw error;
      await keys.reload();
      return verifyWithEach(keys, token, how);
    }
  }

  private keySet(url: string): jose.RemoteJWKSet {
    let keys = this.keySets.get(url);
    if (!keys) {
      keys = jose.createRemoteJWKSet(new URL(url), {
        timeoutDuration: this.setup.limits.requestMs,
        [jose.customFetch]: async (from, { headers, signal }) => {
          const task = { ...this.setup.task(), maxBytes: MAX_BYTES, init: { headers } };
          const answer = await limitedFetch(from, { ...task, signals: [...(task.signals ?? []), signal] });
          return new Response(answer.text, { status: answer.status });
        },
      });
      this.keySets.set(url, keys);
    }
    return keys;
  }
}

/** The unverified header and claims: they choose which key to ask for, and decide nothing. */
function glance(token: string): { claims: jose.JWTPayload; alg: string | undefined } {
  try {
    return { claims: jose.decodeJwt(token), alg: jose.decodeProtectedHeader(token).alg };
  } catch {
    throw refused('id-token-malformed', 'it is not a JWT');
  }
}

/** The issuer that smart-configuration names, those configured besides, and the FHIR base itself. */
export function acceptedIssuers({ issuer, configuration }: Party): string[] {
  return [...(configuration.issuer ? [configuration.issuer] : []), ...(issuer.oidcIssuers ?? []), issuer.iss];
}

type KeyPlace = (setup: Setup) => Promise<string | undefined>;

function keyPlaces({ issuer, configuration }: Party, tokenIssuer: string): KeyPlace[] {
  return [
    async () => configuration.jwksUri,
    async (setup) => {
      const document = await getJson(`${folder(tokenIssuer)}.well-known/openid-configuration`, setup);
      // OpenID Connect Discovery 4.3: the document must be about the issuer we asked.
      if (typeof document.issuer !== 'string' || !sameIssuer(document.issuer, tokenIssuer)) return undefined;
      return endpoint(document.jwks_uri, issuer.iss);
    },
  ];
}

/** The claims that jose leaves to us. */
function checked(claims: jose.JWTPayload, { issuer }: Party, { nonce, before }: Expected): Login {
  const { iss, sub, aud, azp } = claims;
  if (typeof sub !== 'string' || !sub || typeof iss !== 'string')
    throw refused('id-token-claims', 'it does not say who logged in');
  if (Array.isArray(aud) && aud.length > 1 && azp !== issuer.clientId)
    throw refused('id-token-audience', 'it is meant for other apps too, and not issued to this one');
  if (before ? claims.nonce !== undefined && claims.nonce !== nonce : claims.nonce !== nonce)
    throw refused('id-token-nonce', 'it belongs to another login');
  if (before && (before.sub !== sub || !sameIssuer(before.iss, iss)))
    throw refused('id-token-claims', 'it is about another person than before');
  return { iss, sub, claims };
}

/** Whether another set of keys could make the difference. */
function couldBeTheKeys(error: unknown): boolean {
  return (
    !(error instanceof jose.errors.JWTClaimValidationFailed) &&
    !(error instanceof jose.errors.JWTExpired) &&
    !(error instanceof jose.errors.JOSEAlgNotAllowed)
  );
}

function asFault(error: unknown): LaunchFault {
  const { errors } = jose;
  if (error instanceof errors.JWTExpired) return refused('id-token-expired', 'it has expired');
  if (error instanceof errors.JWTClaimValidationFailed)
    switch (error.claim) {
      case 'aud':
        return refused('id-token-audience', 'it is meant for another app');
      case 'nonce':
        return refused('id-token-nonce', 'it belongs to no login of ours');
      case 'iss':
        return refused('id-token-issuer', 'it is from another issuer');
      default:
        return refused('id-token-claims', `its "${error.claim}" cannot be accepted`);
    }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused('id-token-algorithm', 'it is signed in a way that proves nothing');
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refused('id-token-signature', 'no key of this EHR signed it');
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return refused('id-token-malformed', 'it is not a whole JWT');
  return refused('id-token-keys', "the EHR's keys could not be fetched");
}

export function refused(code: ProblemCode & `id-token-${string}`, why: string): LaunchFault {
  return new LaunchFault({
    code,
    status: 502,
    title: 'The login could not be verified',
    detail: `The EHR's proof of who logged in (id_token) was not accepted: ${why}. ${START_AGAIN}`,
  });
}
