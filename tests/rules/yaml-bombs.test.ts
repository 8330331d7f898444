import { readYaml } from '../../src/rules/yaml-file.js';
import { codes, places, scratch } from './support/files.js';

const files = scratch();
afterAll(files.remove);

const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g'].map((name, i) => {
    const before = `*${'abcdef'[i]}`;
    return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
  }),
].join('\n');

const bombs: [string, string, string, string][] = [
  ['a billion laughs', laughs, 'alias-bomb', '1:1'],
  ['itself', 'a: &a\n  b: *a', 'alias-bomb', '2:6'],
  ['its own parent', 'version: &v [[*v]]', 'alias-bomb', '1:15'],
  ['a megabyte', `a: ${'x'.repeat(1_000_000)}`, 'too-large', '1:1'],
  ['a hundred thousand brackets', `a:\n  ${'['.repeat(100_000)}`, 'too-deep', '2:35'],
  ['braces', '{a: '.repeat(1_000), 'too-deep', '1:129'],
  ['lists in lists', '- '.repeat(100_000), 'too-deep', '1:101'],
  ['keys in keys', '? '.repeat(100_000), 'too-deep', '1:101'],
  ['lists behind a key', `a: ${'- '.repeat(50_000)}`, 'too-deep', '1:104'],
  ['lists below a text', `a: |\n  b\n${'- '.repeat(50_000)}`, 'too-deep', '3:101'],
  [
    'a staircase',
    Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'too-deep',
    '102:102',
  ],
  ['a hundred thousand faults', '- &a\n'.repeat(100_000), 'too-deep', '25001:1'],
];

test.each(bombs)('%s', (_, text, code, place) => {
  const read = readYaml(files.write('bomb.yaml', text));
  const faults = read.ok ? [] : read.faults;
  expect(codes(faults)).toEqual([code]);
  expect(places(faults)).toEqual([place]);
});

test('what only looks deep is read', () => {
  const text = `# [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
${' '.repeat(150)}# far to the right
a: "${'['.repeat(200)}"
b: |
${`${' '.repeat(120)}- deep in a text\n`.repeat(3)}c: [
${' '.repeat(150)}1]
`;
  expect(readYaml(files.write('deep.yaml', text))).toMatchObject({ ok: true });
});

test('a thousand faults are cut short', () => {
  const read = readYaml(files.write('bad.yaml', 'a: ]\n'.repeat(1_000)));
  expect(read.ok ? 0 : read.faults.filter(({ code }) => code === 'yaml-syntax').length).toBe(50);
});
