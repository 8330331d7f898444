import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ProductError } from '../product.js';
import type { RandomLog } from '../random-logs.js';
import type { Printed } from './differences.js';
import type { PrintedDisparity } from './disparity-differences.js';

const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url));

export interface BenefitResult {
  measurements: Printed[];
  disparities?: PrintedDisparity[];
}

/** As product.ts audits, with a rules file. Throws ProductError where the product failed. */
export function auditWithRules(
  { input }: RandomLog,
  { store, rules }: { store: string; rules: string },
): BenefitResult {
  const given = {
    store,
    rules,
    site: input.site,
    tools: input.tools,
    alerts: input.alerts,
    from: input.from,
    to: input.to,
  };
  const options = Object.entries(given).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
  const args = ['audit', ...options, '--format', 'json', '--fail-on', 'never'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0 && status !== 1)
    throw new ProductError(`exit ${status}: mission-audit ${args.join(' ')}\n${stderr}`);
  return JSON.parse(stdout) as BenefitResult;
}
