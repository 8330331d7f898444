/** npx tsx tests/recompute/benefit/compare.ts --seed 1 [--count 50] [--keep DIR]
 * Runs the built product (npm run build) on random folders with orders, benefits, concerns, reviews and silent changes, and
 * prints where its measures differ from the ones worked out here. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Difference, measureDifferences } from '../differences.js';
import { inFolder } from '../in-folder.js';
import { collect } from '../product.js';
import { auditWithRules } from './audit-with-rules.js';
import { benefitDifferences, seenMeasures } from './differences.js';
import { disparitiesOf, RULES } from './disparities.js';
import { disparityDifferences, seenStrata } from './disparity-differences.js';
import { FIRST, firstMeasures } from './first-measures.js';
import { MEASURES, recomputeBenefit } from './measures.js';
import { writeBenefitLog } from './random.js';

/** Measures and disparities: each must have been seen in some seed. */
export const FOUND_IN_SOME = [...MEASURES, ...FIRST, 'disparity-ratio'];

export interface Compared {
  found: Difference[];
  /** Measures that had a line to be compared. */
  seen: string[];
}

export function compareBenefit(seed: number, { keep }: { keep?: string } = {}): Compared {
  const find = (dir: string): Compared => {
    const log = writeBenefitLog(seed, dir);
    const { lines, scene } = recomputeBenefit(log.input);
    const store = join(dir, 'store');
    collect(log, store);
    const rules = join(dir, 'rules.yaml');
    writeFileSync(rules, RULES);
    const { measurements, disparities = [] } = auditWithRules(log, { store, rules });
    const strata = seenStrata(disparities) > 0 ? ['disparity-ratio'] : [];
    return {
      found: [
        ...measureDifferences(
          measurements.map((one) => ({ ...one })),
          firstMeasures(scene),
        ),
        ...benefitDifferences(measurements, lines),
        ...disparityDifferences(disparities, disparitiesOf(scene)),
      ],
      seen: [...seenMeasures(measurements, [...MEASURES, ...FIRST]), ...strata],
    };
  };
  return inFolder({ seed, keep }, { find, crashed: (difference) => ({ found: [difference], seen: [] }) });
}

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1' },
      keep: { type: 'string' },
    },
  });
  const { seed, count, keep } = values;
  const differing: number[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < Number(count); i++) {
    const current = Number(seed) + i;
    const compared = compareBenefit(current, keep ? { keep } : {});
    for (const measure of compared.seen) seen.add(measure);
    if (compared.found.length > 0) differing.push(current);
    for (const { where, what, ours, expected } of compared.found) {
      process.stdout.write(`seed ${current}  ${where}  ${what}  ours ${ours}  expected ${expected}\n`);
    }
  }
  const unseen = FOUND_IN_SOME.filter((measure) => !seen.has(measure));
  if (unseen.length > 0) process.stdout.write(`never seen: ${unseen.join(', ')}\n`);
  process.stdout.write(`${Number(count) - differing.length} of ${count} seeds agree\n`);
  process.exitCode = differing.length > 0 || unseen.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('compare.ts')) main();
