import './quiet.js';
import { errors } from 'oidc-provider';

const LONGEST_SECONDS = 300;
const SKEW_SECONDS = 10;

/** What SMART asks of a client assertion beyond OpenID Connect; the signature and the `jti` were checked before. */
export function checkAssertion({
  claims,
  header,
  tokenEndpoint,
}: {
  claims: Record<string, unknown>;
  header: Record<string, unknown>;
  tokenEndpoint: string;
}): void {
  const refuse = (why: string) => {
    throw new errors.InvalidClientAuth(why);
  };
  if (header.typ !== 'JWT') refuse('typ must be "JWT"');
  if (typeof header.kid !== 'string') refuse('kid must name the key');
  if (claims.sub !== claims.iss) refuse('sub must be the client id, as iss');
  if (![claims.aud].flat().includes(tokenEndpoint)) refuse(`aud must be "${tokenEndpoint}"`);
  const ahead = Number(claims.exp) - Date.now() / 1000;
  if (!(ahead <= LONGEST_SECONDS + SKEW_SECONDS)) refuse('exp must be at most five minutes ahead');
}
