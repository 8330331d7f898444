import { randomUUID } from 'node:crypto';
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose';

/** How long a token of ours is good for; the specification recommends no more than five minutes. */
const SECONDS = 300;

/** Signs the JWT of each call to a service (CDS Hooks 2.0, "Trusting CDS Clients"). */
export class OwnToken {
  private key: Promise<CryptoKey> | undefined;

  constructor(
    private readonly jwk: JWK,
    /** Who we are to the service, and where it finds the public half. */
    private readonly about: { iss: string; jku: string },
  ) {}

  /** `url` is the address that is called. */
  async forCall(url: string): Promise<string> {
    const alg = this.jwk.kty === 'RSA' ? 'RS384' : 'ES384';
    this.key ??= importJWK(this.jwk, alg) as Promise<CryptoKey>;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: this.about.iss, aud: url, exp: now + SECONDS, iat: now, jti: randomUUID() })
      .setProtectedHeader({ alg, typ: 'JWT', kid: this.jwk.kid!, jku: this.about.jku })
      .sign(await this.key);
  }
}
