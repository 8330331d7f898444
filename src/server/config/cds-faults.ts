import type { Site } from '../../store/config/site.js';
import { aliasFault } from './alias-fault.js';
import type { Secrets } from './secrets.js';
import { isLoopbackHost, originFault, urlFault } from './url-faults.js';
import {
  isMap,
  isText,
  mapsIn,
  texts,
  type Written,
  type WrittenCdsClient,
  type WrittenUpstream,
} from './written.js';
import type { WrittenFaults } from './written-faults.js';

interface Context {
  faults: WrittenFaults;
  secrets: Secrets;
  site: Site | null;
}

/** What of the gateway's part the shape allows and the meaning does not. */
export function cdsFaults(written: Written, context: Context): void {
  const cds: unknown = isMap(written) ? written.cds : undefined;
  if (!isMap(cds)) return;
  const { faults, secrets } = context;
  const { keys } = cds;
  if (isMap(keys) && isText(keys.file)) {
    const found = secrets.keys(keys.file);
    if ('faults' in found) for (const message of found.faults) faults.add(['cds', 'keys', 'file'], message);
  }
  const once = onlyOnce(faults);
  for (const [index, client] of mapsIn<WrittenCdsClient>(cds.clients)) {
    once(['cds', 'clients', index, 'iss'], client.iss);
    clientFaults(client, { ...context, written, at: ['cds', 'clients', index] });
  }
  for (const [index, upstream] of mapsIn<WrittenUpstream>(cds.upstreams)) {
    once(['cds', 'upstreams', index, 'id'], upstream.id);
    upstreamFaults(upstream, { faults, at: ['cds', 'upstreams', index] });
  }
}

type Path = (string | number)[];

function onlyOnce(faults: WrittenFaults) {
  const seen = new Set<string>();
  return (path: Path, value: unknown) => {
    if (!isText(value)) return;
    const name = `${path.slice(0, 2).join('.')} ${value}`;
    if (seen.has(name)) faults.add(path, `"${value}" is already there; each is listed once`);
    seen.add(name);
  };
}

function clientFaults(
  { jwks, jku, auth, server, origins }: Partial<WrittenCdsClient>,
  { faults, site, written, at }: Context & { written: Written; at: Path },
): void {
  if (auth === 'none' && !isOnlyHere(written))
    faults.add(
      [...at, 'auth'],
      'auth: none lets everybody call; it is for a publicUrl and a listen.host on this machine (127.0.0.1) only: give jwks, and leave auth out',
    );
  if (auth !== 'none' && jwks === undefined && texts(jku).length === 0)
    faults.add(at, 'without jwks or jku its JWTs cannot be verified; expected jwks: https://…/jwks.json');
  const addresses: [Path, string][] = [
    ...(isText(jwks) ? [[[...at, 'jwks'], jwks] as [Path, string]] : []),
    ...texts(jku).map(([index, url]): [Path, string] => [[...at, 'jku', index], url]),
  ];
  for (const [path, url] of addresses) {
    const fault = urlFault(url.split('?', 1)[0]!);
    if (fault) faults.add(path, `${path[3]} ${fault}`);
  }
  for (const [index, origin] of texts(origins)) {
    const fault = originFault(origin);
    if (fault) faults.add([...at, 'origins', index], `origins ${fault}`);
  }
  const fault = aliasFault(server, site);
  if (fault) faults.add([...at, 'server'], fault);
}

/** Whether nobody but this machine reaches the app, as far as its own file tells. */
function isOnlyHere({ publicUrl, listen }: Written): boolean {
  const url = isText(publicUrl) && URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const host: unknown = isMap(listen) ? listen.host : undefined;
  return (!url || isLoopbackHost(url.hostname)) && (!isText(host) || isLoopbackHost(host));
}

function upstreamFaults(
  { id, url }: Partial<WrittenUpstream>,
  { faults, at }: { faults: WrittenFaults; at: Path },
): void {
  // A dot ends it in the ids that EHRs see.
  if (isText(id) && !/^[a-z0-9][a-z0-9_-]{0,62}$/i.test(id))
    faults.add([...at, 'id'], `id "${id}" goes before its services' ids; expected letters, digits, - and _`);
  const fault = isText(url) ? urlFault(url) : undefined;
  if (fault) faults.add([...at, 'url'], `url ${fault}`);
  else if (isText(url) && /\/cds-services\/?$/.test(url))
    faults.add([...at, 'url'], `url "${url}" must be without /cds-services: that is added`);
}
