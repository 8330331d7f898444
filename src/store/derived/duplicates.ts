import type { Engine } from '../engine.js';
import { contentOf, tableNamed } from '../tables.js';

/** Everything of a row but where it was read and which version it is. */
export const CONTENT = contentOf(tableNamed('audit_event'), ['version']);

/**
 * The rows of a relation of audit_event (with filename and file_row_number) that are not current, as table `superseded`
 * (file, row): of one identity (server, id and instant) the row with the greatest version counts. Looks for equal hashes
 * first: rows with a twin are few.
 */
export async function findDuplicates(engine: Engine, relation: string): Promise<void> {
  await engine.run(
    'CREATE TEMP TABLE IF NOT EXISTS superseded ("file" VARCHAR, "row" BIGINT, feed VARCHAR, same_row BOOLEAN)',
  );
  await engine.run('DELETE FROM superseded');
  const key = 'hash(event_id, recorded, server)';
  await engine.run(`CREATE OR REPLACE TEMP TABLE twin AS
    SELECT h FROM (SELECT ${key} AS h FROM ${relation}) GROUP BY h HAVING count(*) > 1`);
  const [twins] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM twin');
  if (Number(twins!.n) === 0) return;
  await engine.run(`INSERT INTO superseded
    WITH candidate AS (
      SELECT *, hash(${CONTENT}) AS content FROM ${relation} WHERE ${key} IN (SELECT h FROM twin)),
    ordered AS (
      SELECT filename, file_row_number, feed,
        row_number() OVER current_first AS nth,
        count(*) OVER (PARTITION BY event_id, recorded, server, source, content ORDER BY version DESC, filename, file_row_number
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > 0 AS same_row
      FROM candidate
      WINDOW current_first AS (PARTITION BY event_id, recorded, server ORDER BY version DESC, content, filename, file_row_number))
    SELECT filename, file_row_number, feed, same_row FROM ordered WHERE nth > 1`);
}
