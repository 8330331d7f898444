/** Two to the power of 62: room for what decides within a step. */
const STEP = '4611686018427387904::UBIGINT';
/** Two to the power of 24: room for the number of an encounter among its patient's. 72 hours in microseconds take 38 bits. */
const ROOM = '16777216::UBIGINT';

/**
 * SQL for steps 2 and 3 of measures ("Attribution"): for each row of `relation` (row_no, occurred, and u and p, the
 * hashes of user and patient) at most one row (row_no, encounter_id, h, how) with how `period` or `nearby`. Expects
 * enc and takes_part.
 *
 * Every open or near encounter of the row's patient gets a rank as one number: open with the user taking part, open,
 * nearby; then the latest start or the smallest distance; then the smallest id. What can be said of an encounter whatever
 * the row, stands in enc (`by_start`, `by_id`, `near_from`, `near_to`).
 */
export function attributionSql(relation: string): string {
  const open = 'r.occurred >= e.started AND (e.effective_end IS NULL OR r.occurred <= e.effective_end)';
  const soon = 'r.occurred <= e.started AND r.occurred >= e.started - INTERVAL 24 HOUR';
  const late =
    'e.effective_end IS NOT NULL AND r.occurred >= e.effective_end AND r.occurred <= e.effective_end + INTERVAL 72 HOUR';
  return `
    WITH near AS (
      SELECT r.row_no, r.u, e.h, e.by_start, e.by_id, ${open} AS is_open,
        least(CASE WHEN ${soon} THEN epoch_us(e.started) - epoch_us(r.occurred) END,
              CASE WHEN ${late} THEN epoch_us(r.occurred) - epoch_us(e.effective_end) END) AS distance
      FROM ${relation} r JOIN enc e ON e.p = r.p AND r.occurred BETWEEN e.near_from AND e.near_to
      WHERE r.p <> 0 AND e.counts),
    ranked AS (
      SELECT n.row_no, n.h, CASE WHEN n.is_open THEN CASE WHEN p.u IS NOT NULL THEN 0 ELSE ${STEP} END + n.by_start
        ELSE 2 * ${STEP} + n.distance::UBIGINT * ${ROOM} + n.by_id END AS rank
      FROM near n LEFT JOIN takes_part p ON p.h = n.h AND p.u = n.u
      WHERE n.is_open OR (p.u IS NOT NULL AND n.distance IS NOT NULL)),
    best AS (SELECT row_no, arg_min(h, rank) AS h, min(rank) AS rank FROM ranked GROUP BY row_no)
    SELECT row_no, e.encounter_id, b.h, CASE WHEN rank >= 2 * ${STEP} THEN 'nearby' ELSE 'period' END AS how
    FROM best b JOIN enc e ON e.h = b.h`;
}
