import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const main = join(root, 'dist', 'src', 'cli', 'main.js');

/** Builds where the built app is older than its source, and says so. */
export function built(): void {
  if (existsSync(main) && newest(['src', 'smart-launch']) < statSync(main).mtimeMs) return;
  process.stderr.write('dist is older than src: npm run build\n');
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) throw new Error(`npm run build ended with ${status}`);
}

function newest(folders: string[]): number {
  const times = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs),
  );
  return Math.max(...times);
}
