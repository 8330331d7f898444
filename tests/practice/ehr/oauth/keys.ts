import { exportJWK, generateKeyPair } from 'jose';

/** The EHR's own keys, new at each start: RS256 as most EHRs sign, ES384 as some do. */
export async function signingKeys() {
  const keys = await Promise.all(
    ['RS256', 'ES384'].map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: `ehr-${alg.toLowerCase()}` };
    }),
  );
  return { keys };
}
