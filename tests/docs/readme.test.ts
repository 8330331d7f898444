import { statSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { loadRules } from '../../src/rules/load.js';
import { scratch } from '../rules/support/files.js';
import { blocks, firstCells, ROOT, read, rows, section } from './support/markdown.js';

const page = read('README.md');
const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json')) as Record<
  string,
  Record<string, string>
>;
const files = scratch();
afterAll(files.remove);

test('every dependency is named with its reason, and no other', () => {
  const cells = rows(section(page, '## Dependencies'));
  const wanted = Object.keys({ ...dependencies, ...devDependencies });
  expect(firstCells(section(page, '## Dependencies')).sort()).toEqual(wanted.sort());
  expect(cells.filter(([, why]) => !why)).toEqual([]);
});

test('the test commands exist', () => {
  const commands = firstCells(section(page, '## Tests'));
  const known = ['npm cit', 'npm test', ...Object.keys(scripts!).map((name) => `npm run ${name}`)];
  expect(commands.filter((command) => !known.includes(command))).toEqual([]);
});

test('every exit code is explained', () => {
  const codes = rows(section(page, '## On your own data')).map(([code]) => Number(code));
  expect(codes).toEqual(Object.values(EXIT));
});

test('the first screen: ten lines of rules that load, one command, its output, a picture', () => {
  const [rules] = blocks(page, 'yaml rules');
  expect(rules!.trim().split('\n')).toHaveLength(10);
  const loaded = loadRules(files.write('site-rules.yaml', rules!), { measures: loadMeasures() });
  expect(loaded).toMatchObject({ ok: true, notices: [] });
  expect(page).toContain('npm run demo');
  expect(blocks(page, 'text demo')).toHaveLength(1);
  expect(statSync(join(ROOT, 'docs/images/report.png')).size).toBeLessThan(300_000);
});
