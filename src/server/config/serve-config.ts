import { existsSync } from 'node:fs';
import type { Issuer } from '../../../smart-launch/index.js';
import { Fault } from '../../fault.js';
import { readYaml } from '../../rules/yaml-file.js';
import { parseYaml } from '../../store/config/yaml-file.js';
import type { CdsConfig } from '../cds/options.js';
import { beaconFaults } from './beacon-faults.js';
import { cdsFaults } from './cds-faults.js';
import type { LogLevel } from './log-levels.js';
import { notices } from './notices.js';
import { referencedFaults, siteOf } from './referenced-files.js';
import { SERVE_SCHEMA } from './schema.js';
import { Secrets } from './secrets.js';
import { semanticFaults } from './semantic-faults.js';
import { settled } from './settled.js';
import type { Written } from './written.js';
import { WrittenFaults } from './written-faults.js';

/** Who may see the site's figures: patterns of fhirUser, or values of a claim of the id_token. */
export interface Access {
  informatics: string[] | { claim: string; values: string[] };
}

export interface ServeIssuer extends Issuer {
  /** Alias in site.yaml of the server whose ids this EHR uses. */
  server: string;
  access: Access;
}

export interface Address {
  host: string;
  port: number;
}

/** A web site whose pages send what was clicked. */
export interface BeaconSite {
  key: string;
  origins: string[];
  /** Whether its pages are the whole EHR, or one tool. */
  scope: 'whole-ehr' | 'tool';
  tool: string;
  /** Whether its pages may say whose chart they show. */
  context: boolean;
  /** Alias of the server whose ids they use. */
  server: string;
}

/** What `serve --config` does, settled: every default filled in, every path absolute, every secret read. */
export interface ServeConfig {
  file: string;
  /** As the browser sees it, without a closing slash. */
  publicUrl: string;
  /** The path of `publicUrl`: '' or '/audit'. Everything of the app is below it. */
  basePath: string;
  listen: Address;
  metrics: Address;
  /** Folders and files, absolute. */
  store: string;
  rules: string;
  site: string | undefined;
  tools: string | undefined;
  alerts: string | undefined;
  waivers: string | undefined;
  issuers: ServeIssuer[];
  /** Whose X-Forwarded-… is believed: nobody's, that of so many proxies, or that of these addresses. */
  trustProxy: false | number | string[];
  sessions: { idleMinutes: number; hours: number };
  /** Requests a minute from one address. */
  rateLimits: { launch: number; general: number };
  log: { level: LogLevel };
  /** How long a segment of the journal is written to before `collect` may fold it. */
  journal: { segmentMs: number };
  /** The CDS Hooks gateway; null: there is none. */
  cds: CdsConfig | null;
  /** Sites whose pages count clicks. */
  beacon: { sites: BeaconSite[] };
  /** What is accepted, and worth a word. */
  notices: string[];
}

/** Reads the file once. Throws Fault `bad-config` that names every fault of it, and of the files it names, at once. */
export function loadServeConfig(file: string, env: NodeJS.ProcessEnv = process.env): ServeConfig {
  if (!existsSync(file)) throw new Fault('no-such-file', `"${file}" does not exist (while reading --config)`);
  const read = readYaml(file);
  if (!read.ok) {
    const lines = read.faults.map(({ line, col, message }) => `${file}:${line}:${col}: ${message}`);
    throw new Fault('bad-config', lines.join('\n'));
  }
  const { yaml } = read;
  const faults = new WrittenFaults(yaml);
  try {
    parseYaml(yaml.text, { path: file, schema: SERVE_SCHEMA, code: 'bad-config' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.addLines(error.message.split('\n'));
  }
  const written = (yaml.value ?? {}) as Written;
  const secrets = new Secrets(file, env);
  const site = siteOf(written, file);
  semanticFaults(written, { faults, secrets, site, file });
  cdsFaults(written, { faults, secrets, site });
  beaconFaults(written, { faults, site });
  referencedFaults(written, { faults, file });
  if (faults.any) throw new Fault('bad-config', faults.text());
  const config = settled(written, { file, secrets, site });
  return { ...config, notices: notices(config) };
}
