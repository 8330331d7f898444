import { isObject, type Json, type JsonObject, Malformed, object, objects } from '../fhir/shape.js';
import { parseJson } from './json-text.js';
import { decode, isBlank, type Line, LONGEST_LINE, lines } from './lines.js';
import { type Bytes, openBytes } from './open.js';

/** One document (a resource, a list or a Bundle) is held whole; larger ones must come as NDJSON. */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;

export interface Sink {
  /** `where` tells it from others on the same line, for the end of a sentence. */
  resource(resource: JsonObject, line: number, where: string): Promise<void>;
  bad(line: number, code: string, why: string): void;
}

export type Layout = 'ndjson' | 'document';

/**
 * NDJSON or one document? Told by content: NDJSON where some line in the first bytes is a whole JSON object with a
 * resourceType, and the file does not open as a list.
 */
export function layoutOf(head: Buffer): Layout {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('[')) return 'document';
  const whole = text.split('\n').slice(0, 1000);
  return whole.some((line) => isResourceLine(line)) ? 'ndjson' : 'document';
}

function isResourceLine(line: string): boolean {
  if (!line.startsWith('{') || !line.includes('"resourceType"')) return false;
  try {
    const value = parseJson(line);
    return isObject(value) && typeof value.resourceType === 'string';
  } catch {
    return false;
  }
}

/** Reads a FHIR file of either layout into the sink. Throws only what the file system throws. */
export async function readFhirFile(path: string, layout: Layout, sink: Sink): Promise<void> {
  if (layout === 'ndjson') await readNdjson(openBytes(path), sink);
  else await readDocument(path, sink);
}

/** The lines of NDJSON; with `only`, just these rows: lines counted from 0, blank ones apart. */
export async function readNdjson(bytes: Bytes, sink: Sink, only?: ReadonlySet<number>): Promise<void> {
  let row = 0;
  for await (const line of lines(bytes)) {
    if (line.bytes && isBlank(line.bytes)) continue;
    if (!only || only.has(row)) await readLine(line, sink);
    row += 1;
  }
}

async function readLine({ bytes, number, length }: Line, sink: Sink): Promise<void> {
  if (bytes === null) {
    sink.bad(number, 'too-long', `a line of ${length} bytes; the longest that is read is ${LONGEST_LINE}`);
    return;
  }
  const text = decode(bytes);
  if (text === undefined) sink.bad(number, 'bad-utf8', 'not valid UTF-8');
  else if (text.trim() !== '') await readText(text, number, sink);
}

async function readText(text: string, line: number, sink: Sink): Promise<void> {
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    sink.bad(line, error.code, error.message);
    return;
  }
  await deliver(value, () => line, sink);
}

/** One document; what turns out to be none is tried as lines, so that one bad line never hides the good ones. */
async function readDocument(path: string, sink: Sink): Promise<void> {
  const text = await readWhole(path);
  const fault = typeof text === 'string' ? await tryDocument(text, sink) : text;
  if (!fault) return;
  if (await hasResourceLines(path)) await readNdjson(openBytes(path), sink);
  else sink.bad(fault.line, fault.code, fault.why);
}

interface DocumentFault {
  line: number;
  code: string;
  why: string;
}

async function readWhole(path: string): Promise<string | DocumentFault> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of openBytes(path)) {
    length += (chunk as Buffer).length;
    if (length > LARGEST_DOCUMENT) {
      const why = `one JSON document of more than ${LARGEST_DOCUMENT} bytes; give it as NDJSON, one resource a line`;
      return { line: 1, code: 'too-long', why };
    }
    chunks.push(chunk as Buffer);
  }
  return decode(Buffer.concat(chunks)) ?? { line: 1, code: 'bad-utf8', why: 'not valid UTF-8' };
}

async function tryDocument(text: string, sink: Sink): Promise<DocumentFault | undefined> {
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const line = error.offset === undefined ? 1 : text.slice(0, error.offset).split('\n').length;
    return { line, code: error.code, why: error.message };
  }
  await deliver(value, lineFinder(text), sink);
  return undefined;
}

async function hasResourceLines(path: string): Promise<boolean> {
  for await (const { bytes } of lines(openBytes(path)))
    if (bytes && isResourceLine(decode(bytes)?.trim() ?? '')) return true;
  return false;
}

/** Bundles and lists give what is in them. `lineOf(n)` is the line on which the n-th resource begins. */
async function deliver(value: Json, lineOf: (nth: number) => number, sink: Sink): Promise<void> {
  const found = [...resources(value)];
  for (const [nth, { resource, fault }] of found.entries()) {
    const line = found.length === 1 ? lineOf(-1) : lineOf(nth);
    // A Bundle may stand on one line: two faults of one kind in it are two.
    const where = found.length === 1 ? '' : ` (resource ${nth + 1})`;
    if (resource) await sink.resource(resource, line, where);
    else sink.bad(line, fault!.code, fault!.message + where);
  }
}

interface Piece {
  resource?: JsonObject;
  fault?: Malformed;
}

function* resources(value: Json): Generator<Piece> {
  if (Array.isArray(value)) {
    for (const one of value) yield* resources(one);
  } else if (!isObject(value)) {
    yield {
      fault: new Malformed('not-an-object', 'expected a FHIR resource, found a value that is no object'),
    };
  } else if (value.resourceType === 'Bundle') yield* entriesOf(value);
  else yield { resource: value };
}

/** A Bundle of any type; entries without a resource (a history's deletions) hold none. */
function* entriesOf(bundle: JsonObject): Generator<Piece> {
  let entries: JsonObject[];
  try {
    entries = objects(bundle.entry, 'entry');
  } catch (error) {
    yield { fault: error as Malformed };
    return;
  }
  const named = namesInBundle(entries);
  for (const entry of entries) {
    if (entry.resource === undefined) continue;
    for (const piece of resources(entry.resource)) {
      yield named.size > 0 && piece.resource
        ? { resource: rename(piece.resource, named) as JsonObject }
        : piece;
    }
  }
}

/** urn:uuid references hold within a Bundle only: there they stand for the entry of that fullUrl. */
function namesInBundle(entries: JsonObject[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { fullUrl, resource } of entries) {
    if (typeof fullUrl !== 'string' || !fullUrl.startsWith('urn:')) continue;
    const inner = isObject(resource ?? null) ? object(resource, 'resource') : undefined;
    if (typeof inner?.id === 'string') names.set(fullUrl, `${inner.resourceType}/${inner.id}`);
  }
  return names;
}

function rename(value: Json, names: Map<string, string>): Json {
  if (Array.isArray(value)) return value.map((one) => rename(one, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'reference' && typeof inner === 'string' ? (names.get(inner) ?? inner) : rename(inner, names),
    ]),
  );
}

/** Finds the line of the n-th `"resourceType"` at the level of resources: good enough to open an editor at. */
function lineFinder(text: string): (nth: number) => number {
  let starts: number[] | undefined;
  return (nth) => {
    if (nth < 0) return 1;
    starts ??= resourceLines(text);
    return starts[nth] ?? 1;
  };
}

function resourceLines(text: string): number[] {
  const found: number[] = [];
  let line = 1;
  let last = 0;
  for (const match of text.matchAll(/"resourceType"\s*:\s*"(?!Bundle")/g)) {
    for (let at = text.indexOf('\n', last); at !== -1 && at < match.index; at = text.indexOf('\n', at + 1))
      line += 1;
    last = match.index;
    found.push(line);
  }
  return found;
}
