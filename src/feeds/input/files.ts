import { accessSync, constants, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, fileFault } from '../../fault.js';

/** Files to read, in an order that does not depend on the file system; what could not be reached is told apart. */
export interface Found {
  files: string[];
  faults: Fault[];
}

/** Names that no export means as data. */
const SKIPPED = /^(\.|~\$)|^(node_modules|__MACOSX)$/;

/** Paths, folders (all below them) and `-`. A file reached twice is read once; a link that loops is not followed. */
export function findFiles(paths: string[]): Found {
  const found: Found = { files: [], faults: [] };
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === '-') found.files.push(path);
    else visit(path, { found, seen, named: true, above: [] });
  }
  return found;
}

interface Visit {
  found: Found;
  seen: Set<string>;
  /** Given by the person, so that a fault is worth telling even for an odd name. */
  named: boolean;
  above: string[];
}

function visit(path: string, { found, seen, above }: Visit): void {
  try {
    const real = realpathSync(path);
    const stat = statSync(real);
    if (stat.isDirectory()) {
      if (above.includes(real)) {
        found.faults.push(
          new Fault(
            'symlink-loop',
            `"${path}" is a symbolic link that leads back to a folder above it; not followed`,
          ),
        );
        return;
      }
      // Reached before on another way: links that fork again and again would take for ever.
      if (seen.has(real)) return;
      seen.add(real);
      const entries = readdirSync(real, { withFileTypes: true }).filter(({ name }) => !SKIPPED.test(name));
      for (const { name } of entries.sort(byName))
        visit(join(path, name), { found, seen, named: false, above: [...above, real] });
      return;
    }
    if (seen.has(real)) return;
    seen.add(real);
    if (!stat.isFile()) {
      found.faults.push(new Fault('unreadable-file', `"${path}" is neither a file nor a folder`));
      return;
    }
    accessSync(real, constants.R_OK);
    found.files.push(path);
  } catch (error) {
    found.faults.push(fileFault(error, path, 'looking for data'));
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
