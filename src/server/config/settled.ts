import { resolve } from 'node:path';
import { homeAlias, type Site } from '../../store/config/site.js';
import type { CdsConfig } from '../cds/options.js';
import { rulesFile } from './rules-file.js';
import type { Found, Secrets } from './secrets.js';
import type { ServeConfig, ServeIssuer } from './serve-config.js';
import { beside, type Written, type WrittenCds, type WrittenIssuer } from './written.js';

/** What the page can use: who asks, whose chart, its encounters, their audit events, and hazards that were noted. */
export const DEFAULT_SCOPES =
  'launch openid fhirUser online_access patient/Patient.rs patient/Encounter.rs patient/AuditEvent.rs patient/DetectedIssue.rs user/Encounter.rs user/AuditEvent.rs';

export const DEFAULTS = {
  listen: { host: '127.0.0.1', port: 8080 },
  metrics: { host: '127.0.0.1', port: 9090 },
  trustProxy: false,
  sessions: { idleMinutes: 60, hours: 12 },
  // A hospital often comes from one address: these stop a runaway client, not a busy morning.
  rateLimits: { launch: 3000, general: 12_000 },
  log: { level: 'info' },
  journal: { segmentSeconds: 60 },
} as const;

/** Services should answer in half a second; an EHR gives up after some more. */
export const DEFAULT_TIMEOUT_MS = 5000;

interface Context {
  file: string;
  secrets: Secrets;
  site: Site | null;
}

/** The file with its defaults filled in. Only for what has no faults. */
export function settled(written: Written, context: Context): Omit<ServeConfig, 'notices'> {
  const { file } = context;
  const publicUrl = written.publicUrl.replace(/\/+$/, '');
  const path = (name: string | undefined) => (name === undefined ? undefined : beside(file, name));
  const { pathname } = new URL(publicUrl);
  return {
    file: resolve(file),
    publicUrl,
    basePath: pathname === '/' ? '' : pathname,
    listen: { ...DEFAULTS.listen, ...written.listen },
    metrics: { ...DEFAULTS.metrics, ...written.metrics },
    store: beside(file, written.store),
    rules: rulesFile(path(written.rules)),
    site: path(written.site),
    tools: path(written.tools),
    alerts: path(written.alerts),
    waivers: path(written.waivers),
    issuers: written.issuers.map((issuer) => settledIssuer(issuer, context)),
    trustProxy: written.trustProxy ?? DEFAULTS.trustProxy,
    sessions: { ...DEFAULTS.sessions, ...written.sessions },
    rateLimits: { ...DEFAULTS.rateLimits, ...written.rateLimits },
    log: { ...DEFAULTS.log, ...written.log },
    journal: { segmentMs: (written.journal?.segmentSeconds ?? DEFAULTS.journal.segmentSeconds) * 1000 },
    cds: written.cds ? settledCds(written.cds, context) : null,
    beacon: {
      sites: (written.beacon?.sites ?? []).map(({ tool = '', context: shown = false, server, ...site }) => ({
        ...site,
        tool,
        context: shown,
        server: server ?? aliasOf(context),
      })),
    },
  };
}

function settledCds({ keys, clients, upstreams }: WrittenCds, context: Context): CdsConfig {
  const { secrets } = context;
  return {
    keys: keys && found(secrets.keys(keys.file)),
    clients: clients.map(({ iss, jwks, jku = [], server, auth = 'jwt', shows = false, origins = [] }) => ({
      iss,
      jwks,
      jku,
      server: server ?? aliasOf(context),
      auth,
      shows,
      origins,
    })),
    upstreams: upstreams.map(({ id, url, tool = '', timeoutMs, auth = 'jwt', fhirClientId }) => ({
      id,
      url: url.replace(/\/+$/, ''),
      tool,
      timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      auth,
      fhirClientId,
    })),
  };
}

const aliasOf = ({ site }: Pick<Context, 'site'>): string => (site ? homeAlias(site) : 'main');

function settledIssuer(issuer: WrittenIssuer, { secrets, site }: Context): ServeIssuer {
  const { iss, clientId, auth, keys, clientSecret, oidcIssuers, frameAncestors, access } = issuer;
  const informatics = access?.informatics ?? [];
  return {
    iss,
    clientId,
    auth,
    server: issuer.server ?? aliasOf({ site }),
    scopes: issuer.scopes ?? DEFAULT_SCOPES,
    access: { informatics },
    ...(Array.isArray(informatics) ? {} : { keepClaims: [informatics.claim] }),
    ...(keys ? { keys: found(secrets.keys(keys.file)) } : {}),
    ...(clientSecret ? { clientSecret: found(secrets.secret(clientSecret)) } : {}),
    ...(oidcIssuers ? { oidcIssuers } : {}),
    ...(frameAncestors ? { frameAncestors } : {}),
  };
}

function found<T>(secret: Found<T>): T {
  if ('faults' in secret) throw new Error(secret.faults.join('\n'));
  return secret.value;
}
