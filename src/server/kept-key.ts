import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileFault } from '../fault.js';
import { unfinished } from '../store/layout.js';

/**
 * A secret of the store: made by whoever comes first, read by everybody after. `doing` ends the sentence "while …".
 * Throws Fault where it can be neither read nor made.
 */
export function keptKey(path: string, { make, doing }: { make: () => string; doing: string }): string {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const known = read(path);
    if (known !== undefined) return known;
    const temporary = unfinished(path);
    writeFileSync(temporary, make(), { mode: 0o600 });
    try {
      linkSync(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileFault(error, path, doing);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
