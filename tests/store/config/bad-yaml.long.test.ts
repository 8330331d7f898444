import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../../src/fault.js';
import { loadMapping } from '../../../src/feeds/delimited/known.js';
import { loadAlerts } from '../../../src/store/config/alerts.js';
import { pattern } from '../../../src/store/config/pattern.js';
import { loadSite } from '../../../src/store/config/site.js';
import { loadTools } from '../../../src/store/config/tools.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bad-yaml-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const loaders: Record<string, (file: string) => unknown> = {
  'bad-site': (file) => loadSite({ file }),
  'bad-tools': loadTools,
  'bad-alerts': loadAlerts,
  'bad-mapping': loadMapping,
};

function load(code: string, text: string | Buffer): Fault | undefined {
  const file = join(folder, 'file.yaml');
  writeFileSync(file, text);
  try {
    loaders[code]!(file);
    return undefined;
  } catch (error) {
    return error as Fault;
  }
}

const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g'].map(
    (name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[n]}`).join(', ')}]`,
  ),
].join('\n');

/** Each with a part of what is said; a `file.yaml:line:col` where there is one place. */
const texts: [string, string | Buffer, string][] = [
  ['a billion laughs', laughs, 'too many aliases'],
  ['itself', 'a: &a\n  b: *a', '"a" is not known'],
  ['brackets', `a: ${'['.repeat(100_000)}`, 'nested too deep'],
  ['braces', '{a: '.repeat(100_000), 'nested too deep'],
  ['lists in lists', '- '.repeat(50_000), 'nested too deep'],
  ['keys in keys', '? '.repeat(50_000), 'nested too deep'],
  ['megabytes', `# ${'x'.repeat(2_000_000)}`, 'larger than'],
  ['ten thousand faults', 'a: ]\n'.repeat(10_000), 'file.yaml:1:4'],
  ['the same key twice', 'a: 1\na: 2', 'file.yaml:2:1: Map keys must be unique'],
  ['two documents', 'a: 1\n---\na: 2', 'file.yaml:2:1'],
  ['a list', '- 1', 'must be object'],
  ['nothing', '', 'must be object'],
  ['a NUL', 'a: 1\n\0', 'file.yaml:'],
  ['no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]), '"a" is not known'],
  ['a tag', 'a: !!js/function "x"', '"a" is not known'],
  ['an unknown anchor', 'a: *nowhere', 'nowhere'],
];

describe.each(Object.keys(loaders))('%s', (code) => {
  test.each(texts)('%s', (_, text, words) => {
    const fault = load(code, text);
    expect(fault).toMatchObject({ name: 'Fault', code });
    expect(fault!.message).toContain(words);
    expect(fault!.message.length).toBeLessThan(10_000);
  });
});

test('anchors are read', () => {
  const text = 'version: 1\ntools:\n- {id: a, match: &m [{observer: x}]}\n- {id: b, match: *m}\n';
  expect(load('bad-tools', text)).toBeUndefined();
});

test('a device is no configuration', () => {
  expect(() => loadTools('/dev/zero')).toThrow('is not a file');
});

test('many stars do not take for ever, and mean what they say', () => {
  expect(pattern(`${'*a'.repeat(200)}b`)('a'.repeat(5000))).toBe(false);
  expect(pattern(`${'*a'.repeat(200)}*`)('a'.repeat(5000))).toBe(true);
  const cases: [string, string, boolean][] = [
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*a', 'aba', true],
    ['a*ab*b', 'ab', false],
    ['a*ab*b', 'aabb', true],
    ['*', '', true],
    ['a.c', 'abc', false],
    ['**x**', '\nx\n', true],
    ['A*', 'a', false],
  ];
  for (const [written, text, fits] of cases)
    expect([written, text, pattern(written)(text)]).toEqual([written, text, fits]);
});
