import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder rules/ that comes with us: beside src/ in a checkout, beside dist/src/ when built. */
export function rulesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'rules', 'mission.yaml')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return join(folder, 'rules');
}
