/** npx tsx tests/recompute/cli.ts --seed 7 --out DIR [--wild] */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeRandomLog } from './random-logs.js';
import { recompute } from './recompute.js';
import { writeExpected } from './write-expected.js';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, out: { type: 'string' }, wild: { type: 'boolean', default: false } },
});
if (!values.seed || !values.out) throw new Error('--seed N and --out DIR are needed');
mkdirSync(values.out, { recursive: true });
const log = writeRandomLog(Number(values.seed), values.out, { wild: values.wild });
writeExpected(values.out, recompute(log.input));
process.stderr.write(`${JSON.stringify(log.collects)}\n`);
