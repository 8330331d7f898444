/** Two to the power of 57: all start instants and distances in microseconds stay below it. */
const LARGE = '144115188075855872::HUGEINT';
/** Room for the number of an encounter. */
const ROOM = '1099511627776::HUGEINT';

/**
 * SQL for steps 2 and 3 of measures ("Attribution"): for each row of `relation` (row_no, occurred, and u and p, the
 * hashes of user and patient) at most one row (row_no, encounter_id, h, how) with how `period` or `nearby`. Expects
 * enc and takes_part.
 *
 * Every open or near encounter of the row's patient gets a rank as one number: open with the user taking part, open,
 * nearby; then the latest start or the smallest distance; then the smallest id (`no` follows the order of ids).
 */
export function attributionSql(relation: string): string {
  const open = 'r.occurred >= e.started AND (e.effective_end IS NULL OR r.occurred <= e.effective_end)';
  const soon = 'r.occurred <= e.started AND r.occurred >= e.started - INTERVAL 24 HOUR';
  const late =
    'e.effective_end IS NOT NULL AND r.occurred >= e.effective_end AND r.occurred <= e.effective_end + INTERVAL 72 HOUR';
  return `
    WITH near AS (
      SELECT r.row_no, r.u, e.no, e.h, ${open} AS is_open, epoch_us(e.started) AS start_us,
        least(CASE WHEN ${soon} THEN epoch_us(e.started) - epoch_us(r.occurred) END,
              CASE WHEN ${late} THEN epoch_us(r.occurred) - epoch_us(e.effective_end) END) AS distance
      FROM ${relation} r JOIN enc e ON e.p = r.p
      WHERE r.p <> 0 AND e.counts AND e.started IS NOT NULL AND ((${open}) OR (${soon}) OR (${late}))),
    ranked AS (
      SELECT n.row_no, min(CASE WHEN n.is_open THEN (CASE WHEN p.u IS NOT NULL THEN 1 ELSE 2 END * ${LARGE} - n.start_us) * ${ROOM} + n.no
        ELSE (3 * ${LARGE} + n.distance) * ${ROOM} + n.no END) AS best
      FROM near n LEFT JOIN takes_part p ON p.h = n.h AND p.u = n.u
      WHERE n.is_open OR p.u IS NOT NULL GROUP BY n.row_no)
    SELECT row_no, e.encounter_id, e.h, CASE WHEN best >= 3 * ${LARGE} * ${ROOM} THEN 'nearby' ELSE 'period' END AS how
    FROM ranked JOIN enc e ON e.no = CAST(best % ${ROOM} AS BIGINT)`;
}
