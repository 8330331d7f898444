/**
 * How often one Node process verifies one JWT and signs another in a second, with nothing else to do: what both JWTs of a
 * call cost anybody who uses jose. node verify-and-sign.mjs SECONDS, forked by bench-gateway.ts.
 */
import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

const IN_FLIGHT = 16;
const WARM_MS = 1000;
const ms = Number(process.argv[2]) * 1000;
const url = 'http://127.0.0.1/cds-services/interactions';

const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES384' }] });

function signed() {
  const iat = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: 'bench', aud: url, iat, exp: iat + 300, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'bench' })
    .sign(privateKey);
}

const token = await signed();
const from = performance.now() + WARM_MS;
const to = from + ms;
let count = 0;

async function loop() {
  while (performance.now() < to) {
    await jwtVerify(token, keys, { issuer: 'bench', audience: url, algorithms: ['ES384'] });
    await signed();
    const now = performance.now();
    if (now >= from && now < to) count += 1;
  }
}

await Promise.all(Array.from({ length: IN_FLIGHT }, loop));
process.send({ rate: (count * 1000) / ms });
process.disconnect();
