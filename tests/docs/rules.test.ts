import { loadMeasures } from '../../src/measures/registry.js';
import { loadRules } from '../../src/rules/load.js';
import { loadWaivers } from '../../src/rules/load-waivers.js';
import { shipped } from '../../src/rules/shipped.js';
import { printed, scratch } from '../rules/support/files.js';
import { blocks, firstCells, read } from './support/markdown.js';

const page = read('docs/rules.md');
const measures = loadMeasures();
const files = scratch();
afterAll(files.remove);

const load = (text: string) => loadRules(files.write('site-rules.yaml', text), { measures });

test.each(blocks(page, 'yaml rules').map((text, at) => [at + 1, text] as const))(
  'example %i loads, and the only remark is that a rule is off',
  (_, text) => {
    const loaded = load(text);
    expect(loaded.ok ? [] : printed(loaded.faults)).toEqual([]);
    if (loaded.ok) expect(loaded.notices.filter(({ code }) => code !== 'rule-off')).toEqual([]);
  },
);

test('the faulty example is refused in the words that are shown', () => {
  const [text] = blocks(page, 'yaml faulty');
  const loaded = load(text!);
  expect(loaded.ok ? '' : `${printed(loaded.faults).join('\n')}\n`).toBe(blocks(page, 'text faults')[0]);
});

test('the waivers load', () => {
  const loaded = loadRules(shipped('mission.yaml'), { measures });
  if (!loaded.ok) throw new Error('ours is well');
  const found = blocks(page, 'yaml waivers').map((text) =>
    loadWaivers(files.write('waivers.yaml', text), { rules: loaded.rules }),
  );
  expect(found).toMatchObject([{ ok: true }]);
});

/** Every key that a schema knows, wherever. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(keysOf)];
}

test.each(['schema.json', 'waivers.schema.json'])('every key of rules/%s is explained', (name) => {
  const explained = new Set([
    ...firstCells(page),
    ...[...page.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!),
  ]);
  const unexplained = keysOf(JSON.parse(read(`rules/${name}`))).filter((key) => !explained.has(key));
  expect([...new Set(unexplained)].filter((key) => !['times', 'of'].includes(key))).toEqual([]);
});
