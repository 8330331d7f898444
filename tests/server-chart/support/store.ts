import { mkdirSync } from 'node:fs';
import { loadBenefitCodes } from '../../../src/feeds/benefit-codes.js';
import { importPaths } from '../../../src/feeds/import.js';
import { type Folded, foldJournal } from '../../../src/feeds/journal/fold.js';
import { loadSite } from '../../../src/store/config/site.js';
import { Engine } from '../../../src/store/engine.js';

/** What `collect` does, in this process. */
export async function collect(
  paths: string[],
  { store, site, server = 'main' }: { store: string; site: string; server?: string },
): Promise<void> {
  mkdirSync(store, { recursive: true });
  const { servers, timeZone } = loadSite({ file: site });
  await withEngine((engine) =>
    importPaths(paths, {
      engine,
      store,
      context: { server, servers, timeZone, feed: null },
      codes: loadBenefitCodes(),
      mapping: null,
    }),
  );
}

export const fold = (store: string, site: string): Promise<Folded> =>
  withEngine((engine) =>
    foldJournal({ engine, store, site: loadSite({ file: site }), codes: loadBenefitCodes() }),
  );

export async function withEngine<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await Engine.open();
  try {
    return await use(engine);
  } finally {
    engine.close();
  }
}
