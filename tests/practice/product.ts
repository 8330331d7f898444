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
  measures: Record<string, TrueFigure>;
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

/** What the books say of one figure: its sums, or of a median or a concentration its value. */
export type TrueFigure = { numerator: number; denominator: number } | { value: number };

export interface Measurement {
  measure: string;
  by: Record<string, string>;
  variant?: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  suppressed: boolean;
}

export interface Compared {
  /** Figures that differ, or that are missing, as text. */
  wrong: string[];
  /** How many figures were compared, by measure, variant and dimension; suppressed ones are not. */
  compared: Map<string, number>;
}

/** Every true figure against its measurement. */
export function compareMeasures(measurements: Measurement[], truth: Record<string, TrueFigure>): Compared {
  const wrong: string[] = [];
  const compared = new Map<string, number>();
  for (const [key, figure] of Object.entries(truth)) {
    const { group, ours } = found(measurements, key);
    if (!compared.has(group)) compared.set(group, 0);
    if (!ours) wrong.push(`${key}: missing`);
    else if (!ours.suppressed) {
      compared.set(group, compared.get(group)! + 1);
      for (const [column, value] of Object.entries(figure)) {
        const cell = ours[column as 'numerator' | 'denominator' | 'value'];
        if (!close(cell, value)) wrong.push(`${key} ${column}: ${cell} where the books say ${value}`);
      }
    }
  }
  return { wrong, compared };
}

/** A key of the books: `measure`, `measure variant`, either with ` by dimension=value`. */
function found(measurements: Measurement[], key: string) {
  const [name, where] = key.split(/ by (?=[a-z_]+=)/) as [string, string | undefined];
  const [measure, variant] = name.split(' ') as [string, string | undefined];
  const [dimension, ...rest] = where?.split('=') ?? [];
  const fitting = measurements.filter(
    (one) =>
      one.measure === measure &&
      (dimension === undefined
        ? Object.keys(one.by).length === 0
        : one.by[dimension] === rest.join('=') && Object.keys(one.by).length === 1),
  );
  // Without a variant the books mean the one that is judged, which comes first.
  const ours = variant === undefined ? fitting[0] : fitting.find((one) => one.variant === variant);
  return { group: dimension === undefined ? name : `${name} by ${dimension}`, ours };
}

/** Counts are equal; hours are sums of fractions that may be added in another order. */
function close(ours: number | null | undefined, value: number): boolean {
  if (typeof ours !== 'number') return false;
  if (Number.isInteger(value)) return ours === value || (!Number.isInteger(ours) && near(ours, value));
  return near(ours, value);
}

function near(ours: number, value: number): boolean {
  return Math.abs(ours - value) <= 1e-6 * Math.abs(value);
}
