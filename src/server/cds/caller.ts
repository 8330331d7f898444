import { decodeJwt, errors, type JWTPayload } from 'jose';
import { verifyWithEach } from '../../../smart-launch/verify-with-each.js';
import { ClientKeys, type ClientKeysOptions } from './client-keys.js';
import { GatewayProblem } from './gateway-problem.js';
import type { CdsClient } from './options.js';
import { SeenTokens } from './seen-tokens.js';

/** The algorithms that CDS Hooks names (2.0, "Trusting CDS Clients"); no HMAC, and never none. */
const ALGORITHMS = ['ES384', 'RS384'];
/** Clocks differ by so many seconds. */
const SKEW = 60;
/** A token that is good for longer is refused: it would have to be remembered for as long. */
const LONGEST = 60 * 60;

export interface CallersOptions extends ClientKeysOptions {
  clock?: () => number;
}

/** Who calls, by the JWT of each call (CDS Hooks 2.0, "Trusting CDS Clients"). */
export class Callers {
  private readonly seen = new SeenTokens();
  private readonly keys = new Map<string, ClientKeys>();
  private readonly open: CdsClient | undefined;

  constructor(
    private readonly clients: readonly CdsClient[],
    private readonly options: CallersOptions = {},
  ) {
    this.open = clients.find(({ auth }) => auth === 'none');
  }

  /**
   * The client that signed the token of `authorization` for a call of `url`.
   * Throws GatewayProblem: `why` says in which way the token failed.
   */
  async of(authorization: string | undefined, url: string): Promise<CdsClient> {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      if (this.open && authorization === undefined) return this.open;
      throw new GatewayProblem(
        authorization === undefined ? 'cds-token-missing' : 'cds-token-refused',
        'malformed',
      );
    }
    const client = this.clientOf(token);
    const claims = await this.verified(token, { client, url });
    this.once(claims);
    return client;
  }

  private clientOf(token: string): CdsClient {
    let iss: string | undefined;
    try {
      iss = decodeJwt(token).iss;
    } catch {
      throw new GatewayProblem('cds-token-refused', 'malformed');
    }
    const client = this.clients.find((one) => one.iss === iss && one.auth === 'jwt');
    if (!client) throw new GatewayProblem('cds-token-refused', 'issuer');
    return client;
  }

  private async verified(
    token: string,
    { client, url }: { client: CdsClient; url: string },
  ): Promise<JWTPayload> {
    const now = this.now();
    try {
      const payload = await verifyWithEach(
        (header, jws) => this.keysOf(client, header.jku).find(header, jws),
        token,
        {
          issuer: client.iss,
          audience: url,
          algorithms: ALGORITHMS,
          clockTolerance: SKEW,
          currentDate: new Date(now * 1000),
          requiredClaims: ['exp', 'iat', 'jti'],
        },
      );
      if (payload.iat! > now + SKEW) throw new GatewayProblem('cds-token-refused', 'issued-in-future');
      if (payload.exp! > now + LONGEST + SKEW)
        throw new GatewayProblem('cds-token-refused', 'lives-too-long');
      return payload;
    } catch (error) {
      throw error instanceof GatewayProblem ? error : new GatewayProblem('cds-token-refused', whyOf(error));
    }
  }

  /** The address that the token names, where it is listed; else the configured one. */
  private keysOf(client: CdsClient, jku: unknown): ClientKeys {
    const listed = [...(client.jwks ? [client.jwks] : []), ...client.jku];
    const url = jku === undefined ? listed[0] : listed.find((one) => one === jku);
    if (url === undefined) throw new GatewayProblem('cds-token-refused', 'jku');
    const known = this.keys.get(url) ?? new ClientKeys(url, this.options);
    this.keys.set(url, known);
    return known;
  }

  private once({ iss, jti, exp }: JWTPayload): void {
    if (typeof jti !== 'string' || jti === '') throw new GatewayProblem('cds-token-refused', 'claims');
    if (!this.seen.isFirst(`${iss} ${jti}`, { expires: exp! + SKEW, now: this.now() }))
      throw new GatewayProblem('cds-token-refused', 'replayed');
  }

  private now(): number {
    return Math.floor((this.options.clock ?? Date.now)() / 1000);
  }
}

/** For the log, and for whoever sets the EHR up: which check failed. */
function whyOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'aud' ? 'audience' : 'claims';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm';
  if (error instanceof errors.JWKSNoMatchingKey) return 'no-such-key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'malformed';
}
