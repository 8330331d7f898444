import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { Fault } from '../fault.js';
import { measureStore } from '../measures/measure-store.js';
import { measuredIn } from '../measures/measured.js';
import { loadMeasures } from '../measures/registry.js';
import { type FormatName, formats } from '../report/index.js';
import type { AuditResult } from '../result.js';
import { audit } from '../rules/audit.js';
import { asksBaseline } from '../rules/change/baseline.js';
import { formatFault } from '../rules/faults.js';
import { loadRules } from '../rules/load.js';
import { loadWaivers } from '../rules/load-waivers.js';

import type { RuleSet } from '../rules/rule-set.js';
import type { Waiver } from '../rules/waivers.js';
import { rulesFolder } from '../store/config/shipped.js';
import { sha } from '../store/layout.js';
import { version } from '../version.js';
import { inputsOf } from './compare-inputs.js';
import { measurePeriod } from './compare-period.js';
import { EXIT } from './exit.js';
import {
  type CommonOptions,
  type Days,
  dayRange,
  mapOptions,
  periodOptions,
  readingOptions,
} from './options.js';
import { withSession } from './session.js';
import { writeOut } from './write-out.js';

interface AuditOptions extends CommonOptions {
  rules?: string;
  waivers?: string;
  format: FormatName;
  failOn: 'fail' | 'warn' | 'never';
  requireData?: boolean;
  baseline?: Days;
}

export function auditCommand(): Command {
  const command = new Command('audit')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input')
    .description('measures, judges against the rules, and prints the verdicts');
  for (const add of [readingOptions, mapOptions, periodOptions]) add(command);
  command
    .option(
      '--baseline <days>',
      'an earlier period A..B to judge against (default: the one in site.yaml)',
      dayRange,
    )
    .option('--rules <file>', 'the rules file (default: ours, rules/mission.yaml)')
    .option('--waivers <file>', 'waivers: rule, tool, owner, reason, expires')
    .addOption(new Option('--format <name>', 'the report').choices(Object.keys(formats)).default('text'))
    .option('--output <file>', 'write the report here instead of to stdout')
    .addOption(
      new Option('--fail-on <level>', 'from when to exit with 1')
        .choices(['fail', 'warn', 'never'])
        .default('fail'),
    )
    .option('--require-data', 'exit with 3 when a rule could not be judged')
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit audit export/ --site site.yaml --tools tools.yaml --format html --output report.html',
    )
    .action(async (paths: string[], options: AuditOptions) => {
      process.exitCode = await runAudit(paths, options);
    });
  return command;
}

async function runAudit(paths: string[], options: AuditOptions): Promise<number> {
  const definitions = loadMeasures();
  const rules = rulesOf(options.rules, definitions);
  const waivers = waiversOf(options.waivers, rules);
  const result = await withSession({ paths, options }, async (session) => {
    const inputs = {
      rules: rules.hash,
      ...inputsOf(session.store, options, definitions),
      ...(options.waivers ? { waivers: sha(readFileSync(options.waivers, 'utf8')) } : {}),
    };
    const baseline = options.baseline ?? session.site.baseline;
    return audit({
      measure: async () =>
        measureStore({
          engine: session.engine,
          derived: await session.derive(options),
          store: session.store,
          definitions,
          timeZone: session.site.timeZone,
          minClinicians: session.site.minClinicians,
        }),
      ...(options.store ? { kept: measuredIn(session.store, keyOf(inputs, options, baseline)) } : {}),
      ...(baseline
        ? {
            baseline: {
              ...baseline,
              ofSite: options.baseline === undefined,
              measure: () =>
                measurePeriod(session, { options, definitions, period: baseline, name: 'the baseline' }),
            },
          }
        : {}),
      definitions,
      rules,
      waivers,
      tools: session.tools.tools.map(({ id, title, category }) => ({ tool: id, title, category })),
      minClinicians: session.site.minClinicians,
      references: session.site.strata?.references,
      notices: [...(session.imported?.notices ?? []), ...unasked(options, rules)],
      inputs,
      version: version(),
      now: new Date(),
      onError: (about, error) => process.stderr.write(`${about}: ${(error as Error).message}\n`),
    });
  });
  const color = process.stdout.isTTY === true && !options.output && !process.env.NO_COLOR;
  const report = await formats[options.format].format(result, { color });
  writeOut(report, options);
  return exitCode(result, options);
}

/** What was given and has no effect. */
function unasked({ baseline }: AuditOptions, { rules }: RuleSet): string[] {
  return baseline && !rules.some(asksBaseline)
    ? ['No rule is judged against a baseline: --baseline changes nothing.']
    : [];
}

function exitCode({ summary }: AuditResult, { failOn, requireData }: AuditOptions): number {
  if (failOn !== 'never' && (summary.fail > 0 || (failOn === 'warn' && summary.warn > 0))) return EXIT.failed;
  if (requireData && summary['insufficient-data'] + summary.error > 0) return EXIT.notJudged;
  return EXIT.ok;
}

/** Loads a rules file, or ours. Throws one Fault that names every fault. */
export function rulesOf(file: string | undefined, definitions: ReturnType<typeof loadMeasures>): RuleSet {
  const loaded = loadRules(file ?? join(rulesFolder(), 'mission.yaml'), { measures: definitions });
  if (!loaded.ok) throw new Fault('bad-rules', loaded.faults.map(formatFault).join('\n'));
  for (const notice of loaded.notices) process.stderr.write(`${formatFault(notice)}\n`);
  return loaded.rules;
}

function waiversOf(file: string | undefined, rules: RuleSet): Waiver[] {
  if (!file) return [];
  const loaded = loadWaivers(file, { rules });
  if (!loaded.ok) throw new Fault('bad-waivers', loaded.faults.map(formatFault).join('\n'));
  return loaded.waivers;
}

/** What the measurements of a store rest on; rules and waivers only judge them. */
function keyOf(
  { store, site, tools, alerts, definitions }: Record<string, string>,
  { from, to, timeZone }: AuditOptions,
  baseline: Days | null | undefined,
): string {
  return sha(
    JSON.stringify([version(), definitions, store, site, tools, alerts, from, to, timeZone, baseline]),
  ).slice(0, 32);
}
