#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { Fault, fileFault, isDiskFull } from '../fault.js';
import { version } from '../version.js';
import { auditCommand } from './audit.js';
import { collectCommand } from './collect.js';
import { compareCommand } from './compare.js';
import { encountersCommand } from './encounters.js';
import { EXIT } from './exit.js';
import { rulesCommand } from './rules.js';
import { serveCommand } from './serve.js';
import { toolsCommand } from './tools.js';

const program = new Command('mission-audit')
  .description(
    'Measures what software asks of clinicians, and asks whether the mission of medicine is served.',
  )
  .version(version())
  .addHelpText('after', '\nStart with:\n  mission-audit audit export/ --time-zone America/New_York');

for (const command of [
  auditCommand(),
  encountersCommand(),
  collectCommand(),
  toolsCommand(),
  rulesCommand(),
  compareCommand(),
  serveCommand(),
])
  program.addCommand(command);

/** Bad usage must not end with 1, which says that a rule failed: commander's own exits become errors here. */
function overrideExit(command: Command): void {
  command
    .exitOverride()
    .showHelpAfterError('(mission-audit --help shows the commands, <command> --help an example)');
  for (const one of command.commands) overrideExit(one);
}

/** `mission-audit … | head` closes our output: that is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  const { message, code } = fileFault(error, 'standard output', 'writing to it');
  process.stderr.write(`mission-audit: ${message} [${code}]\n`);
  process.exit(EXIT.fault);
});

overrideExit(program);
// Awaited, so that a command that never comes to its end does not look like one that succeeded.
await program.parseAsync().catch((error: unknown) => {
  process.exitCode = EXIT.fault;
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.fault;
  else if (error instanceof Fault) process.stderr.write(`mission-audit: ${error.message} [${error.code}]\n`);
  else if (isDiskFull(error)) process.stderr.write('mission-audit: the disk is full [disk-full]\n');
  else process.stderr.write(`mission-audit: ${(error as Error).stack}\n`);
});
