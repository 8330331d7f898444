import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';

/** Idle cutoffs in seconds; the first is the one that is judged. */
export const CUTOFFS = [300, 180, 60] as const;

/** Gaps within which a user's rows in one tool and patient are one interaction, in microseconds. */
export const RUN_GAP = 2_000_000;

/** Credit is kept in millionths of a microsecond, so that shares of one gap add up exactly. */
const CREDIT_UNIT = 1_000_000;

/**
 * Table `chained`: the rows of `placed` with the credit of each (measures, "Active time"), and `follows`: those that
 * only continue an interaction. One sort by user and time serves both; `switched`, the rows after which the user turns to
 * another patient, takes another.
 */
export async function chain(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE neighboured AS
    SELECT rowid AS row_no, * EXCLUDE (event_id), lag(occurred) OVER by_time AS previous, lead(occurred) OVER by_time AS next
    FROM placed WINDOW by_time AS (PARTITION BY u ORDER BY occurred)`);
  await shareTies(engine);
  await engine.run(`CREATE OR REPLACE TEMP TABLE follows AS
    SELECT row_no FROM (
      SELECT r.row_no, r.occurred, lag(r.occurred) OVER (PARTITION BY r.u, r.tool_no, r.p ORDER BY r.occurred, m.event_id, r.row_no) AS before
      FROM (SELECT row_no, u, tool_no, p, occurred FROM neighboured WHERE u <> 0
        AND (epoch_us(occurred) - epoch_us(previous) <= ${RUN_GAP} OR epoch_us(next) - epoch_us(occurred) <= ${RUN_GAP})) r
      JOIN placed m ON m.rowid = r.row_no)
    WHERE epoch_us(occurred) - epoch_us(before) <= ${RUN_GAP}`);
}

/**
 * Table `switched`: the rows after which their user's next row that names a patient names another, at most the longest
 * cutoff later. Our own app's rows are left out (docs/decisions.md, 102).
 */
export async function switches(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE switched AS
    SELECT row_no, gap_us FROM (
      SELECT rowid AS row_no, p, margin, lead(p) OVER by_time AS next_p, epoch_us(lead(occurred) OVER by_time) - epoch_us(occurred) AS gap_us
      FROM placed WHERE u <> 0 AND p <> 0 AND tool_no NOT IN (SELECT no FROM word WHERE word = ${quote(OWN_TOOL)})
      WINDOW by_time AS (PARTITION BY u ORDER BY occurred, event_id, p))
    WHERE NOT margin AND next_p <> p AND gap_us <= ${CUTOFFS[0] * 1_000_000}`);
}

/** The gap to the user's next later row, in full; rows at one instant share it, logouts apart. */
async function shareTies(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE tie AS
    SELECT u, occurred, count(*) FILTER (NOT logout) AS sharing, max(next) AS next
    FROM neighboured WHERE u <> 0 AND (next = occurred OR previous = occurred) GROUP BY u, occurred`);
  const credits = CUTOFFS.map(
    (cutoff) =>
      `CASE WHEN gap_us <= ${cutoff * 1_000_000} THEN (gap_us * ${CREDIT_UNIT} + sharing // 2) // sharing ELSE 0 END AS credit_${cutoff}`,
  );
  await engine.run(`CREATE OR REPLACE VIEW chained AS
    SELECT * EXCLUDE (gap_us, sharing), ${credits.join(', ')}
    FROM (SELECT n.*, coalesce(t.sharing, 1) AS sharing, CASE WHEN n.logout OR n.u = 0 THEN NULL
        WHEN t.u IS NULL THEN epoch_us(n.next) - epoch_us(n.occurred) ELSE epoch_us(t.next) - epoch_us(t.occurred) END AS gap_us
      FROM neighboured n LEFT JOIN tie t ON t.u = n.u AND t.occurred = n.occurred)`);
}
