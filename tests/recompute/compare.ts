/** npx tsx tests/recompute/compare.ts --seed 1 [--count 50] [--wild] [--twice] [--table] [--keep DIR]
 * Runs the built product (npm run build) on random folders and prints where it differs. `--twice` imports everything a second
 * time, last first; `--table` leaves coverage and measures out. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { coverageDifferences, type Difference, measureDifferences, tableDifferences } from './differences.js';
import { inFolder } from './in-folder.js';
import { auditOf, collect, encountersOf } from './product.js';
import { writeRandomLog } from './random-logs.js';
import { recompute } from './recompute.js';
import { writeExpected } from './write-expected.js';

export interface CompareOptions {
  wild?: boolean;
  twice?: boolean;
  table?: boolean;
  keep?: string;
}

export function compareSeed(seed: number, { wild, twice, table, keep }: CompareOptions = {}): Difference[] {
  const find = (dir: string): Difference[] => {
    const log = writeRandomLog(seed, dir, { wild: wild ?? false });
    const expected = recompute(log.input);
    writeExpected(dir, expected);
    const store = join(dir, 'store');
    collect(log, store);
    if (twice) collect({ ...log, collects: [...log.collects].reverse() }, store);
    const differences = tableDifferences(encountersOf(log, store), expected.encounters);
    if (table) return differences;
    const result = auditOf(log, store);
    return [
      ...differences,
      ...coverageDifferences(result.coverage, expected.coverage),
      ...measureDifferences(result.measurements, expected.measures),
    ];
  };
  return inFolder({ seed, keep }, { find, crashed: (difference) => [difference] });
}

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1' },
      wild: { type: 'boolean', default: false },
      twice: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
      keep: { type: 'string' },
    },
  });
  const { seed, count, keep, ...flags } = values;
  const differing: number[] = [];
  for (let i = 0; i < Number(count); i++) {
    const current = Number(seed) + i;
    const found = compareSeed(current, { ...flags, ...(keep ? { keep } : {}) });
    if (found.length > 0) differing.push(current);
    for (const { where, what, ours, expected } of found) {
      process.stdout.write(`seed ${current}  ${where}  ${what}  ours ${ours}  expected ${expected}\n`);
    }
  }
  process.stdout.write(`${Number(count) - differing.length} of ${count} seeds agree\n`);
  process.exitCode = differing.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('compare.ts')) main();
