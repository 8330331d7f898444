import { loadAlerts } from '../../store/config/alerts.js';
import type { ServeConfig } from './serve-config.js';
import { isLoopbackHost } from './url-faults.js';

/** What is accepted and still worth a word when the server starts. */
export function notices(config: Omit<ServeConfig, 'notices'>): string[] {
  return [...proxyNotices(config), ...cdsNotices(config), ...config.issuers.flatMap(issuerNotices)];
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

/** The tool of an alert is what alerts.yaml says of its key: without a line for it no verdict on the tool counts it. */
function cdsNotices({ cds, alerts }: Omit<ServeConfig, 'notices'>): string[] {
  if (!cds) return [];
  const map = loadAlerts(alerts);
  return [
    ...cds.upstreams
      .filter(({ id, tool }) => tool !== '' && map(`${id}.any/any`).tool !== tool)
      .map(
        ({ id, tool }) =>
          `cds.upstreams "${id}": its alerts have keys "${id}.<service>/<topic or source>", and alerts.yaml gives these no tool; add to it: {key: "${id}.*", tool: ${tool}}`,
      ),
    ...cds.clients
      .filter(({ auth }) => auth === 'none')
      .map(({ iss }) => `cds.clients "${iss}": auth is none: whoever reaches this address may call`),
  ];
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
