import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { event } from '../feeds/support/bad-files.js';
import { type Compiled, compile } from '../feeds/support/compiled.js';
import { mayMount } from './support/may-mount.js';

/**
 * Full disks: a small file system of its own where the kernel lets us mount one (a user namespace suffices), and
 * /dev/full, to which no byte can be written, for what a command prints.
 */
let cli: Compiled;
let folder: string;
beforeAll(() => {
  cli = compile();
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  const lines = Array.from({ length: 20_000 }, (_, n) => event(`e-${(n * 2654435761) % 4294967296}-${n}`));
  writeFileSync(join(folder, 'a.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'b.ndjson'), `${event('b')}\n`);
});
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a collect in which one folder lies on a disk of so many bytes, then again after the disk has grown. */
function collectOn(small: string, { size, fast }: { size: string; fast: boolean }) {
  const script = `
    mkdir -p "$SMALL"
    mount -t tmpfs -o size=${size} none "$SMALL"
    "$NODE" "$MAIN" collect "$IN/a.ndjson" --store "$STORE" --time-zone UTC >&2; echo "first $?"
    find "$STORE" -name '.*.tmp' | wc -l
    mount -o remount,size=100m "$SMALL"
    "$NODE" "$MAIN" collect "$IN/a.ndjson" --store "$STORE" --time-zone UTC >&2; echo "second $?"
    "$NODE" "$MAIN" encounters --store "$STORE" --time-zone UTC >/dev/null 2>&1; echo "read $?"
    find "$STORE" -name '*.parquet' -path '*audit_event*' | wc -l`;
  const env = {
    ...process.env,
    NODE: process.execPath,
    MAIN: cli.main,
    IN: folder,
    SMALL: join(folder, small),
    STORE: small === 'temporary' ? join(folder, `store-${fast}`) : join(folder, small, 'store'),
    ...(small === 'temporary' ? { TMPDIR: join(folder, small) } : {}),
    MISSION_AUDIT_FAST_FROM: fast ? '1' : String(Number.MAX_SAFE_INTEGER),
  };
  const all = execFileSync('unshare', ['-rm', 'bash', '-c', `(${script}) 2>&1`], { env, encoding: 'utf8' });
  return all.trim().split('\n');
}

const disk = mayMount() ? test : test.skip;

disk.each([false, true])('the disk of the store is full, and later is not (through DuckDB: %s)', (fast) => {
  const told = collectOn('disk', { size: '200k', fast });
  expect(told.filter((line) => line.includes('disk-full'))).toHaveLength(1);
  expect(told.filter((line) => line.includes('    at '))).toEqual([]);
  expect(told.filter((line) => /^(first|second|read) \d|^\d+$/.test(line))).toEqual([
    'first 2',
    '0',
    'second 0',
    'read 0',
    '1',
  ]);
});

disk('the disk of the temporary folder is full, and later is not', () => {
  const told = collectOn('temporary', { size: '100k', fast: true });
  expect(told.filter((line) => line.includes('disk-full'))).toHaveLength(1);
  expect(told.filter((line) => /^(first|second|read) \d/.test(line))).toEqual([
    'first 2',
    'second 0',
    'read 0',
  ]);
});

const full = existsSync('/dev/full') ? test : test.skip;

full.each(['encounters', 'audit'])('%s: no room for what is printed', async (command) => {
  const { status, stderr, stdout } = await cli.run([
    command,
    join(folder, 'b.ndjson'),
    '--time-zone',
    'UTC',
    '--output',
    '/dev/full',
  ]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('[disk-full]');
});

full('nor on stdout', () => {
  const script = '"$0" "$1" encounters "$2" --time-zone UTC 2>&1 >/dev/full; echo "exit $?"';
  const args = ['-c', script, process.execPath, cli.main, join(folder, 'b.ndjson')];
  const told = execFileSync('bash', args, { encoding: 'utf8' });
  expect(told).toMatch(/\[disk-full\]\nexit 2\n$/);
  expect(told).not.toContain('    at ');
});
