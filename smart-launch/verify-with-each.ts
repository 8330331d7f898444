import * as jose from 'jose';

/** Verifies a token; where it names no key and several could have signed it, with each of them. Throws as jose does. */
export async function verifyWithEach(
  keys: jose.JWTVerifyGetKey,
  token: string,
  how: jose.JWTVerifyOptions,
): Promise<jose.JWTPayload> {
  try {
    return (await jose.jwtVerify(token, keys, how)).payload;
  } catch (error) {
    if (!(error instanceof jose.errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jose.jwtVerify(token, key, how)).payload;
      } catch (inner) {
        if (!(inner instanceof jose.errors.JWSSignatureVerificationFailed)) throw inner;
      }
    }
    throw new jose.errors.JWSSignatureVerificationFailed();
  }
}
