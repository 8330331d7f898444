#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { Fault, isDiskFull } from '../fault.js';
import { auditCommand } from './audit.js';
import { encountersCsv } from './encounters.js';
import {
  type CommonOptions,
  identifierOptions,
  mapOptions,
  periodOptions,
  readingOptions,
} from './options.js';
import { AS_WRITTEN, keyedPseudonyms, pseudonymKey } from './pseudonyms.js';
import { rulesCommand } from './rules.js';
import { withSession } from './session.js';
import { toolsCommand } from './tools.js';

const program = new Command('mission-audit').description(
  'Measures what software asks of clinicians, and asks whether the mission of medicine is served.',
);

program.addCommand(auditCommand());
program.addCommand(rulesCommand());
program.addCommand(toolsCommand());

const collect = program.command('collect').argument('<paths...>').description('reads feeds into a store');
for (const add of [readingOptions, mapOptions]) add(collect);
collect.action(async (paths: string[], options: CommonOptions) => {
  if (!options.store) throw new Fault('bad-option', 'collect needs --store DIR');
  await withSession({ paths, options }, async (session) => {
    const { imported } = session;
    process.stderr.write(
      `read ${imported!.files} files: ${imported!.readable} rows and resources, ${imported!.quarantined} quarantined\n`,
    );
    for (const notice of imported!.notices) process.stderr.write(`${notice}\n`);
  });
});

const encounters = program
  .command('encounters')
  .argument('[paths...]')
  .description('prints the per-encounter table as CSV');
for (const add of [readingOptions, mapOptions, periodOptions, identifierOptions]) add(encounters);
encounters.option('--output <file>', 'write here instead of stdout');
encounters.action(async (paths: string[], options: CommonOptions) => {
  const csv = await withSession({ paths, options }, async (session) => {
    await session.derive(options);
    const { key, fresh } = pseudonymKey(options);
    const pseudonyms =
      options.identifiers === 'keep' ? AS_WRITTEN : keyedPseudonyms(key, session.site.timeZone);
    process.stderr.write('Record-level data: not suppressed, not for publication.\n');
    if (fresh && options.identifiers !== 'keep')
      process.stderr.write(
        'Pseudonyms use a fresh key: this table joins with no other export (give --pseudonym-key to change that).\n',
      );
    return encountersCsv(session.engine, { pseudonyms, hasTimeZone: session.site.timeZone !== null });
  });
  if (options.output) writeFileSync(options.output, csv);
  else process.stdout.write(csv);
});

program.parseAsync().catch((error: unknown) => {
  if (error instanceof Fault) process.stderr.write(`mission-audit: ${error.message}\n`);
  else if (isDiskFull(error)) process.stderr.write('mission-audit: the disk is full\n');
  else process.stderr.write(`mission-audit: ${(error as Error).stack}\n`);
  process.exitCode = 2;
});
