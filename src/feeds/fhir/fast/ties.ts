import { CONTENT } from '../../../store/derived/duplicates.js';
import { type Engine, quote } from '../../../store/engine.js';
import { filesOf } from '../../../store/layout.js';

/** `meta.lastUpdated` and `meta.versionId` of a version key (feeds/fhir/version.ts), without the content's hash. */
const STATED = 40;

/**
 * Rows that only the content hash can decide between, and that were read without one: of one identity, of the greatest
 * stated version, and different from another such row. By the name of the file, counted from 0.
 */
export async function tiedRows(engine: Engine, store: string): Promise<Map<string, Set<number>>> {
  const tied = new Map<string, Set<number>>();
  const files = filesOf(store, 'audit_event');
  for (const month of new Set(files.map((file) => file.month))) {
    const paths = files.filter((file) => file.month === month).map(({ path }) => quote(path));
    const scan = `read_parquet([${paths.join(', ')}], hive_partitioning = false)`;
    const key = 'hash(event_id, recorded, server)';
    const rows = await engine.json<{ source: string }>(`
      WITH twin AS (SELECT h FROM (SELECT ${key} AS h FROM ${scan}) GROUP BY h HAVING count(*) > 1),
      candidate AS (
        SELECT event_id, recorded, server, source, version, left(version, ${STATED}) AS stated,
          hash(${CONTENT}) AS content
        FROM ${scan} WHERE ${key} IN (SELECT h FROM twin)),
      greatest AS (
        SELECT * FROM candidate QUALIFY stated = max(stated) OVER (PARTITION BY event_id, recorded, server))
      SELECT source FROM greatest
      QUALIFY ends_with(version, '|') AND min(content) OVER (PARTITION BY event_id, recorded, server)
        <> max(content) OVER (PARTITION BY event_id, recorded, server)`);
    for (const { source } of rows) {
      const at = source.lastIndexOf(':');
      const name = source.slice(0, at);
      const own = tied.get(name) ?? new Set();
      own.add(Number(source.slice(at + 1)) - 1);
      tied.set(name, own);
    }
  }
  return tied;
}
