import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readQuarantine } from '../../src/store/quarantine.js';
import { type Compiled, compile } from '../feeds/support/compiled.js';
import { Random } from '../practice/clinic/random.js';
import { simulate } from '../practice/clinic/simulate.js';

const KILLS = 20;

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

interface Kept {
  files: string[];
  quarantine: string[];
}

/** What a store holds, `derived/` apart. A file's name is the hash of its rows. */
function kept(store: string): Kept {
  return {
    files: names(store).filter((name) => !name.startsWith('derived/')),
    quarantine: readQuarantine(store)
      .map((entry) => JSON.stringify(entry))
      .sort(),
  };
}

/** What the store says of the clinic. */
async function told(store: string): Promise<{ table: string; coverage: unknown }> {
  const table = await cli.run(['encounters', '--store', store, ...config(), '--identifiers', 'keep']);
  const rest = ['--format', 'json', '--fail-on', 'never'];
  const audit = await cli.run(['audit', '--store', store, ...config(), ...rest]);
  expect([table.status, audit.status]).toEqual([0, 0]);
  return { table: table.stdout, coverage: JSON.parse(audit.stdout).coverage };
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

async function collect(args: string[]): Promise<void> {
  expect((await cli.run(args, { env })).status).toBe(0);
}

async function whole(store: string): Promise<void> {
  for (const args of imports(store)) await collect(args);
}

test(`killed at ${KILLS} random moments, a repeated import comes to the same`, async () => {
  const [first, second] = imports(at('undisturbed'));
  const started = Date.now();
  await collect(first!);
  const took = Date.now() - started;
  const expected = kept(at('undisturbed'));
  await collect(second!);
  const both = { ...kept(at('undisturbed')), ...(await told(at('undisturbed'))) };
  expect(both.table.split('\n').length).toBeGreaterThan(1000);
  const random = new Random(20261125, 'kill');
  for (let killed = 0, kill = 0; killed < KILLS; kill += 1) {
    const store = at('killed');
    rmSync(store, { recursive: true, force: true });
    const [main, lab] = imports(store);
    // Half of them only the command itself: its reader of large files must then end on its own.
    const moment = { ms: took * (0.1 + 0.85 * random.uniform()), group: kill % 2 === 0 };
    if (!(await killAfter(main!, moment))) continue;
    killed += 1;
    await collect(main!);
    expect(names(store).filter(isHidden)).toEqual([]);
    expect(kept(store)).toEqual(expected);
    if (killed % 5 > 0) continue;
    await collect(lab!);
    expect({ ...kept(store), ...(await told(store)) }).toEqual(both);
  }
});

test('an import over what three kills left, one upon the other', async () => {
  const started = Date.now();
  await whole(at('plain'));
  const took = Date.now() - started;
  const random = new Random(7, 'thrice');
  for (let kill = 0; kill < 3; kill += 1)
    await killAfter(imports(at('thrice'))[0]!, { ms: took * random.uniform(), group: true });
  await whole(at('thrice'));
  expect(kept(at('thrice'))).toEqual(kept(at('plain')));
  expect(await told(at('thrice'))).toEqual(await told(at('plain')));
});

test('a finished import that is repeated changes no file', async () => {
  await whole(at('twice'));
  cpSync(at('twice'), at('once'), { recursive: true });
  await whole(at('twice'));
  expect(names(at('twice'))).toEqual(names(at('once')));
});
