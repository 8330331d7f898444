// Compiles src/ to dist/ and copies what tsc leaves behind: the measures' SQL and other plain files.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
cpSync(join(root, 'src'), join(root, 'dist', 'src'), {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
cpSync(join(root, 'rules'), join(root, 'dist', 'rules'), { recursive: true });
cpSync(join(root, 'package.json'), join(root, 'dist', 'package.json'));
chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);
