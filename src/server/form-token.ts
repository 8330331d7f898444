import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of this process: a restart ends all launches too, and the forms with them. */
const SECRET = randomBytes(32);

/**
 * Goes into each form of a launch's page and comes back with it. The launch's cookie is sent along from other sites
 * too (it must be: we are in a frame), so only this tells our own form from theirs.
 */
export function formToken(sessionId: string): string {
  return createHmac('sha256', SECRET).update(`form ${sessionId}`).digest('base64url');
}

/** Takes as long for a near miss as for a far one. `token` is what came, whatever that is. */
export function isFormToken(sessionId: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [ours, theirs] = [Buffer.from(formToken(sessionId)), Buffer.from(token)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
