import { Command } from 'commander';
import { SUSPECT_HOURS, SUSPECT_ROWS } from '../measures/coverage.js';
import { draftTools } from '../measures/tool-suggestions/draft.js';
import { factGroups, regularSources, tirelessAccounts } from '../measures/tool-suggestions/rows.js';
import { type CommonOptions, readingOptions } from './options.js';
import { type Session, withSession } from './session.js';
import { draftYaml } from './tools-draft.js';
import { toolsText } from './tools-text.js';

interface ToolsOptions extends CommonOptions {
  suggest?: boolean;
}

export function toolsCommand(): Command {
  const command = new Command('tools')
    .argument('[paths...]', 'files, folders, .gz, or - for standard input')
    .description('what is mapped to which tool and activity, and what is not');
  return readingOptions(command)
    .option('--tools <file>', 'tools.yaml: which rows belong to which tool and activity')
    .option('--suggest', 'print a draft of tools.yaml for what is not mapped')
    .addHelpText('after', '\nExample:\n  mission-audit tools export/ --site site.yaml --suggest > tools.yaml')
    .action(async (paths: string[], options: ToolsOptions) => {
      process.stdout.write(await withSession({ paths, options }, (session) => printed(session, options)));
    });
}

async function printed(session: Session, options: ToolsOptions): Promise<string> {
  const { engine, store, site, tools } = session;
  for (const notice of session.imported?.notices ?? []) process.stderr.write(`${notice}\n`);
  const derived = await session.derive(options);
  const groups = await factGroups({ engine, store, site, tools, derived });
  if (!options.suggest)
    return toolsText(groups, { tools: tools.tools, period: derived.period, file: options.tools });
  return draftYaml({
    ...draftTools(groups),
    regular: groups.length > 0 ? await regularSources(engine) : [],
    beside: options.tools,
    tireless: await tirelessAccounts(engine, { hours: SUSPECT_HOURS, rows: SUSPECT_ROWS }),
  });
}
