import { createSecretKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** Of this process: a restart ends all launches too, and the forms with them. */
const SECRET = createSecretKey(randomBytes(32));
/** As long as a launch at most. */
const LIFETIME = '12h';
const ALGORITHM = 'HS256';
const AUDIENCE = 'form';

/**
 * Goes into each form of a launch's page and comes back with it. The launch's cookie is sent along from other sites
 * too (it must be: we are in a frame), so only this tells our own form from theirs.
 */
export function formToken(sessionId: string): string {
  return jwt.sign({}, SECRET, {
    algorithm: ALGORITHM,
    subject: sessionId,
    audience: AUDIENCE,
    expiresIn: LIFETIME,
  });
}

/** `token` is what came, whatever that is. */
export function isFormToken(sessionId: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  try {
    jwt.verify(token, SECRET, { algorithms: [ALGORITHM], subject: sessionId, audience: AUDIENCE });
    return true;
  } catch {
    return false;
  }
}
