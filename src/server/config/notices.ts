import type { ServeConfig } from './serve-config.js';
import { isLoopbackHost } from './url-faults.js';
import type { Written } from './written.js';

/** What is accepted and still worth a word when the server starts. */
export function notices(written: Written, config: Omit<ServeConfig, 'notices'>): string[] {
  const later = (['cds', 'beacon'] as const).filter((key) => written[key] !== undefined);
  return [
    ...later.map((key) => `${key}: is accepted, and belongs to a later version; nothing of it is done yet`),
    ...proxyNotices(config),
    ...config.issuers.flatMap(issuerNotices),
  ];
}

function proxyNotices({ publicUrl, listen, metrics, trustProxy }: Omit<ServeConfig, 'notices'>): string[] {
  const told: string[] = [];
  if (publicUrl.startsWith('https:') && trustProxy === false)
    told.push(
      'trustProxy: is false, and publicUrl is https, so a proxy stands in front: its address counts for everybody’s in rate limits; set trustProxy: 1',
    );
  if (publicUrl.startsWith('http:') && !isLoopbackHost(listen.host))
    told.push(`listen.host: "${listen.host}" is open to other machines, while publicUrl is of this one`);
  if (!isLoopbackHost(metrics.host))
    told.push(`metrics.host: "${metrics.host}" is open to other machines; /metrics asks for no password`);
  return told;
}

function issuerNotices({ iss, frameAncestors, access, scopes }: ServeConfig['issuers'][number]): string[] {
  const asked = scopes.split(/\s+/);
  const { informatics } = access;
  return [
    ...(frameAncestors?.length
      ? []
      : [`${iss}: without frameAncestors its chart cannot show the app in a frame`]),
    ...(Array.isArray(informatics) && informatics.length === 0
      ? [`${iss}: without access.informatics nobody sees the site’s figures`]
      : []),
    ...(asked.includes('openid') && asked.includes('fhirUser')
      ? []
      : [`${iss}: without the scopes openid and fhirUser it is not known who launched`]),
  ];
}
