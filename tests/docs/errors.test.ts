import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_CODES } from '../../src/fault.js';
import { FAULT_CODES as RULES_FAULT_CODES } from '../../src/rules/faults.js';
import { firstCells, ROOT, read, rows, section } from './support/markdown.js';

const page = read('docs/errors.md');
const reading = section(page, '## Reading and configuration');
const rules = section(page, '## Rules and waivers');

test.each([
  ['reading and configuration', reading, FAULT_CODES],
  ['rules and waivers', rules, RULES_FAULT_CODES],
])('the codes of %s are explained, each once, and no others', (_, text, codes) => {
  expect(firstCells(text).sort()).toEqual([...codes].sort());
});

test('each says what, why and what to do', () => {
  const cells = rows(page);
  expect(cells.filter((row) => row.length !== 4 || row.some((cell) => cell === ''))).toEqual([]);
});

/** The sources without the catalogues themselves. */
const sources = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts'))
  .map((name) =>
    readFileSync(join(ROOT, 'src', name), 'utf8').replace(/FAULT_CODES = \[[\s\S]*?\] as const/, ''),
  )
  .join('\n');

test('every code that is explained is given somewhere', () => {
  expect(firstCells(page).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
