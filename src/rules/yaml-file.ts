import { readFileSync, statSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { duplicateKeys } from './duplicate-keys.js';
import type { Fault, Position } from './faults.js';
import { selfReferences } from './self-references.js';
import { tooDeep } from './yaml-depth.js';

export type Path = readonly (string | number)[];

export interface YamlFile {
  file: string;
  text: string;
  value: unknown;
  /** Where the value (or its key) at a path stands; of a path that leads nowhere, its nearest parent. */
  at(path: Path, part?: 'key' | 'value'): Position;
}

export type ReadYaml = { ok: true; yaml: YamlFile } | { ok: false; faults: Fault[] };

const MAX_BYTES = 1_000_000;
/** A rules file has no use for aliases by the hundred; the "billion laughs" has. */
const MAX_ALIASES = 50;

/** Reads one YAML 1.2 file that a stranger may have written. */
export function readYaml(file: string): ReadYaml {
  const fault = (code: Fault['code'], message: string, at: Position = { line: 1, col: 1 }): ReadYaml => ({
    ok: false,
    faults: [{ code, file, ...at, message }],
  });
  let text: string;
  try {
    const stat = statSync(file);
    if (!stat.isFile() && !stat.isFIFO()) return fault('unreadable', 'This is not a file.');
    const { size } = stat;
    if (size > MAX_BYTES)
      return fault('too-large', `The file has ${size} bytes; at most ${MAX_BYTES} are read.`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return fault('unreadable', `The file cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const deep = tooDeep(text);
  if (deep) return fault('too-deep', deep.message, deep.at);

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'error' });
  const faults = syntaxFaults({ file, document, lines });
  if (faults.length > 0) return { ok: false, faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const at = (path: Path, part: 'key' | 'value' = 'value') => position({ document, lines, path, part });
    return { ok: true, yaml: { file, text, value, at } };
  } catch {
    return fault('alias-bomb', `Its aliases stand for too much: more than ${MAX_ALIASES} copies.`);
  }
}

interface Parsed {
  file: string;
  document: Document.Parsed;
  lines: LineCounter;
}

function syntaxFaults({ file, document, lines }: Parsed): Fault[] {
  const found = [...document.errors, ...document.warnings].slice(0, 50).map((error): Fault => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { code: 'yaml-syntax', file, line, col, message: firstLine(error.message) };
  });
  const { explicit, version } = document.directives.yaml;
  // Under 1.1 `severity: off` would be false and `no` a boolean.
  if (explicit && version !== '1.2')
    found.push({
      code: 'yaml-version',
      file,
      line: 1,
      col: 1,
      message: `YAML ${version} is not read: use 1.2.`,
    });
  for (const { key, offset } of duplicateKeys(document)) {
    const message = `The key "${key}" is already there in this map.`;
    found.push({ code: 'duplicate-key', file, ...lines.linePos(offset), message });
  }
  for (const offset of selfReferences(document)) {
    const message = 'An alias stands for something that it is a part of.';
    found.push({ code: 'alias-bomb', file, ...lines.linePos(offset), message });
  }
  return found;
}

/** The parser repeats the place and quotes the source below its message. */
const firstLine = (message: string): string =>
  `Not YAML: ${message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}.`;

interface Wanted extends Omit<Parsed, 'file'> {
  path: Path;
  part: 'key' | 'value';
}

function position({ document, lines, path, part }: Wanted): Position {
  let node: unknown = document.contents;
  let offset = (document.contents as Node | null)?.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      const key = pair.key as Node;
      node = pair.value;
      const wantsKey = part === 'key' && i === path.length - 1;
      offset = ((wantsKey ? key : (node as Node | null)) ?? key).range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return lines.linePos(offset);
}
