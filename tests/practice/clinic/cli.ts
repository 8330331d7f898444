import { parseArgs } from 'node:util';
import { bench } from './bench/bench.js';
import { simulate } from './simulate.js';

const usage =
  'Usage: npx tsx tests/practice/clinic/cli.ts --out DIR --seed N [--events N] [--neutral] [--bench]';
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    events: { type: 'string' },
    neutral: { type: 'boolean', default: false },
    bench: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const events = values.events === undefined ? undefined : Number(values.events);
if (!values.out || !Number.isInteger(seed) || seed < 0 || (events !== undefined && !(events > 0))) {
  console.error(usage);
  process.exit(2);
}
const started = Date.now();
if (values.bench) {
  const made = await bench({ out: values.out, seed, events: events ?? 1_000_000 });
  console.error(`${made.events} events, ${made.encounters} encounters in ${(Date.now() - started) / 1000} s`);
} else {
  const { encounters, coverage } = await simulate({
    out: values.out,
    seed,
    neutral: values.neutral,
    ...(events !== undefined && { events }),
  });
  console.error(`${encounters.length} encounters`, coverage, `in ${(Date.now() - started) / 1000} s`);
}
