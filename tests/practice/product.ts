import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command line, as a person would. */
export function run(args: string[], env: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

function must(args: string[], env?: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = run(args, env);
  if (status !== 0) throw new Error(`exit ${status}: mission-audit ${args.join(' ')}\n${stderr}`);
  return stdout;
}

/** A clinic's folders as the product gets them: what is read from which server. */
export interface Handed {
  main: string[];
  lab: string[];
  /** Holds site.yaml, tools.yaml and alerts.yaml. */
  config: string;
}

function config({ config }: Handed, names: string[]): string[] {
  return names.flatMap((name) => [`--${name}`, join(config, `${name}.yaml`)]);
}

export function collect(handed: Handed, store: string, env?: NodeJS.ProcessEnv): void {
  const options = ['--store', store, ...config(handed, ['site', 'tools'])];
  must(['collect', ...handed.main, ...options], env);
  must(['collect', ...handed.lab, '--server', 'lab', ...options], env);
}

export type Row = Record<string, string>;

export function encounters(handed: Handed, store: string): Row[] {
  const names = config(handed, ['site', 'tools', 'alerts']);
  return parse(must(['encounters', '--store', store, '--identifiers', 'keep', ...names]), {
    columns: true,
  }) as Row[];
}

export function auditResult(handed: Handed, store: string): Record<string, unknown> {
  const names = config(handed, ['site', 'tools', 'alerts']);
  return JSON.parse(must(['audit', '--store', store, '--format', 'json', '--fail-on', 'never', ...names]));
}

export function truthOf(handed: Handed): {
  encounters: Record<string, unknown>[];
  coverage: Record<string, unknown>;
  measures: Record<string, { numerator: number; denominator: number }>;
} {
  return JSON.parse(readFileSync(join(handed.config, 'truth.json'), 'utf8'));
}

const SECONDS = new Set(['ehr_active_seconds', 'after_hours_seconds']);

/** Every cell of the table that differs from the books, as text; also rows missing, extra or out of order. */
export function differences(rows: Row[], truth: Record<string, unknown>[]): string[] {
  const ids = (list: { encounter_id?: unknown }[]) => list.map(({ encounter_id }) => String(encounter_id));
  if (ids(rows).join('\n') !== ids(truth).join('\n')) {
    const [ours, theirs] = [new Set(ids(rows)), new Set(ids(truth))];
    const missing = [...theirs].filter((id) => !ours.has(id));
    const extra = [...ours].filter((id) => !theirs.has(id));
    return [`rows differ: missing ${missing.slice(0, 5)}, extra ${extra.slice(0, 5)}, or their order`];
  }
  return truth.flatMap((expected, index) =>
    Object.entries(expected).flatMap(([column, value]) => {
      const ours = rows[index]![column];
      return same(column, ours, value)
        ? []
        : [`${expected.encounter_id} ${column}: ${ours} where the books say ${value}`];
    }),
  );
}

function same(column: string, ours: string | undefined, value: unknown): boolean {
  if (value === null) return ours === '';
  // Both are exact to the microsecond; the last digit may be rounded either way.
  if (SECONDS.has(column)) return ours !== '' && Math.abs(Number(ours) - Number(value)) < 1.5e-6;
  return ours === String(value);
}
