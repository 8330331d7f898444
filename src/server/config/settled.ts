import { resolve } from 'node:path';
import { homeAlias, type Site } from '../../store/config/site.js';
import { rulesFile } from './rules-file.js';
import type { Found, Secrets } from './secrets.js';
import type { ServeConfig, ServeIssuer } from './serve-config.js';
import { beside, type Written, type WrittenIssuer } from './written.js';

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
} as const;

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
  };
}

function settledIssuer(issuer: WrittenIssuer, { secrets, site }: Context): ServeIssuer {
  const { iss, clientId, auth, keys, clientSecret, oidcIssuers, frameAncestors, access } = issuer;
  const informatics = access?.informatics ?? [];
  return {
    iss,
    clientId,
    auth,
    server: issuer.server ?? (site ? homeAlias(site) : 'main'),
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
