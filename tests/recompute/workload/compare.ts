/** npx tsx tests/recompute/workload/compare.ts --seed 1 [--count 50] [--keep DIR]
 * Runs the built product (npm run build) on random folders and prints where the measures of workload, access and reach
 * differ. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Difference } from '../differences.js';
import { inFolder } from '../in-folder.js';
import { auditOf, collect } from '../product.js';
import { lineDifferences } from './line-differences.js';
import { writeWorkloadLog } from './random.js';
import { MEASURES, recomputeWorkload } from './recompute-workload.js';

export interface Compared {
  differences: Difference[];
  /** The measures of which a figure with a denominator was compared: shown by both, not hidden. */
  compared: Set<string>;
}

/** Differences of one seed; `keep` is a folder to leave the log in. */
export function compareSeed(seed: number, keep?: string): Compared {
  const find = (dir: string): Compared => {
    const log = writeWorkloadLog(seed, dir);
    const expected = recomputeWorkload(log.input);
    const store = join(dir, 'store');
    collect(log, store);
    // Neither the order of arrival nor a second reading may change anything.
    if (seed % 3 === 0) collect({ ...log, collects: [...log.collects].reverse() }, store);
    const result = auditOf(log, store);
    const ours = result.measurements.filter(({ measure }) => MEASURES.includes(String(measure)));
    return lineDifferences(ours, expected);
  };
  return inFolder(
    { seed, keep },
    { find, crashed: (difference) => ({ differences: [difference], compared: new Set() }) },
  );
}

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1' },
      keep: { type: 'string' },
    },
  });
  const seeds = Array.from({ length: Number(values.count) }, (_, i) => Number(values.seed) + i);
  const compared = new Map<string, number>();
  let agreeing = 0;
  for (const seed of seeds) {
    const found = compareSeed(seed, values.keep);
    for (const measure of found.compared) compared.set(measure, (compared.get(measure) ?? 0) + 1);
    if (found.differences.length === 0) agreeing++;
    for (const { where, what, ours, expected } of found.differences) {
      process.stdout.write(`seed ${seed}  ${where}  ${what}  ours ${ours}  expected ${expected}\n`);
    }
  }
  for (const measure of MEASURES) {
    process.stdout.write(`${measure}: figures compared in ${compared.get(measure) ?? 0} seeds\n`);
  }
  process.stdout.write(`${agreeing} of ${seeds.length} seeds agree\n`);
  process.exitCode = agreeing < seeds.length ? 1 : 0;
}

if (process.argv[1]?.endsWith('compare.ts')) main();
