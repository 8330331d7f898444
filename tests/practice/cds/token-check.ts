import { createRemoteJWKSet, jwtVerify } from 'jose';

export interface TokenRules {
  jwksUrl: string;
  /** Whose tokens are taken. */
  iss: string;
  /** What callers put before /cds-services, where it is not the service's own address. */
  audBase?: string;
}

export type TokenCheck = (authorization: string | undefined, path: string) => Promise<void>;

/** CDS Hooks 2.0, "Trusting CDS Clients": throws with the reason that a call is refused for. */
export function tokenCheck({ jwksUrl, iss, audBase }: Required<TokenRules>): TokenCheck {
  const keys = createRemoteJWKSet(new URL(jwksUrl));
  const seen = new Set<string>();
  return async (authorization, path) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Error('a token is needed');
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['ES384', 'RS384'],
      issuer: iss,
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    const url = `${audBase}${path}`;
    if (payload.aud !== url) throw new Error(`aud must be "${url}"`);
    if (seen.has(payload.jti!)) throw new Error('jti was seen before');
    seen.add(payload.jti!);
  };
}
