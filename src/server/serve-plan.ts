import type { CdsConfig } from './cds/options.js';
import type { Address, BeaconSite, ServeConfig } from './config/serve-config.js';

/** What is served and what to register where, for the person who starts it. No secret, and nothing of a patient. */
export function servePlan(config: ServeConfig): string {
  const { publicUrl, listen, metrics, issuers, store, rules, site, tools, cds, beacon, notices } = config;
  const withKeys =
    issuers.some(({ auth }) => auth === 'private_key_jwt') ||
    cds?.upstreams.some(({ auth }) => auth === 'jwt');
  const lines = [
    `listens on     ${at(listen)}`,
    `for browsers   ${publicUrl}`,
    `metrics        ${at(metrics)}/metrics`,
    `store          ${store}`,
    `rules          ${rules}`,
    ...(site ? [`site           ${site}`] : []),
    ...(tools ? [`tools          ${tools}`] : []),
    'register with each EHR:',
    `  launch URL   ${publicUrl}/launch`,
    `  redirect URI ${publicUrl}/callback`,
    ...(withKeys ? [`  JWKS URL     ${publicUrl}/.well-known/jwks.json`] : []),
    'EHRs:',
    ...issuers.flatMap(issuerLines),
    ...(cds ? gatewayLines(cds, publicUrl) : []),
    ...(beacon.sites.length > 0 ? ['click beacon:', ...beacon.sites.map(siteLine)] : []),
    ...notices.map((notice) => `notice: ${notice}`),
  ];
  return `${lines.join('\n')}\n`;
}

function issuerLines({
  iss,
  server,
  clientId,
  auth,
  keys,
  scopes,
  frameAncestors,
}: ServeConfig['issuers'][number]) {
  return [
    `  ${iss}`,
    `    client     ${clientId}, ${auth}${keys ? `, signs with key "${keys[0]!.kid}"` : ''}`,
    `    server     ${server}`,
    `    scopes     ${scopes}`,
    `    framed by  ${frameAncestors?.join(' ') || 'nobody'}`,
  ];
}

function gatewayLines({ clients, upstreams }: CdsConfig, publicUrl: string): string[] {
  return [
    'CDS Hooks gateway:',
    `  base address ${publicUrl}  (in the EHR, in place of the service's own; ids begin with the names below)`,
    ...clients.map(({ iss, auth }) => `  called by    ${iss}${auth === 'none' ? ', without a JWT' : ''}`),
    ...upstreams.map(
      ({ id, url, timeoutMs, auth }) =>
        `  ${id.padEnd(12)} ${url}, ${timeoutMs} ms${auth === 'none' ? ', without a JWT' : ''}`,
    ),
  ];
}

const siteLine = ({ key, scope, tool, origins }: BeaconSite): string =>
  `  ${key.padEnd(12)} ${scope === 'tool' ? tool : 'the whole EHR'}, on ${origins.join(' ')}`;

const at = ({ host, port }: Address): string =>
  `http://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}`;
