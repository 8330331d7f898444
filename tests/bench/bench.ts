/**
 * npm run bench [-- --events 1000000,10000000] [--keep DIR]
 * Our full audit against DuckDB's bare projection (the floor) and a straightforward Node script, all in one run on one
 * generated file; times as ratios, memory as the peak of all processes together. The script's per-encounter table must be
 * ours, cell by cell. Prints the table of docs/benchmarks.md.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { cpus, devNull, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'dist', 'src', 'cli', 'main.js');
const tsx = ['--import', 'tsx'];

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000,10000000' },
    keep: { type: 'string' },
    repeat: { type: 'string', default: '1' },
  },
});

interface Measured {
  seconds: number;
  /** Seconds of both cores together: what remains the same beside other work. */
  cpu: number;
  /** MiB, all processes of the command together. */
  peak: number;
}

/** Runs a command, its output into a file, and samples the memory of its process tree. */
async function measure(args: string[], output = devNull): Promise<Measured> {
  const stdout = openSync(output, 'w');
  const started = performance.now();
  const before = cpuOfChildren();
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'inherit'] });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, tree(child));
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(sampler);
  closeSync(stdout);
  // 1: a rule failed, which is a result.
  if (code !== 0 && code !== 1) throw new Error(`exit ${code}: node ${args.join(' ')}`);
  return { seconds: (performance.now() - started) / 1000, cpu: cpuOfChildren() - before, peak };
}

/** CPU seconds of all ended children and of theirs; proc(5) counts in hundredths. */
function cpuOfChildren(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const [, fields] = readFileSync('/proc/self/stat', 'utf8').split(') ');
  const [user, system] = fields!.split(' ').slice(13, 15).map(Number) as [number, number];
  return (user + system) / 100;
}

function tree(child: ChildProcess): number {
  if (!child.pid || !existsSync('/proc')) return 0;
  return memoryOf(child.pid) / 1024;
}

function memoryOf(pid: number): number {
  try {
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return Number(resident ?? 0) + children.reduce((sum, one) => sum + memoryOf(Number(one)), 0);
  } catch {
    return 0;
  }
}

async function bench(events: number, folder: string) {
  const data = join(folder, String(events));
  if (!existsSync(join(data, 'AuditEvent.ndjson'))) {
    const cli = join(root, 'tests', 'practice', 'clinic', 'cli.ts');
    const made = spawnSync(
      process.execPath,
      [...tsx, cli, '--out', data, '--seed', '1', '--events', String(events), '--bench'],
      { stdio: 'inherit' },
    );
    if (made.status !== 0) throw new Error('the practice clinic could not be simulated');
  }
  const log = join(data, 'AuditEvent.ndjson');
  const site = ['--site', join(data, 'site.yaml'), '--tools', join(data, 'tools.yaml')];
  const inputs = readdirSync(data)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => join(data, name));
  const store = join(folder, `store-${events}`);
  // Read once, so that all of them find the file where it lies in memory.
  spawnSync('cat', [log], { stdio: 'ignore' });
  const floor = await measure([
    ...tsx,
    join(import.meta.dirname, 'floor.ts'),
    log,
    join(folder, 'floor.parquet'),
  ]);
  const audit = await measure([main, 'audit', ...inputs, ...site, '--output', join(folder, 'report.txt')]);
  const table = join(folder, 'encounters.csv');
  // It holds all rows in memory: ten million of them need more than Node gives itself.
  const node = await measure(
    ['--max-old-space-size=16384', join(import.meta.dirname, 'node-baseline.mjs'), data],
    table,
  );
  rmSync(store, { recursive: true, force: true });
  await measure([main, 'collect', ...inputs, '--store', store, ...site]);
  const first = await measure([
    main,
    'audit',
    '--store',
    store,
    ...site,
    '--output',
    join(folder, 'report.txt'),
  ]);
  const second = await measure([
    main,
    'audit',
    '--store',
    store,
    ...site,
    '--output',
    join(folder, 'report.txt'),
  ]);
  const ours = join(folder, 'our-encounters.csv');
  await measure([main, 'encounters', '--store', store, ...site, '--identifiers', 'keep', '--output', ours]);
  const cells = equalCells(readFileSync(table, 'utf8'), readFileSync(ours, 'utf8'));
  rmSync(store, { recursive: true, force: true });
  return { events, bytes: statSync(log).size, floor, audit, node, first, second, cells };
}

/** How many cells the two tables have; throws where one differs. Neither has cells with commas. */
function equalCells(script: string, ours: string): number {
  const [a, b] = [script, ours].map((text) => text.trim().split('\n').sort()) as [string[], string[]];
  const other = a.findIndex((line, index) => line !== b[index]);
  if (other !== -1 || a.length !== b.length)
    throw new Error(`the tables differ:\n  script ${a[other]}\n  ours   ${b[other]}`);
  return a.flatMap((line) => line.split(',')).length;
}

function row(name: string, { seconds, cpu, peak }: Measured, floor: Measured): string {
  return `| ${name} | ${seconds.toFixed(1)} s | ${(seconds / floor.seconds).toFixed(2)} | ${cpu.toFixed(1)} s | ${(cpu / floor.cpu).toFixed(2)} | ${peak.toFixed(0)} MiB |`;
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'mission-audit-bench-'));
try {
  const runs = [];
  for (const events of values.events.split(',').map(Number)) runs.push(await bench(events, folder));
  console.log(
    `${cpus()[0]?.model ?? 'processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}\n`,
  );
  for (const { events, bytes, floor, audit, node, first, second, cells } of runs) {
    console.log(`${events} AuditEvents, ${(bytes / events).toFixed(0)} bytes each\n`);
    console.log('| what | time | ÷ floor | CPU | ÷ floor | peak memory |\n|---|---|---|---|---|---|');
    console.log(row('floor: bare projection to Parquet', floor, floor));
    console.log(row('full audit', audit, floor));
    console.log(row('Node script, per-encounter table', node, floor));
    console.log(row('audit of a store, first', first, floor));
    console.log(row('audit of a store, again', second, floor));
    console.log(
      `\nfull audit is ${(node.seconds / audit.seconds).toFixed(1)} times as fast as the Node script`,
    );
    console.log(`the two per-encounter tables are equal in all ${cells} cells\n`);
  }
  const [small, large] = [runs[0], runs.at(-1)];
  if (small && large && small !== large) {
    const cost = (run: typeof small) => (1e6 * run.audit.seconds) / run.events;
    console.log(
      `cost of an event: ${cost(small).toFixed(1)} µs, ${cost(large).toFixed(1)} µs: ${(cost(large) / cost(small)).toFixed(2)} times`,
    );
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}
