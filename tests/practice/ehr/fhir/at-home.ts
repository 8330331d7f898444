import type { Loose } from './resource.js';

const OFFSET = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d:\d\d)$/;
const VERSION = /\/_history\/[^/]+$/;

/**
 * What a server does to what it is given: its own references become relative and lose their version, instants become
 * UTC. Medplum compares references and instants as strings, so a search would otherwise miss the same thing written
 * in another way. Microseconds stay.
 */
export function atHome(value: Loose, base: string): Loose {
  if (typeof value === 'string') return utc(value);
  if (Array.isArray(value)) return value.map((one) => atHome(one, base));
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value))
    out[key] = key === 'reference' && typeof one === 'string' ? relative(one, base) : atHome(one, base);
  return out;
}

function relative(reference: string, base: string): string {
  const own = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  return own.replace(VERSION, '');
}

function utc(text: string): string {
  const parts = text.length >= 25 ? OFFSET.exec(text) : null;
  if (!parts) return text;
  const whole = new Date(`${parts[1]}${parts[3]}`);
  return Number.isNaN(whole.getTime()) ? text : `${whole.toISOString().slice(0, 19)}${parts[2] ?? ''}Z`;
}
