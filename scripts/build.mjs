// Compiles src/ to dist/ and copies what tsc leaves behind: the measures' SQL and other plain files.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const dist = join(root, 'dist');
const [made, old] = ['made', 'old'].map((what) => join(root, `.dist-${what}-${process.pid}`));
const project = ['-p', join(root, 'tsconfig.build.json'), '--outDir', made];
try {
  execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), ...project], { stdio: 'inherit' });
  cpSync(join(root, 'src'), join(made, 'src'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  cpSync(join(root, 'rules'), join(made, 'rules'), { recursive: true });
  cpSync(join(root, 'package.json'), join(made, 'package.json'));
  chmodSync(join(made, 'src', 'cli', 'main.js'), 0o755);
  // In one step, so that whoever runs it meanwhile has the one or the other.
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(made, dist);
} finally {
  for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true });
}
