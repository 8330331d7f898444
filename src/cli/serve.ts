import { Command } from 'commander';
import { loadServeConfig } from '../server/config/serve-config.js';
import { servePlan } from '../server/serve-plan.js';
import { watchStrayErrors } from '../server/stray-errors.js';
import { version } from '../version.js';
import { EXIT } from './exit.js';
import { firstSignal } from './signals.js';

interface ServeOptions {
  config: string;
  check?: boolean;
}

/** `serve`: the app, until it is told to end. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serves the app that EHRs launch: the page beside the chart')
    .requiredOption('--config <file>', 'mission-audit.yaml: addresses, store, EHRs (docs/serve.md)')
    .option('--check', 'only check the file and say what would be served')
    .addHelpText(
      'after',
      '\nExample:\n  mission-audit serve --config mission-audit.yaml --check\n  mission-audit serve --config mission-audit.yaml',
    )
    .action(async (options: ServeOptions) => {
      process.exitCode = await serve(options);
    });
}

async function serve({ config: file, check }: ServeOptions): Promise<number> {
  const config = loadServeConfig(file);
  if (check) {
    // What this was asked for, so it goes to stdout.
    process.stdout.write(`${file}: no faults\n${servePlan(config)}`);
    return EXIT.ok;
  }
  // Only now: no other command should wait for a web server to load.
  const { startServer } = await import('../server/start-server.js');
  const server = await startServer(config);
  const { address, metricsAddress, log } = server;
  watchStrayErrors(process, { log, exit: (code) => process.exit(code) });
  const listen = { ...config, listen: address, metrics: metricsAddress };
  // Log lines go to stdout, for a program; this is for the person who started it.
  process.stderr.write(`mission-audit ${version()} serves the app\n${servePlan(listen)}`);
  const signal = await firstSignal();
  process.stderr.write(`${signal}: finishing what was accepted; once more ends at once\n`);
  const clean = await server.close();
  // Figures that another process is still working out are not waited for: the next start makes them.
  process.exit(clean ? EXIT.ok : EXIT.fault);
}
