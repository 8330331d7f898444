import { OWN_TOOL, type ToolMap } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { attributionSql } from './attribution.js';
import { joinIds, resolved } from './encounters.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';
import { userCounts } from './users.js';

/** Table `telemetry`: what was clicked, attributed to an encounter by its start; not on our own pages. Expects `row_enc`. */
export async function createTelemetry({
  engine,
  identity,
  tools,
  inWindow,
}: {
  engine: Engine;
  identity: Identity;
  tools: ToolMap;
  /** SQL condition on (feed, started). */
  inWindow: string;
}): Promise<void> {
  const columns = ['user_id', 'patient_id', 'encounter_ref'];
  await identity.resolve('current_ui_interval', columns);
  await engine.run(`CREATE OR REPLACE TEMP TABLE interval_row AS
    SELECT i.started AS occurred, coalesce(i.scope, '') AS scope, coalesce(i.tool, '') AS tool, ${resolved('i', 'user_id')} AS user_id,
      ${resolved('i', 'patient_id')} AS patient_id, ${resolved('i', 'encounter_ref')} AS encounter_ref,
      coalesce(clicks, 0) + coalesce(keyboard_activations, 0) AS clicks, row_number() OVER () AS row_no
    FROM current_ui_interval i ${joinIds('i', columns)} WHERE coalesce(i.tool, '') <> ${quote(OWN_TOOL)} AND ${inWindow} AND ${userCounts(resolved('i', 'user_id'))}`);
  const users = await engine.json<{ user_id: string }>('SELECT DISTINCT user_id FROM interval_row');
  const accounts = users.map(({ user_id }) => user_id).filter((id) => id !== '' && tools.isNotPerson(id));
  if (accounts.length > 0)
    await engine.run(`DELETE FROM interval_row WHERE user_id IN (${accounts.map(quote).join(', ')})`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE interval_place AS
    ${attributionSql(`(SELECT row_no, occurred, ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p FROM interval_row WHERE encounter_ref = '')`)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE telemetry AS
    SELECT i.occurred, i.scope, i.tool, i.user_id, i.patient_id, i.clicks,
      CASE WHEN i.encounter_ref = '' THEN coalesce(p.encounter_id, '') WHEN r.encounter_id IS NULL THEN '' ELSE i.encounter_ref END AS encounter_id
    FROM interval_row i LEFT JOIN interval_place p ON p.row_no = i.row_no LEFT JOIN row_enc r ON r.encounter_id = i.encounter_ref`);
}
