import { Command } from 'commander';
import { Fault } from '../fault.js';
import { type CommonOptions, mapOptions, readingOptions } from './options.js';
import { withSession } from './session.js';

export function collectCommand(): Command {
  const command = new Command('collect')
    .argument('<paths...>', 'files, folders, .gz, or - for standard input')
    .description('reads feeds into a store and works out its months');
  for (const add of [readingOptions, mapOptions]) add(command);
  return command
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit collect export/ --store ./store --site site.yaml --tools tools.yaml\n  mission-audit collect lab-export/ --server lab --store ./store --site site.yaml --tools tools.yaml',
    )
    .action(async (paths: string[], options: CommonOptions) => {
      if (!options.store) throw new Fault('bad-option', 'collect needs --store DIR: the folder to read into');
      await withSession({ paths, options }, async (session) => {
        const { files, readable, quarantined, notices } = session.imported!;
        process.stderr.write(
          `${count(files, 'file')} read: ${count(readable, 'row or resource', 'rows and resources')}, ${quarantined} quarantined\n`,
        );
        for (const notice of notices) process.stderr.write(`${notice}\n`);
        await session.derive(options);
      });
    });
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
