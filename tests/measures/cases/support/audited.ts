import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommonOptions } from '../../../../src/cli/options.js';
import { Session } from '../../../../src/cli/session.js';
import { measureStore } from '../../../../src/measures/measure-store.js';
import { loadMeasures } from '../../../../src/measures/registry.js';
import type { AuditResult } from '../../../../src/result.js';
import { audit } from '../../../../src/rules/audit.js';
import { loadRules } from '../../../../src/rules/load.js';
import { type Files, SITE } from './measured.js';

/** Reads the files, with `tools.yaml` where there is one, and judges the rules of `rules.yaml`: the whole way from a log to the result. */
export async function audited(files: Files & { 'rules.yaml': string }): Promise<AuditResult> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-case-'));
  const definitions = loadMeasures();
  const options: CommonOptions = {
    identifiers: 'keep',
    site: join(folder, 'site.yaml'),
    ...(files['tools.yaml'] ? { tools: join(folder, 'tools.yaml') } : {}),
  };
  const data: string[] = [];
  try {
    for (const [name, text] of Object.entries({ 'site.yaml': SITE, ...files })) {
      writeFileSync(join(folder, name), text);
      if (!name.endsWith('.yaml')) data.push(join(folder, name));
    }
    const loaded = loadRules(join(folder, 'rules.yaml'), { measures: definitions });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const session = await Session.open(options);
    try {
      await session.read(data, options);
      return await audit({
        measure: async () =>
          measureStore({
            engine: session.engine,
            derived: await session.derive(options),
            store: session.store,
            definitions,
            timeZone: session.site.timeZone,
            minClinicians: session.site.minClinicians,
          }),
        definitions,
        rules: loaded.rules,
        waivers: [],
        tools: session.tools.tools.map(({ id, title, category }) => ({ tool: id, title, category })),
        minClinicians: session.site.minClinicians,
        references: session.site.strata?.references,
        notices: [],
        inputs: {},
        version: '0',
        now: new Date('2026-08-01T00:00:00Z'),
      });
    } finally {
      session.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
