import { scan } from '../../store/derived/current.js';
import { type Engine, quote } from '../../store/engine.js';
import type { FeedRow } from '../rows.js';
import { HOOKS_FEED } from './hooks.js';

/**
 * Two calls are two alerts, also where a service gave both one card uuid and the gateway had forgotten the first by then:
 * the later one's id is made longer. Its feedback cannot be told from the first one's, and stays with that.
 * `rows` are in the order of time. Returns how many that were.
 */
export async function partRepeated(engine: Engine, store: string, rows: FeedRow[]): Promise<number> {
  const alerts = rows.filter(({ table }) => table === 'alert').map(({ values }) => values);
  if (alerts.length === 0) return 0;
  const first = await known(engine, store, alerts);
  let parted = 0;
  for (const values of alerts) {
    const name = `${values.server} ${values.alert_id}`;
    const shown = values.shown as bigint;
    const before = first.get(name);
    if (before === undefined) first.set(name, shown);
    else if (before !== shown) {
      values.alert_id = `${values.alert_id}/${shown}`;
      parted += 1;
    }
  }
  return parted;
}

/** When cards of these ids were first given, as far as the store has them. */
async function known(
  engine: Engine,
  store: string,
  alerts: FeedRow['values'][],
): Promise<Map<string, bigint>> {
  await engine.run('CREATE OR REPLACE TEMP TABLE new_card (alert_id VARCHAR)');
  const appender = await engine.connection.createAppender('new_card', null, 'temp');
  for (const { alert_id } of alerts) {
    appender.appendVarchar(String(alert_id));
    appender.endRow();
  }
  appender.closeSync();
  const found = await engine.json<{ server: string; alert_id: string; shown: string }>(`
    SELECT a.server, a.alert_id, CAST(epoch_us(min(a.shown)) AS VARCHAR) AS shown FROM ${scan(store, 'alert')} a
    WHERE a.feed = ${quote(HOOKS_FEED)} AND a.alert_id IN (SELECT alert_id FROM new_card) GROUP BY ALL`);
  await engine.run('DROP TABLE new_card');
  return new Map(found.map(({ server, alert_id, shown }) => [`${server} ${alert_id}`, BigInt(shown)]));
}
