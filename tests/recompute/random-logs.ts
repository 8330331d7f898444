import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { audit, type Placed } from './random/audit.js';
import type { Cells } from './random/cells.js';
import { encounters, oldVersions } from './random/encounters.js';
import { people, type Resource } from './random/people.js';
import { type Random, random } from './random/random.js';
import { scenario } from './random/scenario.js';
import { ALERTS_YAML, siteYaml, TOOLS_YAML } from './random/site.js';
import { HEADERS, tables } from './random/tables.js';
import { clock } from './random/times.js';
import type { RecomputeInput } from './recompute.js';

/** One call of `collect`: some paths, whose they are. */
export interface Collect {
  paths: string[];
  server?: string;
  feed?: string;
}

export interface RandomLog {
  collects: Collect[];
  input: RecomputeInput;
}

function csv(header: string[], rows: Cells[]): string {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...rows.map((row) => header.map((column) => quoted(row[column] ?? '')))]
    .map((cells) => cells.join(','))
    .join('\n')
    .concat('\n');
}

function ndjson(resources: Resource[], r: Random): string {
  const lines = resources.map((resource) => JSON.stringify(resource));
  if (r.chance(0.2)) lines.splice(r.int(0, lines.length), 0, '{"resourceType":"AuditEvent",');
  return `${lines.join(r.pick(['\n', '\r\n']))}\n`;
}

/** Splits a folder's resources over the shapes in which FHIR comes. */
function fhirFiles(resources: Resource[], r: Random): Record<string, string> {
  const shuffled = r.shuffle(resources);
  const cut = () => shuffled.splice(0, r.chance(0.3) ? r.int(1, 5) : 0);
  const bundle = cut();
  const list = cut();
  const [single] = r.chance(0.3) ? shuffled.splice(0, 1) : [];
  const entry = bundle.map((resource) => ({ resource }));
  const half = shuffled.splice(0, r.int(0, shuffled.length));
  return {
    ...(entry.length > 0
      ? { 'bundle.json': JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }) }
      : {}),
    ...(list.length > 0 ? { 'list.json': JSON.stringify(list, null, 2) } : {}),
    ...(single ? { 'single.json': JSON.stringify(single, null, 2) } : {}),
    ...(half.length > 1 ? { 'a.ndjson': ndjson(half, r) } : {}),
    'b.ndjson': ndjson(half.length > 1 ? shuffled : [...half, ...shuffled], r),
  };
}

function write(dir: string, files: Record<string, string>): string[] {
  return Object.entries(files).map(([name, text]) => {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
}

/** Writes the folder of one seed and says how to read it. */
export function writeRandomLog(seed: number, dir: string, { wild = false } = {}): RandomLog {
  const r = random(seed);
  const of = scenario(r, wild);
  const planned = encounters(r, of);
  const about = { clock: clock(r, of, planned), planned };
  const old = oldVersions(r, planned);
  const placed: Placed[] = [
    ...people(r).map((resource) => ({ folder: 'main' as const, resource })),
    ...planned.map(({ server, resource }) => ({ folder: server, resource })),
    ...old.map(({ server, resource }) => ({ folder: server as 'main' | 'lab', resource })),
    ...audit(r, of, about),
  ];
  const folder = (name: string) =>
    placed.filter((each) => each.folder === name).map(({ resource }) => resource);
  const all = tables(r, of, about);

  const main = write(join(dir, 'main'), fhirFiles(folder('main'), r));
  const lab = of.withLab ? write(join(dir, 'lab'), fhirFiles(folder('lab'), r)) : [];
  const log = of.withSecondFeed ? write(join(dir, 'log'), fhirFiles(folder('log'), r)) : [];
  const delimited = write(
    dir,
    Object.fromEntries(
      (['alert', 'alert_answer', 'ui_interval'] as const)
        .filter((name) => all[name].length > 0)
        .map((name) => [`${name}.csv`, csv(HEADERS[name], all[name])]),
    ),
  );
  const [site, tools, alerts] = write(dir, {
    'site.yaml': siteYaml(r, of),
    'tools.yaml': TOOLS_YAML,
    'alerts.yaml': ALERTS_YAML,
  });
  const period = r.chance(0.3) ? { from: of.days[1]!, to: of.days.at(-2)! } : {};
  return {
    collects: [
      { paths: [join(dir, 'main'), ...delimited] },
      ...(lab.length > 0 ? [{ paths: [join(dir, 'lab')], server: 'lab' }] : []),
      ...(log.length > 0 ? [{ paths: [join(dir, 'log')], feed: 'access-log' }] : []),
    ],
    input: {
      files: [
        ...[...main, ...delimited].map((path) => ({ path })),
        ...lab.map((path) => ({ path, server: 'lab' })),
        ...log.map((path) => ({ path, feed: 'access-log' })),
      ],
      site: site!,
      tools: tools!,
      alerts: alerts!,
      ...period,
    },
  };
}
