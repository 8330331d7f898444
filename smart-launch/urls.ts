const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/** https anywhere; http only where the traffic does not leave the machine. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** The FHIR base as a folder, so that relative URLs resolve below it and not beside it. */
export function folder(base: string): string {
  return base.endsWith('/') ? base : `${base}/`;
}

/**
 * An endpoint the EHR names about itself, absolute or relative to its FHIR base (SMART App Launch 2.2, "Conformance").
 * Plain http only where both are on this machine, as in a demonstration.
 */
export function endpoint(value: unknown, base: string): string | undefined {
  if (typeof value !== 'string' || value === '' || !URL.canParse(value, folder(base))) return undefined;
  const url = new URL(value, folder(base));
  if (url.username || url.password) return undefined;
  const fits = url.protocol === 'https:' || (isSecure(url) && isLoopback(new URL(base)));
  return fits ? url.href : undefined;
}

/** Issuers differ in a closing slash alone more often than not. */
export function sameIssuer(a: string, b: string): boolean {
  return folder(a) === folder(b);
}
