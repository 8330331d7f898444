import { dirname, resolve } from 'node:path';
import type { LogLevel } from './log-levels.js';
import type { Access, Address } from './serve-config.js';

/** Where a secret comes from: never from the configuration itself, which is copied, mailed and committed. */
export interface SecretSource {
  env?: string;
  file?: string;
}

export interface WrittenIssuer {
  iss: string;
  server?: string;
  clientId: string;
  auth: 'public' | 'client_secret_basic' | 'private_key_jwt';
  keys?: { file: string };
  clientSecret?: SecretSource;
  scopes?: string;
  oidcIssuers?: string[];
  frameAncestors?: string[];
  access?: Partial<Access>;
}

export interface WrittenCdsClient {
  iss: string;
  jwks?: string;
  jku?: string[];
  server?: string;
  auth?: 'jwt' | 'none';
  shows?: boolean | string[];
  origins?: string[];
}

export interface WrittenUpstream {
  id: string;
  url: string;
  tool?: string;
  timeoutMs?: number;
  auth?: 'jwt' | 'none';
  fhirClientId?: string;
}

export interface WrittenCds {
  keys?: { file: string };
  clients: WrittenCdsClient[];
  upstreams: WrittenUpstream[];
}

export interface WrittenBeaconSite {
  key: string;
  origins: string[];
  scope: 'whole-ehr' | 'tool';
  tool?: string;
  context?: boolean;
  server?: string;
}

/** The file as a person wrote it. Before the schema has passed any part of it may be anything: see `texts`. */
export interface Written {
  publicUrl: string;
  listen?: Partial<Address>;
  metrics?: Partial<Address>;
  store: string;
  rules?: string;
  site?: string;
  tools?: string;
  alerts?: string;
  waivers?: string;
  issuers: WrittenIssuer[];
  trustProxy?: false | number | string[];
  sessions?: { idleMinutes?: number; hours?: number };
  rateLimits?: { launch?: number; general?: number };
  log?: { level?: LogLevel };
  journal?: { segmentSeconds?: number };
  cds?: WrittenCds;
  beacon?: { sites: WrittenBeaconSite[] };
}

/** A path in the file is meant from the file, wherever the command was started. */
export const beside = (file: string, path: string): string => resolve(dirname(file), path);

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The texts of a list with their places in it; what is no text, the schema has already refused. */
export const texts = (value: unknown): [number, string][] =>
  Array.isArray(value) ? [...value.entries()].filter((one): one is [number, string] => isText(one[1])) : [];

/** The items of a list that are maps at all, with their places. */
export const mapsIn = <T>(list: unknown): [number, Partial<T>][] =>
  Array.isArray(list) ? [...list.entries()].filter((one): one is [number, Partial<T>] => isMap(one[1])) : [];

export const issuersOf = (written: Written): [number, Partial<WrittenIssuer>][] =>
  mapsIn<WrittenIssuer>(isMap(written) ? written.issuers : undefined);

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
