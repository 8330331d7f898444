import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readQuarantine } from '../../src/store/quarantine.js';
import { type Compiled, compile } from '../feeds/support/compiled.js';
import { Random } from '../practice/clinic/random.js';
import { simulate } from '../practice/clinic/simulate.js';

const KILLS = 22;

let cli: Compiled;
let folder: string;
let clinic: string;
const at = (...parts: string[]) => join(folder, ...parts);

beforeAll(async () => {
  cli = compile();
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  clinic = at('clinic');
  await simulate({ out: clinic, seed: 3, events: 3_000 });
});
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Part of a file goes through DuckDB, and part of what DuckDB reads is left to the slow path. */
const env = { MISSION_AUDIT_FAST_FROM: String(256 * 1024) };
const config = () => ['--site', join(clinic, 'site.yaml'), '--tools', join(clinic, 'tools.yaml')];

/** The commands that read a clinic into a store: one server after the other. */
function imports(store: string): string[][] {
  const tables = ['alert', 'alert_answer', 'ui_interval', 'shift'].map((name) => join(clinic, `${name}.csv`));
  return [
    ['collect', join(clinic, 'main'), ...tables, '--store', store, ...config()],
    ['collect', join(clinic, 'lab'), '--server', 'lab', '--store', store, ...config()],
  ];
}

interface Result {
  table: string;
  coverage: unknown;
  quarantine: string[];
  files: string[];
}

async function result(store: string): Promise<Result> {
  const common = ['--store', store, ...config()];
  const table = await cli.run(['encounters', ...common, '--identifiers', 'keep']);
  const audit = await cli.run(['audit', ...common, '--format', 'json', '--fail-on', 'never']);
  expect([table.status, audit.status]).toEqual([0, 0]);
  return {
    table: table.stdout,
    coverage: JSON.parse(audit.stdout).coverage,
    quarantine: readQuarantine(store)
      .map((entry) => JSON.stringify(entry))
      .sort(),
    files: names(store).filter((name) => !name.startsWith('derived/')),
  };
}

const names = (store: string) => (readdirSync(store, { recursive: true }) as string[]).sort();
const isHidden = (name: string) => /(^|\/)\./.test(name);

/** Runs a command and kills it, with all that it started, after so many milliseconds. True where it was still running. */
function killAfter(args: string[], { ms, group }: { ms: number; group: boolean }): Promise<boolean> {
  const child = spawn(process.execPath, [cli.main, ...args], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  const timer = setTimeout(() => process.kill(group ? -child.pid! : child.pid!, 'SIGKILL'), ms);
  return new Promise((resolve) => {
    child.once('exit', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

/** Imports all of it; the time that the first command took, in milliseconds. */
async function whole(store: string): Promise<number> {
  const started = Date.now();
  let took = 0;
  for (const args of imports(store)) {
    expect((await cli.run(args, { env })).status).toBe(0);
    took ||= Date.now() - started;
  }
  return took;
}

test(`killed at ${KILLS} random moments, a repeated import comes to the same`, async () => {
  const took = await whole(at('undisturbed'));
  const expected = await result(at('undisturbed'));
  expect(expected.table.split('\n').length).toBeGreaterThan(1000);
  const random = new Random(20261125, 'kill');
  for (let killed = 0, kill = 0; killed < KILLS; kill += 1) {
    const store = at('killed');
    rmSync(store, { recursive: true, force: true });
    // Half of them only the command itself: its reader of large files must then end on its own.
    const moment = { ms: took * (0.1 + 0.85 * random.uniform()), group: kill % 2 === 0 };
    if (!(await killAfter(imports(store)[0]!, moment))) continue;
    killed += 1;
    await whole(store);
    expect(names(store).filter(isHidden)).toEqual([]);
    expect(await result(store)).toEqual(expected);
  }
});

test('an import over what three kills left, one upon the other', async () => {
  const took = await whole(at('plain'));
  const expected = await result(at('plain'));
  const random = new Random(7, 'thrice');
  for (let kill = 0; kill < 3; kill += 1)
    await killAfter(imports(at('thrice'))[0]!, { ms: took * random.uniform(), group: true });
  await whole(at('thrice'));
  expect(await result(at('thrice'))).toEqual(expected);
});

test('a finished import that is repeated changes no file', async () => {
  await whole(at('twice'));
  cpSync(at('twice'), at('once'), { recursive: true });
  await whole(at('twice'));
  expect(names(at('twice'))).toEqual(names(at('once')));
});
