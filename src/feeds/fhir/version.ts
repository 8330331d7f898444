import { createHash } from 'node:crypto';
import { parseInstant } from '../instant.js';
import { isObject, type Json, type JsonObject, object, text } from './shape.js';

/** A resource's JSON with sorted keys and no white space. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`);
  return `{${members.join(',')}}`;
}

/** The SHA-256 (hex) of a resource: its id where it has none, and the last word on which version is current. */
export function contentHash(resource: Json): string {
  return createHash('sha256').update(canonical(resource)).digest('hex');
}

/**
 * A text that sorts as versions do: `meta.lastUpdated`, then `meta.versionId` as a number, then the content hash.
 * The SQL of the fast path (audit-event.sql) writes the same with an empty hash.
 */
export function versionKey(resource: JsonObject, hash: string): string {
  const meta = object(resource.meta, 'meta');
  const updated = text(meta?.lastUpdated, 'meta.lastUpdated');
  return versionText({ updated, number: text(meta?.versionId, 'meta.versionId'), last: hash });
}

export function versionText(parts: {
  updated: string | undefined;
  number: string | undefined;
  last: string;
}): string {
  const instant = parts.updated === undefined ? undefined : parseInstant(parts.updated);
  const micros = instant === undefined || instant < 0n ? '' : instant.toString().padStart(18, '0');
  const number =
    parts.number !== undefined && /^\d{1,20}$/.test(parts.number) ? parts.number.padStart(20, '0') : '';
  // What is missing is less than anything: blanks sort before digits.
  return `${micros.padStart(18)}|${number.padStart(20)}|${parts.last}`;
}
