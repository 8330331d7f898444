/**
 * npm run demo [-- --out DIR] [--seed N] [--once]: a practice clinic, simulated, collected and audited by the command line
 * as a user runs it; then the practice EHR with the app launched in it, to be opened in a browser.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from './clinic/simulate.js';
import { INFORMATICS, openApp } from './open-app.js';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILT = ['node', 'dist/src/cli/main.js'];
const COLLECT_SECONDS = 15;
const USAGE = `Usage: npm run demo -- [--out DIR] [--seed N] [--once]
  --out DIR   an empty or new folder to work in (default: a temporary one, which is kept)
  --seed N    another clinic for each number (default: 1)
  --once      start the practice EHR and the app, see that they answer, and end; for scripts`;

const MEANINGS: Record<number, string> = {
  0: 'no rule failed',
  1: 'a rule failed',
  2: 'the audit could not run',
  3: 'a rule could not be judged',
};

export interface DemoOptions {
  /** The folder to work in. */
  folder: string;
  seed: number;
  /** How the command line is started. */
  cli?: string[];
  print?: (text: string) => void;
}

/** Simulates, collects and audits; returns the exit code that the audit gave. Throws where a command could not run. */
export async function demo({ folder, seed, cli = BUILT, print = write }: DemoOptions): Promise<number> {
  const run = runner({ folder, cli, print });
  mkdirSync(folder, { recursive: true });
  print(`A practice clinic is simulated: four weeks, its people and patients invented, seed ${seed}.\n`);
  const { period } = await simulate({ out: folder, seed });
  print(`\n$ DIR=${folder}\n`);
  const tables = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  const site = '--store $DIR/store --site $DIR/site.yaml';
  const maps = '--tools $DIR/tools.yaml --alerts $DIR/alerts.yaml';
  run(`collect $DIR/main ${tables.map((name) => `$DIR/${name}`).join(' ')} ${site}`);
  run(`collect $DIR/lab --server lab ${site}`);
  const exit = run(`audit ${site} ${maps}`, [0, 1]);
  run(`audit ${site} ${maps} --format html --output $DIR/report.html`, [0, 1]);
  print(`
The audit exits with ${exit}: ${MEANINGS[exit]}. (This demonstration itself ends with 0.)
The report, with every measurement and its charts: ${join(folder, 'report.html')}

To try next, from ${ROOT} and with DIR as above:
  ${cli.join(' ')} rules explain alerts-mostly-acted-on
  ${cli.join(' ')} audit ${site} ${maps} --from ${period.from} --to ${afterDays(period.from, 13)}
  ${cli.join(' ')} audit ${site} ${maps} --format json --output $DIR/result.json
  ${cli.join(' ')} encounters ${site} --tools $DIR/tools.yaml --output $DIR/encounters.csv
`);
  return exit;
}

/** Starts the practice EHR and the app on what the audit left. Returns what ends both. */
export async function openDemo({ folder, cli = BUILT, print = write }: Omit<DemoOptions, 'seed'>) {
  print('\nThe practice EHR and the app are started …\n');
  const opened = await openApp({ clinicDir: folder, cli, root: ROOT, cds: true });
  const { ehr, appUrl, showcase, url } = opened;
  print(`
Open this: a chart of the practice EHR, the app beside it
  ${url}
It has ${showcase.has.join(', ')}.

The EHR calls decision support through the app's CDS Hooks gateway: the cards are beside the chart. Accept one, override one, order a medication.
What you did is in the app's figures half a minute later: every ${COLLECT_SECONDS} seconds this runs, as a site's cron would,
  ${cli.join(' ')} collect --store ${folder}/store --site ${folder}/site.yaml

The EHR, with more charts:  ${ehr.origin}/
The app:                    ${appUrl}/ (${opened.config})
The site's overview, as ${INFORMATICS}: ${appUrl}/standalone?iss=${encodeURIComponent(ehr.iss)}
`);
  return { ...opened, stopCollecting: collectAgain({ folder, cli }) };
}

/** Folds what the gateway wrote down, again and again. Returns what stops it. */
function collectAgain({ folder, cli }: { folder: string; cli: string[] }): () => void {
  const args = ['collect', '--store', join(folder, 'store'), '--site', join(folder, 'site.yaml')];
  let running: ChildProcess | null = null;
  const timer = setInterval(() => {
    running ??= spawn(nodeItself(cli[0]!), [...cli.slice(1), ...args], { cwd: ROOT, stdio: 'ignore' }).once(
      'exit',
      () => {
        running = null;
      },
    );
  }, COLLECT_SECONDS * 1000);
  return () => {
    clearInterval(timer);
    running?.kill();
  };
}

/** Runs a command line as it is printed, `$DIR` standing for the folder. */
function runner({ folder, cli, print }: Required<Pick<DemoOptions, 'folder' | 'cli' | 'print'>>) {
  return (command: string, allowed = [0]): number => {
    print(`\n$ ${cli.join(' ')} ${command}\n`);
    const [program, ...rest] = cli;
    const values = command.split(' ').map((word) => word.replace('$DIR', folder));
    const { status, stdout, stderr, error } = spawnSync(nodeItself(program!), [...rest, ...values], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    print(stderr ?? '');
    print(stdout ?? '');
    if (error) throw error;
    // Bad usage must not look like a rule that failed.
    if (!allowed.includes(status ?? 2) || stderr.startsWith('error:'))
      throw new Error(`the command above ended with ${status}`);
    return status!;
  };
}

function afterDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

const nodeItself = (program: string): string => (program === 'node' ? process.execPath : program);

function write(text: string): void {
  process.stdout.write(text);
}

/** A store of another clinic must not be mixed in: only a new or empty folder is taken. */
function workingFolder(out: string | undefined): string {
  if (!out) return mkdtempSync(join(tmpdir(), 'mission-demo-'));
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0) throw new Error(`"${out}" is not empty: name a new folder with --out`);
  return out;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return write(`${USAGE}\n`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`--seed "${values.seed}" is no whole number`);
  if (!existsSync(join(ROOT, BUILT[1]!)))
    throw new Error('dist/ is not there: build it first, with npm run build');
  const folder = workingFolder(values.out);
  await demo({ folder, seed });
  const opened = await openDemo({ folder });
  if (values.once) {
    const { status } = await fetch(opened.url);
    write(`The chart answers with ${status}. All of it is closed again: without --once it stays open.\n`);
    opened.stopCollecting();
    await opened.close();
    if (status !== 200) throw new Error('the practice EHR did not show its chart');
    return;
  }
  write('Ctrl-C ends both.\n');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  opened.stopCollecting();
  await opened.close();
}

if (process.argv[1] === import.meta.filename)
  main().catch((error: Error) => {
    process.stderr.write(`demo: ${error.message} (npm run demo -- --help)\n`);
    process.exitCode = 2;
  });
