import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { RandomLog } from './random-logs.js';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** The product failed where it should not have. */
export class ProductError extends Error {}

/** `audit` may end with 1, "a rule failed". */
function run(args: string[], accepted: number[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!accepted.includes(status ?? -1)) {
    throw new ProductError(`exit ${status}: mission-audit ${args.join(' ')}\n${stderr}`);
  }
  return stdout;
}

function option(name: string, value: string | null | undefined): string[] {
  return value ? [`--${name}`, value] : [];
}

export function collect(log: RandomLog, store: string): void {
  for (const { paths, server, feed } of log.collects) {
    run(
      [
        'collect',
        ...paths,
        ...option('store', store),
        ...option('site', log.input.site),
        ...option('tools', log.input.tools),
        ...option('server', server),
        ...option('feed', feed),
      ],
      [0],
    );
  }
}

function common({ input }: RandomLog, store: string): string[] {
  return [
    ...option('store', store),
    ...option('site', input.site),
    ...option('tools', input.tools),
    ...option('alerts', input.alerts),
    ...option('from', input.from),
    ...option('to', input.to),
  ];
}

export function encountersOf(log: RandomLog, store: string): Record<string, string>[] {
  const text = run(['encounters', ...common(log, store), '--identifiers', 'keep'], [0]);
  return parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[];
}

export interface AuditResult {
  coverage: Record<string, unknown>;
  measurements: Record<string, unknown>[];
}

export function auditOf(log: RandomLog, store: string): AuditResult {
  const args = ['audit', ...common(log, store), '--format', 'json', '--fail-on', 'never'];
  return JSON.parse(run(args, [0, 1])) as AuditResult;
}
