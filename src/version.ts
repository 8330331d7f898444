import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Our own version, from the package.json above. */
export function version(): string {
  let folder = import.meta.dirname;
  for (;;) {
    try {
      return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
    } catch {
      folder = dirname(folder);
    }
  }
}
