import type { Kind, Version } from '../validate.js';

export type Example = {
  version: Version;
  kind: Kind;
  /** Unique among all examples. */
  name: string;
  value: unknown;
  /** The exact text to send; `value` is what it parses to. */
  text: string;
};

export function written(version: Version, kind: Kind): (name: string, value: object) => Example {
  return (name, value) => ({ version, kind, name, value, text: JSON.stringify(value, null, 2) });
}

/** For examples whose bytes matter: odd spacing, escapes, decimals and integers that no parser gives back. */
export function exactly(version: Version, kind: Kind): (name: string, text: string) => Example {
  return (name, text) => ({ version, kind, name, value: JSON.parse(text), text });
}
