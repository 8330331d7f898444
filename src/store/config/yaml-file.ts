import { readFileSync, statSync } from 'node:fs';
import { Ajv, type ErrorObject, type Schema } from 'ajv';
import { closest } from 'fastest-levenshtein';
import { type Document, isCollection, isPair, LineCounter, parseDocument } from 'yaml';
import { Fault, type FaultCode, fileFault } from '../../fault.js';

/** Configuration is small; a larger file is a mistake or an attack. */
const LARGEST = 1024 * 1024;
const MOST_FAULTS = 50;

interface Place {
  line: number;
  col: number;
}

/** Reads a YAML 1.2 file and checks it against a schema. Throws one Fault that names every fault as file:line:col. */
export function readYaml<T>(path: string, schema: Schema, code: FaultCode): T {
  let text: string;
  try {
    const stat = statSync(path);
    // A device has no end; a pipe (`<(…)`) has.
    if (!stat.isFile() && !stat.isFIFO()) throw new Fault(code, `"${path}" is not a file`);
    if (stat.size > LARGEST) throw new Fault(code, `"${path}" is larger than ${LARGEST} bytes`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw error instanceof Fault ? error : fileFault(error, path, 'reading configuration');
  }
  return parseYaml<T>(text, { path, schema, code });
}

export function parseYaml<T>(
  text: string,
  { path, schema, code }: { path: string; schema: Schema; code: FaultCode },
): T {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const faults = document.errors
    .slice(0, MOST_FAULTS)
    .map((error) => at(path, counter.linePos(error.pos[0]), syntaxWords(error.message)));
  if (faults.length > 0) throw new Fault(code, [...new Set(faults)].join('\n'));
  let value: T;
  try {
    value = document.toJS({ maxAliasCount: 100 }) as T;
  } catch (error) {
    const { message } = error as Error;
    const words = /unresolved alias/i.test(message) ? message : 'too many aliases (a YAML bomb?)';
    throw new Fault(code, `${path}: ${words}`);
  }
  const check = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);
  if (check(value)) return value;
  const told = (check.errors ?? []).map((error) =>
    at(path, placeOf(document, counter, error), sentence(error)),
  );
  throw new Fault(code, [...new Set(told)].join('\n'));
}

function at(path: string, { line, col }: Place, message: string): string {
  return `${path}:${line}:${col}: ${message}`;
}

/** What nests too deep ends the parser's stack, and it says no more than that. */
function syntaxWords(message: string): string {
  return /call stack/.test(message) ? 'nested too deep' : message;
}

function placeOf(document: Document, counter: LineCounter, error: ErrorObject): Place {
  const keys = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra = error.params.additionalProperty as string | undefined;
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of [...keys, ...(extra ? [extra] : [])]) {
    if (!isCollection(node)) break;
    const pair = node.items.find(
      (item) => isPair(item) && String((item.key as { value?: unknown })?.value) === key,
    );
    const keyNode = isPair(pair) ? (pair.key as { range?: [number, number, number] }) : undefined;
    node = isPair(pair) ? pair.value : node.get(Number.isNaN(Number(key)) ? key : Number(key), true);
    offset =
      keyNode?.range?.[0] ?? (node as { range?: [number, number, number] } | undefined)?.range?.[0] ?? offset;
  }
  return counter.linePos(offset);
}

function sentence(error: ErrorObject): string {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'the file';
  const extra = error.params.additionalProperty as string | undefined;
  if (extra !== undefined) {
    const known = Object.keys((error.parentSchema?.properties as object) ?? {});
    const near = known.length > 0 ? `; did you mean "${closest(extra, known)}"?` : '';
    return `"${extra}" is not known in ${where}${near}`;
  }
  const allowed = error.params.allowedValues as string[] | undefined;
  return `${where} ${error.message}${allowed ? `: ${allowed.join(', ')}` : ''}`;
}
