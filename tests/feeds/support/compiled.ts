import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Another user than root, for whom permissions count. */
  uid?: number;
}

export interface Compiled {
  main: string;
  run(args: string[], options?: RunOptions): Promise<Ended>;
  remove(): void;
}

/** The command line as it is shipped, compiled into a folder of its own (as scripts/build.mjs does into dist/). */
export function compile(): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const project = join(ROOT, 'tsconfig.build.json');
  execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', project, '--outDir', folder], {
    stdio: 'pipe',
  });
  cpSync(join(ROOT, 'src'), join(folder, 'src'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  cpSync(join(ROOT, 'rules'), join(folder, 'rules'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const main = join(folder, 'src', 'cli', 'main.js');
  return {
    main,
    run: (args, options = {}) => end(main, args, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function end(main: string, args: string[], { env, ...options }: RunOptions): Promise<Ended> {
  const child = spawn(options.uid === undefined ? process.execPath : nodeForAll(main), [main, ...args], {
    ...options,
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Another user may not be let into the folder of this Node (npx keeps its own below the home folder). */
function nodeForAll(main: string): string {
  const node = join(dirname(main), '..', '..', 'node');
  cpSync(process.execPath, node);
  chmodSync(node, 0o755);
  return node;
}
