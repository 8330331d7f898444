import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asR4 } from './as-r4.js';
import { atHome } from './at-home.js';
import { withName } from './names.js';
import type { Resource } from './resource.js';
import { SERVED_TYPES } from './served.js';
import { referencesIn, Shelf, type Shelves } from './shelves.js';

/** The clinic's home server, as its files tell it; its second server is another EHR and stays out. */
export function loadClinic(clinicDir: string, { auditEvents }: { auditEvents: 'all' | 'none' }): Shelves {
  const base = homeBase(clinicDir);
  const shelves: Shelves = new Map();
  for (const type of SERVED_TYPES) {
    if (type === 'AuditEvent' && auditEvents === 'none') continue;
    shelves.set(
      type,
      shelfOf(linesOf(clinicDir, type), { base, keep: type === 'AuditEvent' ? 'line' : 'resource' }),
    );
  }
  return shelves;
}

function shelfOf(lines: string[], { base, keep }: { base: string; keep: 'line' | 'resource' }): Shelf {
  const shelf = new Shelf();
  const known = new Map<string, Resource['meta']>();
  for (const line of lines) {
    const written = readable(line);
    if (!written || isOlder(written.meta, known.get(written.id))) continue;
    known.set(written.id, written.meta);
    const served = (resource: Resource) => withName(asR4(atHome(resource, base)));
    const resource = served(written);
    const later = () => served(JSON.parse(line));
    shelf.put(written.id, {
      resource: keep === 'line' ? later : resource,
      references: referencesIn(resource),
    });
  }
  return shelf;
}

/** A server answers with one version of a resource: the one updated last, then the one of the higher number. */
function isOlder(meta: Resource['meta'], known: Resource['meta']): boolean {
  const updated = (one: Resource['meta']) => Date.parse(one?.lastUpdated ?? '') || 0;
  const number = (one: Resource['meta']) => Number(one?.versionId) || 0;
  const apart = updated(meta) - updated(known);
  return apart < 0 || (apart === 0 && number(meta) < number(known));
}

function linesOf(clinicDir: string, type: string): string[] {
  const main = join(clinicDir, 'main');
  const files = readdirSync(main).filter((name) => new RegExp(`^${type}(\\.\\d+)?\\.ndjson$`).test(name));
  return files.sort().flatMap((name) => readFileSync(join(main, name), 'utf8').split('\n'));
}

/** The clinic's files hold unreadable lines on purpose; a server would never have taken them. */
function readable(line: string): Resource | undefined {
  if (line === '') return undefined;
  try {
    const resource = JSON.parse(line);
    return typeof resource?.id === 'string' ? resource : undefined;
  } catch {
    return undefined;
  }
}

function homeBase(clinicDir: string): string {
  const path = join(clinicDir, 'site.yaml');
  if (!existsSync(path))
    throw new Error(`"${clinicDir}" was not written by the practice clinic: no site.yaml`);
  const site = parse(readFileSync(path, 'utf8')) as { servers: { base: string; home?: boolean }[] };
  return site.servers.find((server) => server.home)!.base;
}
