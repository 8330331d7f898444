import type { BurdenName } from '../../without-result.js';
import type { WithoutContext } from './context.js';
import type { Query } from './query.js';

/** Why this kind of burden of the chosen part cannot be told, although its table was read. */
export async function ownPartUnknown(burden: BurdenName, context: WithoutContext): Promise<string | null> {
  if (burden === 'clicks' && !(await hasOwnTelemetry(context.query)))
    return 'No telemetry counts the clicks of this tool alone.';
  if (burden !== 'interruptive-alerts') return null;
  const { own } = await unknownInterruptions(context);
  return own.unknown > 0 && own.known === 0 ? 'It is not known whether these alerts interrupt.' : null;
}

/** Whether any telemetry counts the chosen tool alone. */
async function hasOwnTelemetry(query: Query): Promise<boolean> {
  return (await query('SELECT 1 FROM without_interval LIMIT 1')).length > 0;
}

export interface Unknown {
  own: { known: number; unknown: number };
  all: { known: number; unknown: number };
}

/** Of how many of the alerts it is known whether they interrupt. */
export async function unknownInterruptions({ query }: WithoutContext): Promise<Unknown> {
  const rows = await query<{ own: boolean; unknown: boolean; n: string }>(`
    SELECT alert_key IN (SELECT alert_key FROM without_key) AS own, interruptive = 'unknown' AS unknown, count(*) AS n
    FROM alert_of_period GROUP BY ALL`);
  const count = (unknown: boolean, ownOnly: boolean) =>
    rows
      .filter((row) => row.unknown === unknown && (row.own || !ownOnly))
      .reduce((sum, { n }) => sum + Number(n), 0);
  return {
    own: { known: count(false, true), unknown: count(true, true) },
    all: { known: count(false, false), unknown: count(true, false) },
  };
}
