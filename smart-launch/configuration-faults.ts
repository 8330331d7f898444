import { keyFaults } from './client-keys.js';
import type { Issuer, SmartLaunchOptions } from './options.js';
import { isSecure } from './urls.js';

/** What is wrong with the options, all of it, in words for the person who wrote them. */
export function configurationFaults({ publicUrl, issuers }: SmartLaunchOptions): string[] {
  const seen = new Set<string>();
  const twice = issuers.filter(({ iss }) => seen.size === seen.add(iss).size);
  return [
    ...urlFaults('publicUrl', publicUrl),
    ...(issuers.length === 0 ? ['issuers: at least one EHR must be listed'] : []),
    ...twice.map(({ iss }) => `issuers: "${iss}" is listed twice`),
    ...issuers.flatMap(issuerFaults),
    ...sameKidFaults(issuers),
  ];
}

function urlFaults(what: string, value: string): string[] {
  if (!URL.canParse(value)) return [`${what}: "${value}" is not a URL; expected https://…`];
  const url = new URL(value);
  if (!isSecure(url)) return [`${what}: "${value}" must be https (http only on localhost or 127.0.0.1)`];
  if (url.search || url.hash || url.username)
    return [`${what}: "${value}" must have no query, fragment or user name`];
  return [];
}

function issuerFaults(issuer: Issuer): string[] {
  const { iss, auth, clientId, clientSecret, keys, scopes } = issuer;
  const at = `issuer "${iss}"`;
  return [
    ...urlFaults(`${at}: iss`, iss),
    ...(clientId ? [] : [`${at}: clientId is empty; the EHR gave it when the app was registered`]),
    ...(scopes.trim()
      ? []
      : [`${at}: scopes is empty; for instance "launch openid fhirUser user/Encounter.rs"`]),
    ...(auth === 'client_secret_basic' && !clientSecret
      ? [`${at}: auth client_secret_basic needs clientSecret`]
      : []),
    ...(auth === 'private_key_jwt' && !keys?.length
      ? [`${at}: auth private_key_jwt needs keys, a list of private JWKs`]
      : []),
    ...(auth === 'private_key_jwt' ? (keys ?? []).flatMap((key, index) => keyFaults(key, index, at)) : []),
    ...(issuer.oidcIssuers ?? []).flatMap((other) => urlFaults(`${at}: oidcIssuers`, other)),
  ];
}

/** An EHR picks a key by its kid alone, so one kid must mean one key. */
function sameKidFaults(issuers: Issuer[]): string[] {
  const known = new Map<string, string>();
  const faults: string[] = [];
  for (const { kid, n, x } of issuers.flatMap(({ keys }) => keys ?? [])) {
    const material = String(n ?? x);
    if (kid && known.has(kid) && known.get(kid) !== material)
      faults.push(`keys: kid "${kid}" names two different keys; give each key a kid of its own`);
    if (kid) known.set(kid, material);
  }
  return faults;
}
