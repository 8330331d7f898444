import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { forbidden } from '../../wording/html-tag.js';

/** What R4's `string` allows: no control characters, no blanks but the plain ones, and never empty. */
export function textOf(text: string): string | undefined {
  const plain = text
    .replace(forbidden, '')
    .replace(/\p{Cs}/gu, '')
    .replace(/[^\S \r\n\t]/g, ' ')
    .trim();
  return plain === '' ? undefined : plain;
}

/** An optional member that is there only with something in it. */
export function text<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  const plain = value === undefined ? undefined : textOf(value);
  return (plain === undefined ? {} : { [key]: plain }) as { [K in Key]?: string };
}

export interface Named {
  system: string;
  code: string;
  /** In words. */
  as: string;
}

/** A code is written as it is or not at all: one that R4's `code` does not allow is said in words only. */
export function concept({ system, code, as }: Named): CodeableConcept {
  const coding = codingOf({ system, code });
  const words = textOf(as) ?? textOf(code) ?? 'none';
  return { ...(coding ? { coding: [coding] } : {}), text: words };
}

function codingOf({ system, code }: Omit<Named, 'as'>): Coding | undefined {
  if (!/^\S+(\s\S+)*$/.test(code) || textOf(code) !== code) return undefined;
  return { system, code };
}
