import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadMapping } from '../../../src/feeds/delimited/known.js';
import { MAPPING_SCHEMA } from '../../../src/feeds/delimited/mapping.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
// Tables are padded by the formatter.
const docs = readFileSync(join(ROOT, 'docs', 'mapping.md'), 'utf8').replace(/ +\|/g, ' |');
const files = readdirSync(join(ROOT, 'rules', 'mappings'));

const { properties, definitions } = MAPPING_SCHEMA;
const keys = [properties, properties.rows.items.properties, definitions.cell.properties].flatMap(Object.keys);

test.each(keys)('the key %s is explained', (key) => {
  expect(docs).toContain(`\n| \`${key}\` |`);
});

test('no key is explained that does not exist', () => {
  const tables = docs.slice(docs.indexOf('### Of the file'), docs.indexOf('### Ids'));
  const explained = [...tables.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
  expect(explained.sort()).toEqual([...new Set(keys)].sort());
});

test.each(files)('%s is loaded, listed and has the columns that recognise it there', (name) => {
  const { feed, header } = loadMapping(join(ROOT, 'rules', 'mappings', name));
  expect(`${feed}.yaml`).toBe(name);
  const row = docs.split('\n').find((line) => line.startsWith(`| \`${feed}\` |`))!;
  for (const column of header) expect(row).toContain(column);
});

test.each(files)('%s has only placeholders for identifier systems', (name) => {
  const text = readFileSync(join(ROOT, 'rules', 'mappings', name), 'utf8');
  const systems = [...text.matchAll(/identifier: ("[^"]*")/g)].map(([, system]) => parse(system!) as string);
  expect(systems.length).toBeGreaterThan(0);
  for (const system of systems) expect(system).toMatch(/^urn:replace-me:/);
});

test('the example is a mapping', () => {
  const example = docs.slice(docs.indexOf('```yaml\nfeed:') + 8).split('```')[0]!;
  expect(() => parse(example) as unknown).not.toThrow();
});
