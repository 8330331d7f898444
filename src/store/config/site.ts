import { Fault } from '../../fault.js';
import { type SiteStrata, siteStrata, strataFaults, type WrittenStrata } from './strata.js';
import { STRATA_SCHEMA } from './strata-schema.js';
import { readYaml } from './yaml-file.js';

export interface SiteServer {
  alias: string;
  base: string;
  home: boolean;
}

/** What a site says of itself (`site.yaml`). */
export interface Site {
  /** IANA name; null where nobody said: then nothing that needs the wall clock can be told. */
  timeZone: string | null;
  /** Site days, as 2026-11-26. */
  holidays: string[];
  servers: SiteServer[];
  /** Windows of feeds, as site days, both included. */
  feeds: Record<string, { from?: string; to?: string }>;
  /** The feed that counts as burden, by server alias. */
  burdenFeed: Record<string, string>;
  minClinicians: number;
  /** The earlier period that rules of `times … of: baseline` are judged against; site days, both included. */
  baseline?: { from: string; to: string } | null;
  /** Which strata there are, and what each is set against. */
  strata?: SiteStrata;
}

const DAY = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timeZone: { type: 'string' },
    holidays: { type: ['array', 'null'], items: DAY },
    servers: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['alias', 'base'],
        additionalProperties: false,
        properties: {
          alias: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]*$' },
          base: { type: 'string', pattern: '^https?://' },
          home: { type: 'boolean' },
        },
      },
    },
    feeds: {
      type: ['object', 'null'],
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { from: DAY, to: DAY },
      },
    },
    burdenFeed: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
    minClinicians: { type: 'integer', minimum: 1 },
    baseline: {
      type: ['object', 'null'],
      required: ['from', 'to'],
      additionalProperties: false,
      properties: { from: DAY, to: DAY },
    },
    strata: STRATA_SCHEMA,
  },
};

interface Written {
  timeZone?: string;
  holidays?: string[] | null;
  servers?: { alias: string; base: string; home?: boolean }[] | null;
  feeds?: Site['feeds'] | null;
  burdenFeed?: Record<string, string> | null;
  minClinicians?: number;
  baseline?: { from: string; to: string } | null;
  strata?: WrittenStrata | null;
}

const DEFAULT_MIN_CLINICIANS = 5;

/** The site of a file, of a zone alone, or one of which nothing is known. Throws Fault `bad-site`. */
export function loadSite({
  file,
  timeZone,
}: {
  file?: string | undefined;
  timeZone?: string | undefined;
}): Site {
  const written = file ? readYaml<Written>(file, SCHEMA, 'bad-site') : {};
  const servers = (written.servers ?? []).map((one) => ({ ...one, home: one.home ?? false }));
  // One server that does not say is the home server: there is no other.
  if (servers.length > 0 && !servers.some(({ home }) => home)) servers[0]!.home = true;
  const site: Site = {
    timeZone: timeZone ?? written.timeZone ?? null,
    holidays: written.holidays ?? [],
    servers,
    feeds: written.feeds ?? {},
    burdenFeed: written.burdenFeed ?? {},
    minClinicians: written.minClinicians ?? DEFAULT_MIN_CLINICIANS,
    baseline: written.baseline ?? null,
    strata: siteStrata(written.strata),
  };
  check(site, file ?? '--time-zone');
  return site;
}

function check(site: Site, file: string): void {
  const faults: string[] = [];
  if (site.timeZone !== null && !isTimeZone(site.timeZone))
    faults.push(`${file}: time zone "${site.timeZone}" is not an IANA name such as America/New_York`);
  if (site.servers.filter(({ home }) => home).length > 1)
    faults.push(`${file}: more than one server says home: true`);
  const aliases = site.servers.map(({ alias }) => alias);
  for (const alias of aliases.filter((one, index) => aliases.indexOf(one) !== index))
    faults.push(`${file}: two servers have the alias "${alias}"`);
  for (const [feed, { from, to }] of Object.entries(site.feeds))
    if (from && to && from > to) faults.push(`${file}: feeds.${feed} ends before it begins`);
  if (site.baseline && site.baseline.from > site.baseline.to)
    faults.push(`${file}: baseline ends before it begins`);
  if (site.strata) faults.push(...strataFaults(site.strata).map((fault) => `${file}: ${fault}`));
  if (faults.length > 0) throw new Fault('bad-site', faults.join('\n'));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** The alias of the server whose files are read without `--server`. */
export function homeAlias(site: Site): string {
  return site.servers.find(({ home }) => home)?.alias ?? 'main';
}
