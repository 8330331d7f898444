import { OWN_TOOL } from '../config/tools.js';
import { quote } from '../engine.js';
import { joinIds, resolved } from './encounters.js';
import type { FeedTables } from './feed-tables.js';
import { idHash } from './names.js';

/**
 * Table `encounter_silent`: for each encounter of the period and each tool that touched it, by a logged action or by a
 * silent change of its own, how many changes it made; tool '' where a change names none. Rows of silent_change have
 * neither patient nor user, so that only those that name their encounter belong to one.
 */
export async function createSilent({ engine, identity, declared }: FeedTables): Promise<void> {
  await identity.resolve('current_silent_change', ['encounter_ref']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE silent AS
    SELECT e.h, coalesce(s.tool, '') AS tool, count(*) AS changes
    FROM (SELECT tool, encounter_ref FROM current_silent_change WHERE ${declared('"at"')} AND coalesce(tool, '') <> ${quote(OWN_TOOL)}) s
      ${joinIds('s', ['encounter_ref'])} JOIN encounter_figures e ON e.h = ${idHash(resolved('s', 'encounter_ref'))}
    GROUP BY ALL`);
  const used = (await engine.json('SELECT 1 FROM silent LIMIT 1')).length > 0;
  await engine.run(`CREATE OR REPLACE TEMP TABLE encounter_silent AS
    SELECT coalesce(s.h, t.h) AS h, coalesce(s.tool, t.tool) AS tool, coalesce(s.changes, 0) AS changes
    FROM silent s FULL JOIN (SELECT h, tool FROM encounter_tool ${used ? '' : 'WHERE false'}) t ON t.h = s.h AND t.tool = s.tool`);
}
