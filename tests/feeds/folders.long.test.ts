import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBenefitCodes } from '../../src/feeds/benefit-codes.js';
import { importPaths } from '../../src/feeds/import.js';
import { findFiles } from '../../src/feeds/input/files.js';
import { Engine } from '../../src/store/engine.js';
import { CONTEXT } from './support/audit-rows.js';
import { event } from './support/bad-files.js';
import { type Compiled, compile } from './support/compiled.js';

let cli: Compiled;
let folder: string;
beforeAll(() => {
  cli = compile();
});
afterAll(() => cli.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (id: string) => `${event(id)}\n`;
const at = (...parts: string[]) => join(folder, ...parts);

test('a file reached by several ways is read once', () => {
  mkdirSync(at('data'));
  writeFileSync(at('data', 'a.ndjson'), line('a'));
  symlinkSync(at('data', 'a.ndjson'), at('data', 'b.ndjson'));
  symlinkSync(at('data'), at('again'));
  const { files, faults } = findFiles([
    folder,
    at('data'),
    at('data', 'a.ndjson'),
    at('data/../data/b.ndjson'),
  ]);
  expect(files).toEqual([at('again', 'a.ndjson')]);
  expect(faults).toEqual([]);
});

test('a link back to a folder above is told, and all else is found', () => {
  mkdirSync(at('data', 'inner'), { recursive: true });
  writeFileSync(at('data', 'inner', 'a.ndjson'), line('a'));
  symlinkSync(at('data'), at('data', 'inner', 'loop'));
  symlinkSync(at('self'), at('self'));
  symlinkSync(at('gone'), at('dangling'));
  const { files, faults } = findFiles([folder]);
  expect(files).toEqual([at('data', 'inner', 'a.ndjson')]);
  expect(faults.map(({ code }) => code)).toEqual(['no-such-file', 'symlink-loop', 'symlink-loop']);
});

test('links that fork again and again do not take for ever', () => {
  for (let depth = 0; depth < 40; depth += 1) {
    mkdirSync(at(`${depth}`));
    for (const side of ['left', 'right']) symlinkSync(at(`${depth + 1}`), at(`${depth}`, side));
  }
  mkdirSync(at('40'));
  writeFileSync(at('40', 'a.ndjson'), line('a'));
  expect(findFiles([at('0')]).files).toHaveLength(1);
});

test('what changes while it is read is told', async () => {
  writeFileSync(at('a.ndjson'), line('a').repeat(3));
  const engine = await Engine.open();
  try {
    const imported = importPaths([at('a.ndjson')], {
      engine,
      store: at('store'),
      context: CONTEXT,
      codes: loadBenefitCodes(),
      mapping: null,
    });
    // The importer has looked at the file's size and waits for its first bytes.
    appendFileSync(at('a.ndjson'), line('b'));
    expect((await imported).notices).toEqual([expect.stringContaining('changed while it was read')]);
  } finally {
    engine.close();
  }
});

test('a file given twice, as itself, as a hard link and in two imports counts once', async () => {
  writeFileSync(at('a.ndjson'), line('a'));
  linkSync(at('a.ndjson'), at('b.ndjson'));
  const args = [at('a.ndjson'), at('a.ndjson'), at('b.ndjson'), '--store', at('store'), '--time-zone', 'UTC'];
  await cli.run(['collect', ...args]);
  expect((await cli.run(['collect', ...args])).status).toBe(0);
  const audit = [
    'audit',
    '--store',
    at('store'),
    '--time-zone',
    'UTC',
    '--format',
    'json',
    '--fail-on',
    'never',
  ];
  const { coverage } = JSON.parse((await cli.run(audit)).stdout);
  expect(coverage.feeds).toMatchObject([{ read: 2, kept: 1, duplicates: 1, quarantined: 0 }]);
});

describe('nothing to read ends with 2 and says why', () => {
  const file = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const cases: [string, () => string, string][] = [
    ['an empty folder', () => folder, 'had a line that could be read'],
    ['something else', () => file('a.txt', 'hello\n'), 'was not read'],
    ['an empty file', () => file('a.ndjson', ''), 'is empty'],
    ['a missing file', () => at('nowhere'), 'does not exist'],
    ['a device', () => '/dev/null', 'neither a file nor a folder'],
    ['only bad lines', () => file('a.ndjson', '{"x":\n'), '1 lines could not be read'],
  ];
  test.each(cases)('%s', async (_, make, words) => {
    const { status, stderr, stdout } = await cli.run(['encounters', make(), '--time-zone', 'UTC']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });
});

test('what may not be read is told, and all else is read', async () => {
  const nobody = process.getuid?.() === 0 ? 65534 : process.getuid!();
  mkdirSync(at('closed'));
  writeFileSync(at('a.ndjson'), line('a'));
  writeFileSync(at('b.ndjson'), line('b'));
  writeFileSync(at('closed', 'c.ndjson'), line('c'));
  mkdirSync(at('own'));
  chownSync(at('own'), nobody, -1);
  for (const path of [folder, join(cli.main, '../../..')]) chmodSync(path, 0o755);
  for (const path of [at('b.ndjson'), at('closed')]) chmodSync(path, 0);
  const args = ['collect', folder, '--store', at('own', 'store'), '--time-zone', 'UTC'];
  const { status, stderr } = await cli.run(args, {
    uid: nobody,
    env: { TMPDIR: at('own'), HOME: at('own') },
  });
  expect(stderr).toContain(`"${at('b.ndjson')}": no permission`);
  expect(stderr).toContain(`"${at('closed')}": no permission`);
  expect(stderr).toContain('1 file read: 1 row or resource, 0 quarantined');
  expect(status).toBe(0);
});
