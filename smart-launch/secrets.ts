import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits, safe in a URL and in a cookie's name. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}

export const ID = /^[A-Za-z0-9_-]{22}$/;

/** 256 bits. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps in place of a secret the browser holds. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares two fingerprints in a time that tells nothing of where they differ. */
export function sameFingerprint(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
