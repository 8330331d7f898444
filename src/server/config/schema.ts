import { LOG_LEVELS } from './log-levels.js';

const text = { type: 'string', minLength: 1 } as const;
const list = { type: 'array', items: text } as const;

function map(properties: Record<string, object>, required: string[] = []) {
  return { type: 'object', additionalProperties: false, properties, required };
}

const address = map({
  host: text,
  port: { type: 'integer', minimum: 0, maximum: 65535 },
});

/** `env` or `file`: one of them. */
const secret = { ...map({ env: text, file: text }), minProperties: 1, maxProperties: 1 };

const informatics = {
  type: ['array', 'object'],
  items: text,
  properties: { claim: text, values: { ...list, minItems: 1 } },
  required: ['claim', 'values'],
  additionalProperties: false,
};

const issuer = map(
  {
    iss: text,
    server: text,
    clientId: text,
    auth: { enum: ['public', 'client_secret_basic', 'private_key_jwt'] },
    keys: map({ file: text }, ['file']),
    clientSecret: secret,
    scopes: text,
    oidcIssuers: list,
    frameAncestors: list,
    access: map({ informatics }),
  },
  ['iss', 'clientId', 'auth'],
);

const cdsClient = map(
  {
    iss: text,
    jwks: text,
    jku: list,
    server: text,
    auth: { enum: ['jwt', 'none'] },
    shows: { type: ['boolean', 'array'], items: text },
    origins: list,
  },
  ['iss'],
);
const upstream = map(
  {
    id: text,
    url: text,
    tool: text,
    timeoutMs: { type: 'integer', minimum: 1, maximum: 120_000 },
    auth: { enum: ['jwt', 'none'] },
    fhirClientId: text,
  },
  ['id', 'url'],
);
const beaconSite = map(
  {
    key: text,
    origins: { ...list, minItems: 1 },
    scope: { enum: ['whole-ehr', 'tool'] },
    tool: text,
    context: { type: 'boolean' },
    server: text,
  },
  ['key', 'origins', 'scope'],
);

/** The shape of the file. What a shape cannot say is in semantic-faults.ts; each key is in docs/serve.md (tested). */
export const SERVE_SCHEMA = map(
  {
    publicUrl: text,
    listen: address,
    metrics: address,
    store: text,
    rules: text,
    site: text,
    tools: text,
    alerts: text,
    waivers: text,
    issuers: { type: 'array', items: issuer, minItems: 1 },
    trustProxy: { type: ['boolean', 'integer', 'array'], minimum: 0, maximum: 20, items: text },
    sessions: map({
      idleMinutes: { type: 'integer', minimum: 1 },
      hours: { type: 'integer', minimum: 1, maximum: 24 },
    }),
    rateLimits: map({
      launch: { type: 'integer', minimum: 1 },
      general: { type: 'integer', minimum: 1 },
    }),
    log: map({ level: { enum: [...LOG_LEVELS] } }),
    journal: map({ segmentSeconds: { type: 'integer', minimum: 1, maximum: 3600 } }),
    cds: map(
      {
        keys: map({ file: text }, ['file']),
        clients: { type: 'array', items: cdsClient, minItems: 1 },
        upstreams: { type: 'array', items: upstream, minItems: 1 },
      },
      ['clients', 'upstreams'],
    ),
    beacon: map({ sites: { type: 'array', items: beaconSite } }, ['sites']),
  },
  ['publicUrl', 'store', 'issuers'],
);
