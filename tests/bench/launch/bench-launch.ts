/**
 * npm run bench:launch [-- --events 10000000] [--keep DIR]
 * Our own time from /launch to the last byte of the chart page, beyond the EHR's answers, over a store of so many events;
 * one launch at a time, and 50 at once. Prints the table of docs/benchmarks.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Launched, launchOnce } from './launch-once.js';
import { type Chart, SteadyEhr } from './steady-ehr.js';

const root = join(import.meta.dirname, '..', '..', '..');
const main = join(root, 'dist', 'src', 'cli', 'main.js');
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    keep: { type: 'string' },
    launches: { type: 'string', default: '300' },
  },
});

const AT_ONCE = 50;
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'mission-bench-launch-'));
const data = join(folder, `launch-${values.events}`);

function run(args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`exit ${status}: node ${args.join(' ')}`);
}

async function charts(store: string, most: number): Promise<Chart[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`
    SELECT e.encounter_id AS encounter, e.patient_id AS patient, min(p.user_id) AS "user"
    FROM read_parquet('${store}/encounter/**/*.parquet', hive_partitioning = false) e
      JOIN read_parquet('${store}/participation/**/*.parquet', hive_partitioning = false) p ON p.encounter_id = e.encounter_id
    GROUP BY 1, 2 ORDER BY md5(e.encounter_id) LIMIT ${most}`);
  const rows = reader.getRowObjectsJson() as unknown as Chart[];
  connection.closeSync();
  instance.closeSync();
  return rows;
}

function port(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

async function started(ehr: SteadyEhr): Promise<{ url: string; stop: () => Promise<void> }> {
  const [listen, metrics] = [await port(), await port()];
  const url = `http://127.0.0.1:${listen}`;
  const config = join(data, 'mission-audit.yaml');
  writeFileSync(
    config,
    `publicUrl: ${url}
listen: {host: 127.0.0.1, port: ${listen}}
metrics: {host: 127.0.0.1, port: ${metrics}}
store: ./store
site: ./site.yaml
tools: ./tools.yaml
rateLimits: {launch: 1000000, general: 1000000}
log: {level: warn}
issuers:
  - {iss: "${ehr.iss}", server: main, clientId: bench, auth: public, scopes: "launch openid fhirUser user/Patient.rs user/Encounter.rs user/AuditEvent.rs user/DetectedIssue.rs"}
`,
  );
  const app = spawn(process.execPath, [main, 'serve', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (app.exitCode !== null) throw new Error(`the app ended with ${app.exitCode}`);
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        app.once('exit', () => resolve());
        app.kill('SIGTERM');
      }),
  };
}

function quantile(numbers: number[], q: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!.toFixed(1);
}

function line(name: string, all: Launched[]): string {
  const own = all.map(({ ownMs }) => ownMs);
  return `| ${name} | ${all.length} | ${quantile(own, 0.5)} ms | ${quantile(own, 0.99)} ms | ${Math.max(...all.map(({ roundTrips }) => roundTrips))} | ${(Math.max(...all.map(({ bytes }) => bytes)) / 1024).toFixed(1)} KB |`;
}

async function bench(): Promise<void> {
  if (!existsSync(join(data, 'AuditEvent.ndjson')))
    run([
      '--import',
      'tsx',
      join(root, 'tests', 'practice', 'clinic', 'cli.ts'),
      '--out',
      data,
      '--seed',
      '1',
      '--events',
      values.events!,
      '--bench',
    ]);
  const store = join(data, 'store');
  if (!existsSync(store))
    run([
      main,
      'collect',
      ...['AuditEvent', 'Encounter', 'Patient', 'Practitioner'].map((name) => join(data, `${name}.ndjson`)),
      '--store',
      store,
      '--site',
      join(data, 'site.yaml'),
      '--tools',
      join(data, 'tools.yaml'),
    ]);
  const ehr = await SteadyEhr.start();
  const app = await started(ehr);
  try {
    const all = await charts(store, Number(values.launches));
    const chart = (n: number) => all[n % all.length]!;
    for (let n = 0; n < 30; n += 1) await launchOnce(app.url, { ehr, name: `warm-${n}`, chart: chart(n) });
    const alone: Launched[] = [];
    for (let n = 0; n < all.length; n += 1)
      alone.push(await launchOnce(app.url, { ehr, name: `alone-${n}`, chart: chart(n) }));
    const many: Launched[] = [];
    for (let round = 0; round < 12; round += 1) {
      const names = Array.from({ length: AT_ONCE }, (_, n) => round * AT_ONCE + n);
      const all50 = names.map((n) => launchOnce(app.url, { ehr, name: `many-${n}`, chart: chart(n) }));
      many.push(...(await Promise.all(all50)));
    }
    console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; ${values.events} AuditEvents in the store

| launches at once | launches | own time, p50 | own time, p99 | round trips to the EHR, most | page |
|---|---|---|---|---|---|
${line('1', alone)}
${line('50', many)}`);
  } finally {
    await app.stop();
    ehr.close();
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
  }
}

await bench();
