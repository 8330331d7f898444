import { folder } from './urls.js';

/** Encoded slashes, dots and percent signs: some servers decode a path once more and so climb out of it. */
const ENCODED = /%(2e|2f|5c|25|00)/i;
const ODD = /[\\\s\p{Cc}]/u;

/**
 * The absolute URL of something below the FHIR base, or undefined. Every request that carries a bearer token passes here:
 * reads, references, next links and redirects. A server's answer must not be able to send the token anywhere else.
 */
export function belowBase(reference: string, base: string): URL | undefined {
  if (typeof reference !== 'string' || reference === '' || ODD.test(reference)) return undefined;
  const path = reference.split(/[?#]/, 1)[0]!;
  if (ENCODED.test(path) || path.split('/').some((part) => part === '..' || part === '.')) return undefined;
  // "//host/…" and "/admin" would leave the base: only whole URLs and paths below it are meant.
  if (reference.startsWith('/') || !URL.canParse(reference, folder(base))) return undefined;
  const url = new URL(reference, folder(base));
  const home = new URL(folder(base));
  if (url.origin !== home.origin || url.username || url.password) return undefined;
  if (url.pathname.slice(home.pathname.length - 1).includes('//')) return undefined;
  // Some servers page with the base itself, "https://ehr.example/fhir?page=2".
  const inside = url.pathname.startsWith(home.pathname) || `${url.pathname}/` === home.pathname;
  url.hash = '';
  return inside ? url : undefined;
}
