import { type Command, Option } from 'commander';
import { Fault } from '../fault.js';
import { coverageOf } from '../measures/coverage.js';
import { missingNeeds } from '../measures/missing.js';
import { withoutFormats } from '../report/compare-without.js';
import { withoutIt } from '../rules/without/without.js';
import { loadTools } from '../store/config/tools.js';
import { version } from '../version.js';
import type { Without, WithoutResult } from '../without-result.js';
import { choiceOf, toolAsked } from './compare-without-choice.js';
import { createWithoutTables } from './compare-without-tables.js';
import { EXIT } from './exit.js';
import type { CommonOptions } from './options.js';
import { type Session, withSession } from './session.js';
import { writeOut } from './write-out.js';

export interface WithoutOptions extends CommonOptions {
  /** A tool of tools.yaml. */
  without?: string;
  /** An alert key; `*` is a wildcard, as in alerts.yaml. */
  withoutAlert?: string;
  /** text (default) or json. */
  format?: string;
}

/** The options of `compare` that ask what would be without a tool or an alert. */
export function withoutOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--without <tool>', 'what the burden would be without this tool, and what would be lost'),
    )
    .addOption(
      new Option('--without-alert <key>', 'the same of the alerts with this key; * is a wildcard').conflicts(
        'without',
      ),
    );
}

/**
 * `compare --without TOOL` and `--without-alert KEY`: prints the report (to stdout or `--output`) and returns the exit
 * code 0. Throws Fault `bad-option` for a tool or a key that is not known, and as every command that reads.
 */
export async function compareWithout(paths: string[], options: WithoutOptions): Promise<number> {
  const print = formatOf(options);
  // Before any data is read: a wrong name should not take minutes to be told.
  const tool = toolAsked(options, loadTools(options.tools));
  const result = await withSession({ paths, options }, (session) => measured(session, { options, tool }));
  writeOut(print(result), options);
  return EXIT.ok;
}

function formatOf({ format = 'text' }: WithoutOptions): (result: WithoutResult) => string {
  if (format === 'text' || format === 'json') return withoutFormats[format];
  throw new Fault(
    'bad-option',
    `--format "${format}" is not for --without; there are: ${Object.keys(withoutFormats).join(', ')}`,
  );
}

async function measured(
  session: Session,
  { options, tool }: { options: WithoutOptions; tool: Without | null },
): Promise<WithoutResult> {
  const { engine, site, store } = session;
  for (const notice of session.imported?.notices ?? []) process.stderr.write(`${notice}\n`);
  const derived = await session.derive(options);
  const choice = await choiceOf(options, { tool, engine });
  await createWithoutTables(session, { choice, derived });
  const { unmappedShare } = await coverageOf({ engine, store, derived, timeZone: site.timeZone });
  return withoutIt({
    query: (sql) => engine.json(sql),
    isTool: tool !== null,
    missing: await missingNeeds(engine, site.timeZone),
    minClinicians: site.minClinicians,
    without: choice.without,
    period: { from: derived.period?.from ?? null, to: derived.period?.to ?? null, timeZone: site.timeZone },
    unmappedShare,
    version: version(),
  });
}
