import { createPrivateKey, createPublicKey } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import type { Issuer } from './options.js';

/** The algorithms SMART names for a client's signature (SMART App Launch 2.2, "Client Authentication: Asymmetric"). */
export type ClientAlgorithm = 'RS384' | 'ES384';

const SMALLEST_RSA = 2048;

function algorithm({ kty, crv, alg }: JWK): ClientAlgorithm | undefined {
  if (kty === 'RSA' && (alg === undefined || alg === 'RS384')) return 'RS384';
  if (kty === 'EC' && crv === 'P-384' && (alg === undefined || alg === 'ES384')) return 'ES384';
  return undefined;
}

/** What keeps a key from being used, named by its place in the list: the key itself is never shown. */
export function keyFaults(key: JWK, index: number, at: string): string[] {
  const where = `${at}: keys[${index}]`;
  if (!key.kid) return [`${where} has no kid; the EHR finds the public key by it`];
  if (!algorithm(key))
    return [
      `${where} (kid "${key.kid}") must be RSA for RS384 or EC P-384 for ES384; found ${key.kty} ${key.crv ?? ''} ${key.alg ?? ''}`.trimEnd(),
    ];
  if (index === 0 && !key.d)
    return [`${where} (kid "${key.kid}") signs, and so must be a private key (with "d")`];
  try {
    const input = { key: key as import('node:crypto').JsonWebKey, format: 'jwk' as const };
    const { modulusLength } =
      (key.d ? createPrivateKey(input) : createPublicKey(input)).asymmetricKeyDetails ?? {};
    if (modulusLength !== undefined && modulusLength < SMALLEST_RSA)
      return [`${where} (kid "${key.kid}") has ${modulusLength} bits; expected ${SMALLEST_RSA} or more`];
    return [];
  } catch {
    return [`${where} (kid "${key.kid}") is no valid ${key.kty} JWK`];
  }
}

/**
 * What `/.well-known/jwks.json` serves: public members only, picked by name so that none slips through, each kid once.
 * Every key of the list is served: that is how a key is rotated (publish the next, let it be seen, then sign with it).
 */
export function publicKeys(keys: JWK[]): { keys: JWK[] } {
  const byKid = new Map<string, JWK>();
  for (const key of keys) if (key.kid && !byKid.has(key.kid)) byKid.set(key.kid, publicHalf(key));
  return { keys: [...byKid.values()] };
}

function publicHalf(key: JWK): JWK {
  const common = { kty: key.kty!, kid: key.kid!, alg: algorithm(key)!, use: 'sig', key_ops: ['verify'] };
  return key.kty === 'RSA'
    ? { ...common, n: key.n!, e: key.e! }
    : { ...common, crv: key.crv!, x: key.x!, y: key.y! };
}

/** How long an assertion is good for; SMART allows five minutes, and clocks differ. */
const ASSERTION_SECONDS = 240;

/** How this client shows who it is at the token endpoint (SMART App Launch 2.2, "Client Authentication"). */
export async function clientAuthentication(issuer: Issuer, tokenEndpoint: string): Promise<oidc.ClientAuth> {
  if (issuer.auth === 'public') return oidc.None();
  if (issuer.auth === 'client_secret_basic') return oidc.ClientSecretBasic(issuer.clientSecret!);
  const signing = issuer.keys![0]!;
  const key = await signingKey(signing);
  return oidc.PrivateKeyJwt(
    { key, kid: signing.kid! },
    {
      [oidc.modifyAssertion]: (header, payload) => {
        header.typ = 'JWT';
        // RFC 7523 lets the audience be the issuer; SMART wants the token endpoint.
        payload.aud = tokenEndpoint;
        payload.exp = (payload.iat as number) + ASSERTION_SECONDS;
        // An EHR whose clock is behind would refuse an assertion that is "not yet" valid; SMART does not ask for it.
        delete payload.nbf;
      },
    },
  );
}

/** Imported once: an RSA key takes longer to import than to sign with. */
const imported = new WeakMap<JWK, Promise<oidc.CryptoKey>>();

function signingKey(jwk: JWK): Promise<oidc.CryptoKey> {
  let key = imported.get(jwk);
  if (!key) {
    key = importJWK(jwk, algorithm(jwk)!) as Promise<oidc.CryptoKey>;
    imported.set(jwk, key);
  }
  return key;
}
