import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every page that a reader may follow links from, relative to the repository. */
export function pages(): string[] {
  const docs = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs];
}

/** The texts of the fenced blocks whose info string is this. */
export function blocks(markdown: string, info: string): string[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, given]) => given === info)
    .map(([, , text]) => text!);
}

/** The part of a page below a heading, up to the next heading of that level or above. */
export function section(markdown: string, heading: string): string {
  const start = markdown.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`no heading "${heading}"`);
  const rest = markdown.slice(start + heading.length + 2);
  const level = heading.indexOf(' ');
  const next = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return next === -1 ? rest : rest.slice(0, next);
}

/** The first cells of all table rows, without backticks; a cell may name several. Rows of a head are left out. */
export function firstCells(markdown: string): string[] {
  return rows(markdown).flatMap(([cell]) => names(cell!));
}

/** All rows of all tables as cells; heads and rulers are left out. */
export function rows(markdown: string): string[][] {
  const lines = markdown.split('\n');
  return lines
    .filter((line, at) => line.startsWith('| ') && !isRuler(line) && !isRuler(lines[at + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

const isRuler = (line: string): boolean => /^\|( -+ \|)+$/.test(line);

/** What stands in backticks in a cell. */
export const names = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
