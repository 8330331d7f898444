import { randomUUID } from 'node:crypto';
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose';

/** How long a token of ours is good for; the specification recommends no more than five minutes. */
const SECONDS = 300;
/** Signed ahead for each address, since a signature takes longer than all else that the gateway does. */
const READY = 4;
const READY_MS = 60_000;
const REFILL_MS = 3;
/** Addresses for which tokens are kept ready; there are as many as there are services. */
const ADDRESSES = 1000;

interface Ready {
  token: string;
  /** Milliseconds of a clock that only goes forward. */
  until: number;
}

/** Signs the JWT of each call to a service (CDS Hooks 2.0, "Trusting CDS Clients"). */
export class OwnToken {
  private key: Promise<CryptoKey> | undefined;
  private readonly ready = new Map<string, Ready[]>();
  private readonly refilling = new Set<string>();

  constructor(
    private readonly jwk: JWK,
    /** Who we are to the service, and where it finds the public half. */
    private readonly about: { iss: string; jku: string },
  ) {}

  /** `url` is the address that is called. Each token is given out once. */
  async forCall(url: string): Promise<string> {
    const tokens = this.ready.get(url);
    let one = tokens?.shift();
    while (one && one.until < performance.now()) one = tokens!.shift();
    this.refillSoon(url);
    return one?.token ?? this.signed(url);
  }

  private refillSoon(url: string): void {
    if (this.refilling.has(url) || (!this.ready.has(url) && this.ready.size >= ADDRESSES)) return;
    this.refilling.add(url);
    // When this call is answered, as a rule: until then its service needs the machine.
    setTimeout(() => void this.refill(url).finally(() => this.refilling.delete(url)), REFILL_MS).unref();
  }

  private async refill(url: string): Promise<void> {
    const tokens = this.ready.get(url) ?? [];
    this.ready.set(url, tokens);
    while (tokens.length < READY) {
      const until = performance.now() + READY_MS;
      tokens.push({ token: await this.signed(url), until });
    }
  }

  private async signed(url: string): Promise<string> {
    const alg = this.jwk.kty === 'RSA' ? 'RS384' : 'ES384';
    this.key ??= importJWK(this.jwk, alg) as Promise<CryptoKey>;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: this.about.iss, aud: url, exp: now + SECONDS, iat: now, jti: randomUUID() })
      .setProtectedHeader({ alg, typ: 'JWT', kid: this.jwk.kid!, jku: this.about.jku })
      .sign(await this.key);
  }
}
