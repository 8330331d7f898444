import type { ToolMap } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { attributionSql } from './attribution.js';
import { joinIds, resolved } from './encounters.js';
import type { Identity } from './identity.js';
import { idHash } from './names.js';
import { addPatients } from './strata.js';
import type { WallClock } from './time.js';

/**
 * Table `benefit_of_period`: what came back for patients, attributed to an encounter as alerts are, under ids that are
 * told apart by server. `tool` is that of tools.yaml whose `agent` pattern fits the author, or the table's own word for it.
 */
export async function createBenefits(
  engine: Engine,
  {
    identity,
    tools,
    clock,
    period,
    inWindow,
  }: {
    identity: Identity;
    tools: ToolMap;
    clock: WallClock;
    period: { from: string; to: string } | null;
    /** SQL: whether a row lies in its feed's declared window. */
    inWindow: string;
  },
): Promise<void> {
  await identity.resolve('current_benefit', ['patient_id', 'encounter_ref']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE benefit_row AS
    SELECT concat_ws(' ', b.server, b.benefit_id) AS benefit_id, b.kind, coalesce(b.tool, '') AS author, b."at" AS occurred, ${resolved('b', 'patient_id')} AS patient_id,
      ${resolved('b', 'encounter_ref')} AS encounter_ref, coalesce(b.language, '') AS language, '' AS user_id, row_number() OVER () AS row_no
    FROM (FROM current_benefit WHERE ${inWindow}) b ${joinIds('b', ['patient_id', 'encounter_ref'])}`);
  const authors = await engine.json<{ author: string }>(
    "SELECT DISTINCT author FROM benefit_row WHERE author <> ''",
  );
  const cases = authors.map(
    ({ author }) => `WHEN ${quote(author)} THEN ${quote(toolOfAuthor(tools, author))}`,
  );
  const days = period
    ? `${clock.day('occurred')} >= DATE ${quote(period.from)} AND ${clock.day('occurred')} <= DATE ${quote(period.to)}`
    : 'false';
  await engine.run(`CREATE OR REPLACE TEMP TABLE benefit_place AS
    ${attributionSql(`(SELECT row_no, occurred, ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p FROM benefit_row WHERE encounter_ref = '' AND occurred IS NOT NULL)`)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE benefit_of_period AS
    SELECT b.benefit_id, b.kind, CASE b.author ${cases.join(' ')} WHEN '' THEN '' ELSE b.author END AS tool, b.occurred, b.patient_id, b.language,
      coalesce(e.encounter_id, '') AS encounter_id, coalesce(e.cluster_id, '') AS cluster_id
    FROM benefit_row b LEFT JOIN benefit_place p ON p.row_no = b.row_no
      LEFT JOIN encounter_known e ON e.encounter_id = CASE WHEN b.encounter_ref = '' THEN p.encounter_id ELSE b.encounter_ref END
    WHERE ${days}`);
  await addPatients(engine, 'SELECT patient_id FROM benefit_of_period');
}

function toolOfAuthor(tools: ToolMap, author: string): string {
  const nothing = {
    observer: '',
    type: [],
    subtypes: [],
    entity_types: [],
    metric: '',
    feed: '',
    purpose: [],
  };
  if (tools.tools.some(({ id }) => id === author)) return author;
  return (
    tools.toolOf({ ...nothing, agents: [author] }) ||
    tools.toolOf({ ...nothing, observer: author, agents: [] })
  );
}
