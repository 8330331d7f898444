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
import { formatFault } from '../rules/faults.js';
import { loadRules } from '../rules/load.js';
import { loadWaivers } from '../rules/load-waivers.js';

import type { RuleSet } from '../rules/rule-set.js';
import type { Waiver } from '../rules/waivers.js';
import { rulesFolder } from '../store/config/shipped.js';
import { DEFINITIONS } from '../store/derived/kept-months.js';
import { filesOf, sha } from '../store/layout.js';
import { quarantineFiles } from '../store/quarantine.js';
import { TABLES } from '../store/tables.js';
import { version } from '../version.js';
import { EXIT } from './exit.js';
import { type CommonOptions, mapOptions, periodOptions, readingOptions } from './options.js';
import { type Session, withSession } from './session.js';
import { writeOut } from './write-out.js';

interface AuditOptions extends CommonOptions {
  rules?: string;
  waivers?: string;
  format: FormatName;
  failOn: 'fail' | 'warn' | 'never';
  requireData?: boolean;
}

export function auditCommand(): Command {
  const command = new Command('audit')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input')
    .description('measures, judges against the rules, and prints the verdicts');
  for (const add of [readingOptions, mapOptions, periodOptions]) add(command);
  command
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
    const inputs = inputsOf(session, { options, rules });
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
      ...(options.store ? { kept: measuredIn(session.store, keyOf(inputs, { options, definitions })) } : {}),
      definitions,
      rules,
      waivers,
      tools: session.tools.tools.map(({ id, title, category }) => ({ tool: id, title, category })),
      minClinicians: session.site.minClinicians,
      notices: session.imported?.notices ?? [],
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

function inputsOf(
  session: Session,
  { options, rules }: { options: AuditOptions; rules: RuleSet },
): Record<string, string> {
  const files = [...TABLES.keys()].flatMap((table) =>
    filesOf(session.store, table).map(({ name }) => `${table} ${name}`),
  );
  files.push(...quarantineFiles(session.store));
  const hashes: Record<string, string> = { rules: rules.hash, store: sha(files.sort().join('\n')) };
  for (const name of ['site', 'tools', 'alerts', 'waivers'] as const)
    if (options[name]) hashes[name] = sha(readFileSync(options[name], 'utf8'));
  return hashes;
}

/** What the measurements of a store rest on; rules and waivers only judge them. */
function keyOf(
  { store, site, tools, alerts }: Record<string, string>,
  { options, definitions }: { options: AuditOptions; definitions: ReturnType<typeof loadMeasures> },
): string {
  const { from, to, timeZone } = options;
  const measures = definitions.map(({ sql, scale, variants }) => [sql, scale, variants]);
  return sha(
    JSON.stringify([version(), DEFINITIONS, store, site, tools, alerts, from, to, timeZone, measures]),
  ).slice(0, 32);
}
