import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scan } from '../../../src/store/derived/current.js';
import { Engine } from '../../../src/store/engine.js';
import { readQuarantine } from '../../../src/store/quarantine.js';
import type { BadFile } from './bad-files.js';
import type { Compiled, Ended } from './compiled.js';

/** What became of a folder of files, by file: ids read, and `line code` of what was quarantined. */
export interface Collected extends Ended {
  good: Map<string, string[]>;
  bad: Map<string, string[]>;
}

type Cli = () => Compiled;

/** Lines that a damaged gzip may lose before the damage. */
const FEW = 400;

/** Imports all files in one go, by one of the two ways, and checks file by file what became of them. */
export function checkFiles(
  files: BadFile[],
  { cli, fastFrom = Number.MAX_SAFE_INTEGER, failing }: { cli: Cli; fastFrom?: number; failing?: true },
): void {
  let folder: string;
  let collected: Collected;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
    const input = join(folder, 'in');
    for (const { name, bytes } of files) {
      mkdirSync(dirname(join(input, name)), { recursive: true });
      writeFileSync(join(input, name), bytes);
    }
    collected = await collect(cli(), { input, store: join(folder, 'store'), fastFrom });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const each = failing ? test.failing.each : test.each;
  each(files.map((file) => [file.name, file] as const))('%j', (name, { good, until, bad, notice }) => {
    const read = collected.good.get(name) ?? [];
    expect(sorted(read)).toEqual(sorted(until ? good.slice(0, read.length) : good));
    if (until) {
      expect(good.length - read.length).toBeLessThan(FEW);
      expect(collected.bad.get(name)).toEqual([`${read.length + 1} bad-gzip`]);
    }
    const wanted = sorted(bad);
    const found = sorted(collected.bad.get(name)).map((one, n) =>
      wanted[n]?.startsWith('?') ? one.replace(/^\d+/, '?') : one,
    );
    expect(found).toEqual(wanted);
    const told = collected.stderr.split('\n').filter((line) => line.includes(`/${name}"`));
    expect(told.map((line) => line.includes(notice ?? 'no notice'))).toEqual(notice ? [true] : []);
  });

  if (failing) return;
  test('what was read and what was not is counted, and the command succeeds', () => {
    expect(collected).toMatchObject({ status: 0, stdout: '' });
    const bad = files.flatMap((file) => file.bad).length;
    expect(collected.stderr).toContain(` ${bad} quarantined\n`);
  });
}

const sorted = (values: string[] = []) => [...values].sort();

async function collect(
  { run }: Compiled,
  { input, store, fastFrom }: { input: string; store: string; fastFrom: number },
): Promise<Collected> {
  const env = { MISSION_AUDIT_FAST_FROM: String(fastFrom) };
  const args = ['collect', input, '--store', store, '--time-zone', 'America/New_York'];
  const ended = await run(args, { env });
  const engine = await Engine.open();
  try {
    const rows = await engine.json<{ source: string; id: string }>(`
      SELECT source, substr(event_id, 12) AS id FROM ${scan(store, 'audit_event')}
      UNION ALL SELECT source, alert_id FROM ${scan(store, 'alert')}`);
    const bad = readQuarantine(store).map(({ file, line, code }) => [file, `${line} ${code}`] as const);
    const good = rows.map(({ source, id }) => [source.replace(/:\d+$/, ''), id] as const);
    return { ...ended, good: byFile(good), bad: byFile(bad) };
  } finally {
    engine.close();
  }

  function byFile(found: (readonly [file: string, what: string])[]): Map<string, string[]> {
    const grouped = new Map<string, string[]>();
    for (const [file, what] of found) {
      const name = file.slice(input.length + 1);
      grouped.set(name, [...(grouped.get(name) ?? []), what]);
    }
    return grouped;
  }
}
