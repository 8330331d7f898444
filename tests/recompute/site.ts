import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Server {
  alias: string;
  base: string;
}

export interface Site {
  /** Null when the site gives none: then nothing is after hours or within hours. */
  timeZone: string | null;
  /** Days are cut in this zone: the site's, else UTC (readings.md, 1). */
  dayZone: string;
  holidays: string[];
  home: string;
  servers: Server[];
  feeds: Record<string, { from?: string; to?: string }>;
  burdenFeed: Record<string, string>;
}

interface SiteFile {
  timeZone?: string;
  holidays?: unknown[];
  servers?: { alias: string; base: string; home?: boolean }[];
  feeds?: Record<string, { from?: unknown; to?: unknown }>;
  burdenFeed?: Record<string, string>;
}

function readYaml(path: string | null): SiteFile {
  return path === null ? {} : ((parse(readFileSync(path, 'utf8')) as SiteFile | null) ?? {});
}

export function readSite(path: string | null): Site {
  const file = readYaml(path);
  const servers = file.servers ?? [];
  const feeds: Site['feeds'] = {};
  for (const [name, window] of Object.entries(file.feeds ?? {})) {
    feeds[name] = {
      ...(window.from === undefined ? {} : { from: String(window.from) }),
      ...(window.to === undefined ? {} : { to: String(window.to) }),
    };
  }
  return {
    timeZone: file.timeZone ?? null,
    dayZone: file.timeZone ?? 'UTC',
    holidays: (file.holidays ?? []).map(String),
    home: (servers.find((server) => server.home) ?? servers[0])?.alias ?? 'main',
    servers: servers.map(({ alias, base }) => ({ alias, base: base.replace(/\/+$/, '') })),
    feeds,
    burdenFeed: file.burdenFeed ?? {},
  };
}
