import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

const folder = mkdtempSync(join(tmpdir(), 'imports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Biome, with our own biome.json, says of a file planted at this path (in a folder of the test's own). */
function lint(path: string, source: string): string {
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const ran = spawnSync(process.execPath, [biome, 'lint', path], { cwd: folder, encoding: 'utf8' });
  return ran.stdout + ran.stderr;
}

describe('the table of who may import whom', () => {
  const planted: [string, string][] = [
    ['src/store/planted.ts', '../rules/judge.js'],
    ['src/feeds/fhir/planted.ts', '../../measures/registry.js'],
    ['src/measures/planted.ts', '../report/index.js'],
    ['src/rules/planted.ts', '../store/engine.js'],
    ['src/report/planted.ts', '../rules/judge.js'],
    ['src/pages/planted.ts', '../store/engine.js'],
    ['src/wording/planted.ts', '../rules/judge.js'],
    ['src/server/planted.ts', '../report/index.js'],
    ['src/rules/other.ts', '../../smart-launch/index.js'],
    ['smart-launch/planted.ts', '../src/fault.js'],
  ];
  it.each(planted)('%s may not import %s', (path, wrong) => {
    expect(lint(path, `import { x } from '${wrong}';\nexport const y = x;\n`)).toContain(
      'noRestrictedImports',
    );
  });

  const allowed: [string, string][] = [
    ['src/feeds/planted.ts', '../store/engine.js'],
    ['src/measures/planted.ts', '../store/engine.js'],
    ['src/rules/planted.ts', '../measures/measure.js'],
    ['src/report/planted.ts', '../result.js'],
    ['src/pages/planted.ts', '../chart-view.js'],
    ['src/server/planted.ts', '../../smart-launch/index.js'],
    ['src/cli/planted.ts', '../rules/judge.js'],
  ];
  it.each(allowed)('%s may import %s', (path, right) => {
    expect(lint(path, `import { x } from '${right}';\nexport const y = x;\n`)).not.toContain(
      'noRestrictedImports',
    );
  });
});
