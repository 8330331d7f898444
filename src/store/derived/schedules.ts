import { type Engine, quote } from '../engine.js';
import { joinIds, resolved } from './encounters.js';
import { type FeedTables, machines } from './feed-tables.js';
import type { Identity } from './identity.js';
import { userCounts } from './users.js';
import { overlap } from './windows.js';

/**
 * Tables `on_shift` and `scheduled`: when people were meant to work (measures: "After hours"; a shift of unknown end tells
 * nothing); and `scheduled_time`: the
 * union of each person's appointments, as intervals that neither overlap nor touch.
 */
export async function createSchedules(engine: Engine, identity: Identity): Promise<void> {
  await identity.resolve('current_shift', ['user_id']);
  await identity.resolve('current_appointment', ['user_id']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE on_shift AS
    SELECT ${resolved('s', 'user_id')} AS user_id, started, ended
    FROM current_shift s ${joinIds('s', ['user_id'])} WHERE ended >= started`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE scheduled AS
    SELECT ${resolved('a', 'user_id')} AS user_id, started, ended FROM current_appointment a ${joinIds('a', ['user_id'])}
    WHERE started IS NOT NULL AND coalesce(status, '') NOT IN ('cancelled', 'noshow', 'entered-in-error')`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE scheduled_time AS
    SELECT user_id, min(started) AS started, max(ended) AS ended
    FROM (SELECT *, sum(opens) OVER (PARTITION BY user_id ORDER BY started, ended ROWS UNBOUNDED PRECEDING) AS island
      FROM (SELECT user_id, started, ended, CASE WHEN started <= max(ended) OVER (PARTITION BY user_id ORDER BY started, ended
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS opens
        -- Told apart only by what they are ordered by: of equal ones the two orders might differ.
        FROM (SELECT DISTINCT user_id, started, ended FROM scheduled WHERE ended > started AND user_id <> '')))
    GROUP BY user_id, island`);
}

/** Table `clinician_hours`: the scheduled time of each person on each site day of the period that the audit feeds cover. */
export async function createHours(context: FeedTables): Promise<void> {
  const { engine, clock, audit, period } = context;
  const accounts = await machines(context, 'SELECT user_id FROM scheduled_time');
  const days = overlap(audit, period);
  const covered = days
    ? `SELECT site_day, ${clock.startOf('site_day')} AS begins, ${clock.endOf('site_day')} AS ends FROM (
        SELECT CAST(unnest(generate_series(DATE ${quote(days.from)}, DATE ${quote(days.to)}, INTERVAL 1 DAY)) AS DATE) AS site_day)`
    : 'SELECT NULL::DATE AS site_day, NULL::TIMESTAMP AS begins, NULL::TIMESTAMP AS ends WHERE false';
  await engine.run(`CREATE OR REPLACE TEMP TABLE clinician_hours AS
    SELECT user_id, site_day, CAST(sum(epoch_us(least(ended, ends)) - epoch_us(greatest(started, begins))) AS BIGINT) AS scheduled_us
    FROM scheduled_time s JOIN (${covered}) d ON s.started < d.ends AND s.ended > d.begins
    WHERE ${userCounts('user_id')} AND (user_id IN ${accounts}) IS NOT true GROUP BY user_id, site_day`);
}
