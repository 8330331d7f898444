import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Fault, formatFault } from '../../../src/rules/faults.js';

/** A folder for one test file's rules files. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'mission-audit-rules-'));
  return {
    path: (name: string) => join(folder, name),
    write(name: string, text: string): string {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Faults as they are printed, without the folder: `a.yaml:1:2: message [code]`. */
export const printed = (faults: readonly Fault[]): string[] =>
  faults.map((fault) => formatFault({ ...fault, file: basename(fault.file) }));

/** `code suggestion` of each. */
export const codes = (faults: readonly Fault[]): string[] =>
  faults.map(({ code, suggestion }) => (suggestion === undefined ? code : `${code} ${suggestion}`));

export const places = (faults: readonly Fault[]): string[] => faults.map(({ line, col }) => `${line}:${col}`);

/** `line:col` of every ¦ in a text, as if none of them were there. */
export function marks(marked: string): string[] {
  const parts = marked.split('¦');
  return parts.slice(1).map((_, i) => {
    const lines = parts
      .slice(0, i + 1)
      .join('')
      .split('\n');
    return `${lines.length}:${lines.at(-1)!.length + 1}`;
  });
}
