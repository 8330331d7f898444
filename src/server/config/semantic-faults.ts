import { statSync } from 'node:fs';
import type { Site } from '../../store/config/site.js';
import { informaticsFaults } from './access-faults.js';
import { aliasFault } from './alias-fault.js';
import type { Secrets } from './secrets.js';
import { trustProxyFaults } from './trust-proxy-faults.js';
import { basePathFault, originFault, urlFault } from './url-faults.js';
import {
  beside,
  isMap,
  issuersOf,
  isText,
  type SecretSource,
  texts,
  type Written,
  type WrittenIssuer,
} from './written.js';
import type { WrittenFaults } from './written-faults.js';

interface Context {
  faults: WrittenFaults;
  secrets: Secrets;
  /** Null where site.yaml itself has faults: then nothing is said of its aliases. */
  site: Site | null;
  file: string;
}

/** What the shape allows and the meaning does not. Looks only at parts of the right shape; the rest is told already. */
export function semanticFaults(written: Written, context: Context): void {
  if (!isMap(written)) return;
  publicUrlFaults(written, context);
  portFaults(written, context);
  storeFaults(written, context);
  timeFaults(written, context);
  for (const { path, message } of trustProxyFaults(written.trustProxy))
    context.faults.add(['trustProxy', ...path], message);
  const seen = new Map<string, number>();
  for (const [index, issuer] of issuersOf(written)) {
    if (isText(issuer.iss)) {
      const first = seen.get(issuer.iss);
      if (first !== undefined)
        context.faults.add(
          ['issuers', index, 'iss'],
          `iss "${issuer.iss}" is already there (issuers.${first}); each EHR is listed once`,
        );
      seen.set(issuer.iss, first ?? index);
    }
    issuerFaults(issuer, index, context);
  }
}

function publicUrlFaults({ publicUrl }: Written, { faults }: Context): void {
  if (!isText(publicUrl)) return;
  const fault = urlFault(publicUrl) ?? basePathFault(publicUrl);
  if (fault) faults.add(['publicUrl'], `publicUrl ${fault}`);
}

function portFaults({ listen, metrics }: Written, { faults }: Context): void {
  const port = isMap(metrics) ? metrics.port : undefined;
  if (isMap(listen) && port !== undefined && port !== 0 && port === listen.port)
    faults.add(
      ['metrics', 'port'],
      `metrics.port ${port} is listen.port too; the figures for operators need a port of their own`,
    );
}

function storeFaults({ store }: Written, { faults, file }: Context): void {
  if (!isText(store)) return;
  const path = beside(file, store);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  faults.add(
    ['store'],
    `there is no store at "${path}"; make one with: mission-audit collect <paths…> --store ${store}`,
  );
}

function timeFaults({ sessions }: Written, { faults }: Context): void {
  if (!isMap(sessions)) return;
  const { idleMinutes, hours } = sessions as Record<string, unknown>;
  if (typeof idleMinutes === 'number' && idleMinutes > 60 * (typeof hours === 'number' ? hours : 12))
    faults.add(
      ['sessions', 'idleMinutes'],
      `sessions.idleMinutes ${idleMinutes} is longer than sessions.hours allows a launch to live`,
    );
}

function issuerFaults(issuer: Partial<WrittenIssuer>, index: number, context: Context): void {
  const { faults } = context;
  const at = (...path: (string | number)[]) => ['issuers', index, ...path];
  if (isText(issuer.iss)) {
    const fault = urlFault(issuer.iss);
    if (fault) faults.add(at('iss'), `iss ${fault}`);
  }
  for (const [place, url] of texts(issuer.oidcIssuers)) {
    const fault = urlFault(url);
    if (fault) faults.add(at('oidcIssuers', place), `oidcIssuers ${fault}`);
  }
  for (const [place, origin] of texts(issuer.frameAncestors)) {
    const fault = originFault(origin);
    if (fault) faults.add(at('frameAncestors', place), `frameAncestors ${fault}`);
  }
  if (isText(issuer.scopes) && issuer.scopes.trim() === '')
    faults.add(at('scopes'), 'scopes is blank; leave it out for what the page can use');
  const alias = aliasFault(issuer.server, context.site);
  if (alias) faults.add(at('server'), alias);
  secretFaults(issuer, at, context);
  if (isMap(issuer.access))
    for (const { path, message } of informaticsFaults(issuer.access.informatics))
      faults.add(at('access', 'informatics', ...path), message);
}

/** Each way of showing who we are needs its own secret, and another's is a mistake worth telling. */
function secretFaults(
  { auth, keys, clientSecret }: Partial<WrittenIssuer>,
  at: (...path: (string | number)[]) => (string | number)[],
  { faults, secrets }: Context,
): void {
  if (auth === 'private_key_jwt' && keys === undefined)
    faults.add(at('auth'), 'auth: private_key_jwt needs keys: {file: …} with private JWKs (docs/serve.md)');
  if (auth === 'client_secret_basic' && clientSecret === undefined)
    faults.add(at('auth'), 'auth: client_secret_basic needs clientSecret: {env: NAME} or {file: …}');
  if (isText(auth) && auth !== 'private_key_jwt' && keys !== undefined)
    faults.add(at('keys'), `keys is used by auth: private_key_jwt only, and auth is ${auth}`, 'key');
  if (isText(auth) && auth !== 'client_secret_basic' && clientSecret !== undefined)
    faults.add(
      at('clientSecret'),
      `clientSecret is used by auth: client_secret_basic only, and auth is ${auth}`,
      'key',
    );
  if (auth === 'private_key_jwt' && isMap(keys) && isText(keys.file)) {
    const found = secrets.keys(keys.file);
    if ('faults' in found) for (const message of found.faults) faults.add(at('keys', 'file'), message);
  }
  if (auth === 'client_secret_basic' && isMap(clientSecret)) {
    const source: SecretSource = clientSecret;
    const [name] = (['env', 'file'] as const).filter((key) => isText(source[key]));
    const found = name && Object.keys(source).length === 1 ? secrets.secret(source) : undefined;
    if (name && found && 'faults' in found)
      for (const message of found.faults) faults.add(at('clientSecret', name), message);
  }
}
