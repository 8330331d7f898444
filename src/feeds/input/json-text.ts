import { type Json, Malformed } from '../fhir/shape.js';

/** FHIR nests a dozen levels; a document that goes deeper than this is no resource. */
const DEEPEST = 200;

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const COLON = 0x3a;

/** Parses JSON text that nobody has promised. Throws Malformed (bad-json, too-deep, duplicate-key), never its text. */
export function parseJson(text: string): Json {
  checkNesting(text);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new Malformed('bad-json', 'not valid JSON', offsetIn(String(error), text));
  }
  checkKeys(text);
  return value;
}

/** Where JSON.parse says it stumbled; it knows no position for an end that comes too early. */
function offsetIn(message: string, text: string): number | undefined {
  if (/end of JSON/.test(message)) return text.length;
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}

function checkNesting(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) throw new Malformed('too-deep', `nested more than ${DEEPEST} levels deep`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

/** The closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}

/** JSON.parse keeps the last of two equal keys without a word: which one was meant cannot be told. Expects valid JSON. */
function checkKeys(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) open.push(new Set());
    else if (code === 0x5b) open.push(null);
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === QUOTE) {
      const end = endOfString(text, at);
      if (isKey(text, end)) {
        const keys = open.at(-1)!;
        const key = text.slice(at + 1, end);
        if (keys?.has(key)) throw new Malformed('duplicate-key', 'a key stands twice in one object');
        keys?.add(key);
      }
      at = end;
    }
  }
}

function isKey(text: string, quote: number): boolean {
  let next = quote + 1;
  while (text.charCodeAt(next) <= 0x20) next += 1;
  return text.charCodeAt(next) === COLON;
}
