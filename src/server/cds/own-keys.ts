import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { keptKey } from '../kept-key.js';

/** Where the gateway keeps what it must not forget: its key, and the uuids that services repeat. */
export const cdsFolder = (store: string): string => join(store, 'cds');

/** The key by which the gateway signs where the site has given none: made once a store. Throws Fault. */
export function ownKeys(store: string): JWK[] {
  const text = keptKey(join(cdsFolder(store), 'client-key.jwk.json'), {
    make: () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
      return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES384' });
    },
    doing: 'keeping the key that the gateway signs with',
  });
  return [JSON.parse(text) as JWK];
}
