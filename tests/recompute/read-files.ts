import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Site } from './site.js';

export interface InputFile {
  path: string;
  server?: string;
  feed?: string;
}

/** Where something came from: a feed of a server. */
export interface Origin {
  server: string;
  feed: string;
}

export interface ReadResource extends Origin {
  resource: { resourceType: string; [key: string]: unknown };
}

export interface ReadRow extends Origin {
  table: string;
  cells: Record<string, string>;
}

export interface Read {
  resources: ReadResource[];
  rows: ReadRow[];
  /** One entry for each line or row that could not be read. */
  quarantined: Origin[];
}

const DELIMITED = /^(\w+)\.(csv|tsv|psv|txt)(\.gz)?$/;

function isResource(value: unknown): value is ReadResource['resource'] {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'resourceType') === 'string'
  );
}

/** A resource, the items of an array, or the entries of a Bundle. */
function resourcesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(resourcesIn);
  if (isResource(value) && value.resourceType === 'Bundle') {
    return ((value.entry as { resource?: unknown }[] | undefined) ?? []).flatMap((entry) =>
      entry.resource === undefined ? [] : resourcesIn(entry.resource),
    );
  }
  return [value];
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readFhir(text: string, origin: Origin, read: Read): void {
  const whole = parseOrNull(text);
  const values =
    whole !== null
      ? resourcesIn(whole)
      : text
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '')
          .flatMap((line) => resourcesIn(parseOrNull(line)));
  for (const value of values) {
    if (isResource(value)) read.resources.push({ resource: value, ...origin });
    else read.quarantined.push(origin);
  }
}

function readDelimited(text: string, table: string, origin: Origin, read: Read): void {
  const header = text.split(/\r?\n/)[0]!;
  const delimiter = ['\t', '|', ','].find((candidate) => header.includes(candidate)) ?? ',';
  const rows = parse(text, { columns: true, delimiter, skip_empty_lines: true }) as Record<string, string>[];
  for (const cells of rows) read.rows.push({ table, cells, ...origin });
}

/** "`--server ALIAS` says whose files are being read (default: home), `--feed NAME` which feed (default: `fhir` for
 * FHIR files, else the mapping's, else the table's name)" */
export function readFiles(files: InputFile[], site: Site): Read {
  const read: Read = { resources: [], rows: [], quarantined: [] };
  for (const { path, server, feed } of files) {
    const bytes = readFileSync(path);
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
    const table = DELIMITED.exec(basename(path))?.[1];
    const origin = { server: server ?? site.home, feed: feed ?? table ?? 'fhir' };
    if (table) readDelimited(text, table, origin, read);
    else readFhir(text, origin, read);
  }
  return read;
}
