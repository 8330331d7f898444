import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { keyFaults } from '../../../smart-launch/client-keys.js';
import { fileFault } from '../../fault.js';
import { beside, isMap, type SecretSource } from './written.js';

export type Found<T> = { value: T } | { faults: string[] };

/** Secrets come from the environment or from files, each read once. What is said of one is never the secret itself. */
export class Secrets {
  private readonly texts = new Map<string, Found<string>>();

  constructor(
    private readonly file: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  secret(source: SecretSource): Found<string> {
    if (source.file !== undefined) return nonEmpty(this.text(source.file), `"${source.file}" is empty`);
    const name = source.env!;
    const value = this.env[name];
    const fix = `set it, or give the secret as clientSecret: {file: …}`;
    if (value === undefined)
      return { faults: [`the environment has no "${name}"; expected the client secret: ${fix}`] };
    return nonEmpty({ value }, `"${name}" is empty in the environment; expected the client secret: ${fix}`);
  }

  /** Private JWKs, as a set or alone; the first signs. */
  keys(path: string): Found<JWK[]> {
    const text = this.text(path);
    if ('faults' in text) return text;
    const found = parsed(text.value);
    const keys = isMap(found) && Array.isArray(found.keys) ? found.keys : [found];
    if (!keys.every((key) => isMap(key) && typeof key.kty === 'string') || keys.length === 0)
      return {
        faults: [
          `"${path}" is no set of JWKs; expected {"keys": [{"kty": "EC", "crv": "P-384", …, "d": …}]}`,
        ],
      };
    const faults = keys.flatMap((key, index) => keyFaults(key, index, `"${path}"`));
    return faults.length > 0 ? { faults } : { value: keys };
  }

  private text(path: string): Found<string> {
    const known = this.texts.get(path) ?? this.read(path);
    this.texts.set(path, known);
    return known;
  }

  private read(path: string): Found<string> {
    const absolute = beside(this.file, path);
    try {
      return { value: readFileSync(absolute, 'utf8') };
    } catch (error) {
      return { faults: [fileFault(error, absolute, 'reading a secret').message] };
    }
  }
}

/** An editor ends a file with a new line that is no part of the secret. */
function nonEmpty(found: Found<string>, otherwise: string): Found<string> {
  if ('faults' in found) return found;
  const value = found.value.replace(/\r?\n$/, '');
  return value.trim() === '' ? { faults: [otherwise] } : { value };
}

/** Undefined where it is no JSON; a parser's own words would quote the key. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
