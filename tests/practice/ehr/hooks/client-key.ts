import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

const ALG = 'ES384';

/** Who the EHR is to decision support: whose tokens, and where the key to check them lies. */
export interface CdsClient {
  iss: string;
  /** The address of the key set. */
  jwks: string;
}

export interface ClientKey {
  client: CdsClient;
  keySet: { keys: object[] };
  /** A token for one call of one URL (CDS Hooks 2.0, "Trusting CDS Clients"). */
  token(url: string): Promise<string>;
}

/** The EHR's key as a CDS client, new at each start and apart from those of its authorization server. */
export async function clientKey(origin: string): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALG);
  const jwk = await exportJWK(publicKey);
  // Named after itself: a restarted EHR has a new key, and who keeps keys by name must not take the old one for it.
  const kid = await calculateJwkThumbprint(jwk);
  const client = { iss: origin, jwks: `${origin}/cds-client/jwks.json` };
  return {
    client,
    keySet: { keys: [{ ...jwk, alg: ALG, use: 'sig', kid }] },
    token: (url) =>
      new SignJWT()
        .setProtectedHeader({ alg: ALG, typ: 'JWT', kid, jku: client.jwks })
        .setIssuer(client.iss)
        .setAudience(url)
        .setIssuedAt()
        .setExpirationTime('5m')
        .setJti(randomUUID())
        .sign(privateKey),
  };
}
