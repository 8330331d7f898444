import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small generator of its own, so that an arrangement can be had again by its seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes a folder's files again with their rows shuffled and each file split in two (CSV headers are kept). */
export function shuffleAndSplit(from: string, to: string, seed: number): void {
  const random = generator(seed);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) shuffleAndSplit(path, join(to, name), seed + 1);
    else if (name.endsWith('.ndjson') || name.endsWith('.csv')) rearrange(path, { to, name, random });
    else copyFileSync(path, join(to, name));
  }
}

function rearrange(
  path: string,
  { to, name, random }: { to: string; name: string; random: () => number },
): void {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const header = name.endsWith('.csv') ? lines.splice(0, 1) : [];
  for (let last = lines.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [lines[last], lines[other]] = [lines[other]!, lines[last]!];
  }
  const cut = Math.floor(random() * lines.length);
  const write = (part: string[], folder: string) => {
    mkdirSync(join(to, folder), { recursive: true });
    writeFileSync(join(to, folder, name), `${[...header, ...part].join('\n')}\n`);
  };
  // A table's file is told by its name: the halves keep it, in folders of their own.
  write(lines.slice(0, cut), 'one');
  write(lines.slice(cut), 'two');
}
