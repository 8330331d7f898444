import { Command } from 'commander';
import { encountersCsv } from './encounters-table.js';
import {
  type CommonOptions,
  identifierOptions,
  mapOptions,
  periodOptions,
  readingOptions,
} from './options.js';
import { AS_WRITTEN, keyedPseudonyms, pseudonymKey } from './pseudonyms.js';
import { withSession } from './session.js';
import { writeOut } from './write-out.js';

export function encountersCommand(): Command {
  const command = new Command('encounters')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input')
    .description('prints the per-encounter table as CSV (record-level data)');
  for (const add of [readingOptions, mapOptions, periodOptions, identifierOptions]) add(command);
  return command
    .option('--output <file>', 'write here instead of to stdout')
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit encounters --store ./store --site site.yaml --tools tools.yaml --output encounters.csv',
    )
    .action(async (paths: string[], options: CommonOptions) => {
      const csv = await withSession({ paths, options }, async (session) => {
        await session.derive(options);
        const { key, fresh } = pseudonymKey(options);
        const keep = options.identifiers === 'keep';
        const pseudonyms = keep ? AS_WRITTEN : keyedPseudonyms(key, session.site.timeZone);
        process.stderr.write('Record-level data: not suppressed, not for publication.\n');
        if (fresh && !keep) process.stderr.write(FRESH_KEY);
        return encountersCsv(session.engine, { pseudonyms, hasTimeZone: session.site.timeZone !== null });
      });
      writeOut(csv, options, 0o600);
    });
}

const FRESH_KEY =
  'Pseudonyms use a fresh key: this table joins with no other export (give --pseudonym-key to change that).\n';
