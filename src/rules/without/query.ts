/** Runs SQL over the derived tables and those that the command makes of its choice (docs/compare-without.md). */
export type Query = <Row>(sql: string) => Promise<Row[]>;

/** What a part of the rows rests on. */
export interface Cell {
  /** Of what is counted. */
  size: number;
  encounters: number;
  patients: number;
  clinicians: number;
}

type Written<T> = { [K in keyof T]: string | number | null };

/**
 * The sum of `amount`, and the distinct encounters, patients and clinicians behind it, of a relation (cluster, enc, pat,
 * amount). Empty texts and 0 are none.
 */
export async function cellOf(query: Query, relation: string, where = 'amount > 0'): Promise<Cell> {
  const distinct = (column: string) =>
    `count(DISTINCT ${column}) FILTER (CAST(${column} AS VARCHAR) NOT IN ('', '0'))`;
  const [found] = await query<Written<Cell>>(`
    SELECT CAST(coalesce(sum(amount), 0) AS VARCHAR) AS size, ${distinct('enc')} AS encounters, ${distinct('pat')} AS patients,
      ${distinct('cluster')} AS clinicians
    FROM (${relation}) WHERE ${where}`);
  const { size, encounters, patients, clinicians } = found!;
  return {
    size: Number(size),
    encounters: Number(encounters),
    patients: Number(patients),
    clinicians: Number(clinicians),
  };
}

/** The sum of `amount` by cluster, '' being nobody. */
export async function sumsOf(query: Query, relation: string): Promise<Map<string, number>> {
  const rows = await query<{ cluster: string; amount: string }>(
    `SELECT coalesce(cluster, '') AS cluster, CAST(sum(amount) AS VARCHAR) AS amount FROM (${relation}) GROUP BY 1 ORDER BY 1`,
  );
  return new Map(rows.map(({ cluster, amount }) => [cluster, Number(amount)]));
}
