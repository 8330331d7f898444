import type { Address, ServeConfig } from './config/serve-config.js';

/** What is served and what to register where, for the person who starts it. No secret, and nothing of a patient. */
export function servePlan(config: ServeConfig): string {
  const { publicUrl, listen, metrics, issuers, store, rules, site, tools, notices } = config;
  const withKeys = issuers.some(({ auth }) => auth === 'private_key_jwt');
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

const at = ({ host, port }: Address): string =>
  `http://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}`;
