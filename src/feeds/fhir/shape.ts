import type { FaultCode } from '../../fault.js';

/** Reading JSON whose shape nobody has promised: each reader gives the value, undefined where absent, or throws. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A row that cannot be read. `code` is stable (docs/errors.md); the message never holds the value itself. */
export class Malformed extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    /** Offset in the text, where that is known. */
    readonly offset?: number,
  ) {
    super(message);
  }
}

function kind(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function wrong(path: string, expected: string, found: Json): Malformed {
  return new Malformed('wrong-type', `"${path}": expected ${expected}, found ${kind(found)}`);
}

export function object(value: Json | undefined, path: string): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(path, 'an object', value);
  return value;
}

export function objects(value: Json | undefined, path: string): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrong(path, 'a list', value);
  return value.flatMap((one): JsonObject[] => {
    const found = object(one, path);
    return found ? [found] : [];
  });
}

/** Text; numbers and booleans are taken as written, since identifiers often come so. Empty text is absent. */
export function text(value: Json | undefined, path: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'object') throw wrong(path, 'text', value);
  return String(value);
}

/** Text that must be written as text. */
export function strictText(value: Json | undefined, path: string): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') throw wrong(path, 'text', value);
  return text(value, path);
}

export function flag(value: Json | undefined, path: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
  return value;
}

/** The codes of a CodeableConcept's codings. */
export function codesOf(concept: JsonObject | undefined, path: string): string[] {
  return objects(concept?.coding, `${path}.coding`).flatMap(
    (coding) => text(coding.code, `${path}.code`) ?? [],
  );
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
