import { Command, Option } from 'commander';
import type { Comparison } from '../comparison.js';
import { Fault } from '../fault.js';
import type { Dimension } from '../measures/measure.js';
import { type ComparisonFormat, comparisonFormats } from '../report/compare/index.js';
import { version } from '../version.js';
import { comparePeriods } from './compare-periods.js';
import { compareResults } from './compare-results.js';
import { compareWithout, withoutOptions } from './compare-without.js';
import { EXIT } from './exit.js';
import {
  type CommonOptions,
  type Days,
  dayRange,
  isDayRange,
  mapOptions,
  periodOptions,
  readingOptions,
} from './options.js';
import { writeOut } from './write-out.js';

interface CompareOptions extends CommonOptions {
  before?: string;
  after?: string;
  by?: Dimension;
  format: ComparisonFormat;
  allowDifferentInputs?: boolean;
  without?: string;
  withoutAlert?: string;
}

const DIMENSIONS: Dimension[] = ['tool', 'activity', 'specialty', 'stratum', 'alert_key', 'class'];

export function compareCommand(): Command {
  const command = new Command('compare')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input')
    .description('sets two periods side by side, measure by measure, with intervals')
    .option('--before <days>', 'the earlier period as A..B (site days, both included), or a result FILE.json')
    .option('--after <days>', 'the later period as A..B, or a result FILE.json');
  for (const add of [readingOptions, mapOptions, periodOptions]) add(command);
  withoutOptions(command);
  return command
    .addOption(new Option('--by <dimension>', 'each value of this apart, too').choices(DIMENSIONS))
    .option('--allow-different-inputs', 'of two results: also where site, tools or alerts files differ')
    .addOption(
      new Option('--format <name>', 'the report').choices(Object.keys(comparisonFormats)).default('text'),
    )
    .option('--output <file>', 'write the report here instead of to stdout')
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit compare --store ./store --site site.yaml --tools tools.yaml --before 2026-01-05..2026-02-01 --after 2026-02-09..2026-03-08\n  mission-audit compare --store ./store --site site.yaml --tools tools.yaml --alerts alerts.yaml --without interaction-popup',
    )
    .action(async (paths: string[], options: CompareOptions) => {
      process.exitCode = await runCompare(paths, options);
    });
}

async function runCompare(paths: string[], options: CompareOptions): Promise<number> {
  if (options.without !== undefined || options.withoutAlert !== undefined) return without(paths, options);
  const { before, after, format } = options;
  if (before === undefined || after === undefined)
    throw new Fault(
      'bad-option',
      'say what is compared: --before A..B and --after C..D (or two results, FILE.json)',
    );
  if (options.from !== undefined || options.to !== undefined)
    throw new Fault(
      'bad-option',
      '--from and --to go with --without; periods are said with --before and --after',
    );
  const comparison = await compared(paths, options, { before, after });
  const color = process.stdout.isTTY === true && !options.output && !process.env.NO_COLOR;
  writeOut(await comparisonFormats[format](comparison, { color }), options);
  return EXIT.ok;
}

async function compared(
  paths: string[],
  options: CompareOptions,
  { before, after }: { before: string; after: string },
): Promise<Comparison> {
  const by = options.by ?? null;
  if (isDayRange(before) && isDayRange(after))
    return comparePeriods(paths, options, { before: periodOf(before), after: periodOf(after), by });
  if (isDayRange(before) || isDayRange(after))
    throw new Fault(
      'bad-option',
      '--before and --after are two periods A..B or two results FILE.json, not one of each',
    );
  if (paths.length > 0 || options.store)
    throw new Fault(
      'bad-option',
      `"${before}" is no period such as 2026-01-05..2026-02-01; two results are compared without paths and store`,
    );
  const allowDifferentInputs = options.allowDifferentInputs === true;
  return compareResults({ before, after, by, allowDifferentInputs, version: version() });
}

/** Throws Fault `bad-option` on days that do not exist, `bad-period` where it runs backwards. */
function periodOf(written: string): Days {
  try {
    return dayRange(written);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('bad-option', `"${written}": ${(error as Error).message}`);
  }
}

/** What the burden would be without a tool or an alert: a question of its own, over one period. */
async function without(paths: string[], options: CompareOptions): Promise<number> {
  const { before, after, by, format } = options;
  if (before !== undefined || after !== undefined || by !== undefined)
    throw new Fault(
      'bad-option',
      '--without and --without-alert go with --from and --to, not with --before, --after or --by',
    );
  if (format === 'csv') throw new Fault('bad-option', '--without is printed as text or json');
  return compareWithout(paths, { ...options, format });
}
