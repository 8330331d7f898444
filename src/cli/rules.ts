import { join, sep } from 'node:path';
import { Command } from 'commander';
import { Fault } from '../fault.js';
import type { MeasureDefinition } from '../measures/measure.js';
import { loadMeasures } from '../measures/registry.js';
import { explainRule } from '../rules/explain.js';
import { type Fault as FileFault, formatFault, nearest } from '../rules/faults.js';
import { listRules } from '../rules/list.js';
import { loadRules } from '../rules/load.js';
import { loadWaivers } from '../rules/load-waivers.js';
import type { RuleSet } from '../rules/rule-set.js';
import { rulesFolder } from '../store/config/shipped.js';
import { loadTools } from '../store/config/tools.js';
import { rulesOf } from './audit.js';
import { EXIT } from './exit.js';

interface CheckOptions {
  waivers?: string;
  tools?: string;
}

/** `rules check|list|explain`: reads rules and no data. The clock says which bases are old. */
export function rulesCommand(clock: () => Date = () => new Date()): Command {
  const command = new Command('rules').description('checks a rules file, lists its rules, or explains one');
  command
    .command('check')
    .argument('[file]', 'the rules file (default: ours, rules/mission.yaml)')
    .description('tells every fault of a rules file at once, as file:line:col, and what a reader may doubt')
    .option('--tools <file>', 'tools.yaml: check that the tools which rules name are there')
    .option('--waivers <file>', 'check this waivers file too')
    .addHelpText('after', example('check rules/mission.yaml'))
    .action((file: string | undefined, options: CheckOptions) => {
      process.exitCode = check(file ?? join(rulesFolder(), 'mission.yaml'), { ...options, now: clock() });
    });
  command
    .command('list')
    .description('prints the questions, the rules that answer them, and what cannot be measured')
    .option('--rules <file>', 'the rules file (default: ours, rules/mission.yaml)')
    .addHelpText('after', example('list'))
    .action(({ rules }: { rules?: string }) => {
      const measures = loadMeasures();
      process.stdout.write(listRules(rulesOf(rules, measures), measures));
    });
  command
    .command('explain')
    .argument('<id>', 'the rule’s id (see: mission-audit rules list)')
    .description('prints one rule in full: threshold, basis, what would change its verdict, SQL')
    .option('--rules <file>', 'the rules file (default: ours, rules/mission.yaml)')
    .addHelpText('after', example('explain alerts-mostly-acted-on'))
    .action((id: string, { rules }: { rules?: string }) => {
      const measures = loadMeasures();
      process.stdout.write(explain(id, rulesOf(rules, measures), measures));
    });
  return command.addHelpText('after', example('check rules/mission.yaml'));
}

const example = (what: string): string => `\nExample:\n  mission-audit rules ${what}`;

/** Faults are what this command is asked for, so they go to stdout. */
function check(file: string, options: CheckOptions & { now: Date }): number {
  const names = options.tools ? { tools: loadTools(options.tools).tools.map(({ id }) => id) } : {};
  const today = options.now.toISOString().slice(0, 10);
  const loaded = loadRules(file, { measures: loadMeasures(), today, ...names });
  if (!loaded.ok) return refuse(loaded.faults);
  if (options.waivers) {
    const waivers = loadWaivers(options.waivers, { rules: loaded.rules, ...names });
    if (!waivers.ok) return refuse(waivers.faults);
  }
  const { own, ours } = byOwner(loaded.notices, loaded.rules.files);
  for (const notice of own) process.stdout.write(`${formatFault(notice)}\n`);
  if (ours.length > 0)
    process.stdout.write(
      `${count(ours.length, 'remark')} on our own rules, which ${file} extends: mission-audit rules check\n`,
    );
  const { rules, questions } = loaded.rules;
  const on = rules.filter(({ severity }) => severity !== 'off').length;
  process.stdout.write(
    `${file}: no faults; ${count(rules.length, 'rule')} (${on} on), ${count(questions.length, 'question')}\n`,
  );
  return EXIT.ok;
}

/** What a site can mend, and what stands in the file of ours that it only builds on. */
function byOwner(notices: readonly FileFault[], files: readonly string[]) {
  const folder = `${rulesFolder()}${sep}`;
  const isOurs = ({ file }: FileFault) => file !== files.at(-1) && file.startsWith(folder);
  return { own: notices.filter((notice) => !isOurs(notice)), ours: notices.filter(isOurs) };
}

function refuse(faults: readonly FileFault[]): number {
  for (const fault of faults) process.stdout.write(`${formatFault(fault)}\n`);
  process.stderr.write(`${count(faults.length, 'fault')}; each code is explained in docs/errors.md\n`);
  return EXIT.fault;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

function explain(id: string, rules: RuleSet, measures: readonly MeasureDefinition[]): string {
  const explained = explainRule(rules, id, measures);
  if (explained !== null) return explained;
  const ids = rules.rules.map((rule) => rule.id);
  const { suggestion } = nearest(id, ids);
  const hint = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
  throw new Fault('bad-option', `there is no rule "${id}"${hint} All of them: mission-audit rules list`);
}
