import { isSecure } from '../../../smart-launch/urls.js';

/** Ends the sentence "publicUrl …"; undefined where the address will do. */
export function urlFault(value: string): string | undefined {
  if (!URL.canParse(value)) return `"${value}" is no URL; expected https://host/path`;
  const url = new URL(value);
  if (!isSecure(url)) return `"${value}" must be https (http only on localhost or 127.0.0.1)`;
  if (url.username || url.password) return `of "${url.host}" must have no user name and no password`;
  if (url.search || url.hash) return `"${value}" must have no query and no fragment`;
  return undefined;
}

/** The path becomes the place where routes are mounted, in which some signs mean more than themselves. */
export function basePathFault(value: string): string | undefined {
  const { pathname } = new URL(value);
  return /^(\/[A-Za-z0-9._~-]+)*\/?$/.test(pathname)
    ? undefined
    : `has the path "${pathname}"; expected letters, digits and . _ ~ - between slashes`;
}

/** A path here would allow less than it seems to; a wildcard, more. */
export function originFault(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url && isHttp && url.origin === value) {
    return isSecure(url) ? undefined : `"${value}" must be https (http only on localhost or 127.0.0.1)`;
  }
  const near = url && isHttp && !url.host.includes('*') ? `; did you mean "${url.origin}"?` : '';
  return `"${value}" is no origin; expected scheme and host, as https://ehr.example.org${near}`;
}

/** Whether only programs of this machine reach it. */
export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
