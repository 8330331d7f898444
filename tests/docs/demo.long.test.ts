import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demo } from '../practice/demo.js';
import { blocks, ROOT, read } from './support/markdown.js';

const folder = mkdtempSync(join(tmpdir(), 'mission-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('npm run demo -- --once starts the practice EHR and the app, and ends', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tests/practice/demo.ts', '--once', '--out', join(folder, 'once')],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect({ status, stderr: stderr.replace(/^.*Unsupported runtime.*$/m, '').trim() }).toEqual({
    status: 0,
    stderr: '',
  });
  expect(stdout).toMatch(/Open this: a chart of the practice EHR[\s\S]*http:\/\/localhost:\d+\/chart\//);
  expect(stdout).toContain('The chart answers with 200.');
});

test('npm run demo prints what the README shows of it', async () => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const exit = await demo({
    folder: join(folder, 'demo'),
    seed: 1,
    cli: ['node', '--import', 'tsx', 'src/cli/main.ts'],
    print,
  });
  expect(exit).toBe(1);
  expect(printed).toContain('The audit exits with 1: a rule failed.');
  expect(existsSync(join(folder, 'demo', 'report.html'))).toBe(true);
  const shown = blocks(read('README.md'), 'text demo')[0]!.split('…\n');
  expect(shown.length).toBeGreaterThan(3);
  for (const part of shown) expect(printed).toContain(part);
});
