import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Fault } from '../fault.js';
import type { Folded } from '../feeds/journal/fold.js';
import { sweep } from '../store/layout.js';
import { type CommonOptions, mapOptions, readingOptions } from './options.js';
import { withSession } from './session.js';

export function collectCommand(): Command {
  const command = new Command('collect')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input; none: only the store’s journal')
    .description('reads feeds into a store, folds its journal and works out its months');
  for (const add of [readingOptions, mapOptions]) add(command);
  return command
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit collect export/ --store ./store --site site.yaml --tools tools.yaml\n  mission-audit collect lab-export/ --server lab --store ./store --site site.yaml --tools tools.yaml\n  mission-audit collect --store ./store --site site.yaml --tools tools.yaml',
    )
    .action(async (paths: string[], options: CommonOptions) => {
      if (!options.store) throw new Fault('bad-option', 'collect needs --store DIR: the folder to read into');
      if (paths.length === 0 && existsSync(options.store) && !existsSync(join(options.store, 'journal')))
        throw new Fault(
          'bad-option',
          `nothing to read: name files or folders; the store "${options.store}" has no journal to fold`,
        );
      await withSession({ paths, options }, async (session) => {
        if (session.imported) {
          const { files, readable, quarantined, notices } = session.imported;
          process.stderr.write(
            `${count(files, 'file')} read: ${count(readable, 'row or resource', 'rows and resources')}, ${quarantined} quarantined\n`,
          );
          for (const notice of notices) process.stderr.write(`${notice}\n`);
        }
        process.stderr.write(foldedWords(await session.fold()));
        await session.derive(options);
        // A reader whose command was killed may have lived on until after this one began.
        sweep(session.store);
      });
    });
}

function foldedWords({ segments, lines, unreadable, cut, dropped, repeated }: Folded): string {
  if (segments === 0) return '';
  const parts = [
    count(lines.concern, 'concern'),
    count(lines.view, 'view'),
    ...(lines.hook > 0 ? [count(lines.hook, 'call of CDS services', 'calls of CDS services')] : []),
    ...(lines.feedback > 0 ? [count(lines.feedback, 'answer to cards', 'answers to cards')] : []),
    ...(lines.click > 0 ? [count(lines.click, 'batch of clicks', 'batches of clicks')] : []),
    ...(unreadable > 0 ? [`${count(unreadable, 'line')} quarantined`] : []),
  ];
  const notices = [
    ...(cut > 0
      ? [
          `${count(cut, 'segment')} ended in a crash of the app: calls of its last tenth of a second may be missing`,
        ]
      : []),
    ...(dropped > 0
      ? [
          `${count(dropped, 'record')} could not be written by the app (disk full, or too slow), and ${dropped === 1 ? 'is' : 'are'} missing`,
        ]
      : []),
    ...(repeated > 0
      ? [
          `${count(repeated, 'alert')} had the card uuid of an earlier one: what was answered to ${repeated === 1 ? 'it' : 'them'} is not known`,
        ]
      : []),
  ];
  return [`journal folded: ${parts.join(', ')}`, ...notices].map((line) => `${line}\n`).join('');
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
