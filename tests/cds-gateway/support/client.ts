import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

export interface TestClient {
  iss: string;
  jwks: string;
  /** A token for a call of `url`, with what differs from a good one. */
  token(
    url: string,
    unlike?: { claims?: JWTPayload; header?: Partial<JWTHeaderParameters>; key?: CryptoKey },
  ): Promise<string>;
  /** Changes the key: new tokens are signed by it, and the old one is published no more. */
  rotate(): Promise<void>;
  /** How often its keys were asked for. */
  asked(): number;
  /** From now on its key server answers nothing. */
  stopKeys(): Promise<void>;
  close(): Promise<void>;
}

type CryptoKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** An EHR that calls CDS Hooks: its key server, and tokens as it signs them. */
export async function testClient(alg: 'ES384' | 'RS384' = 'ES384'): Promise<TestClient> {
  let keys = await pair(alg);
  let asked = 0;
  const server = createServer((_, res) => {
    asked += 1;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ keys: [keys.jwk] }));
  });
  const origin = await listening(server);
  return {
    iss: origin,
    jwks: `${origin}/jwks.json`,
    token: (url, { claims = {}, header = {}, key } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const whole = { iss: origin, aud: url, iat: now, exp: now + 300, jti: randomUUID(), ...claims };
      const signed = new SignJWT(whole as JWTPayload);
      return signed
        .setProtectedHeader({ alg, typ: 'JWT', kid: keys.jwk.kid!, ...header } as JWTHeaderParameters)
        .sign(key ?? keys.privateKey);
    },
    rotate: async () => {
      keys = await pair(alg);
    },
    asked: () => asked,
    stopKeys: () => closed(server),
    close: () => closed(server),
  };
}

async function pair(alg: string): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: 'sig' } };
}

export async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
