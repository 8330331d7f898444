import type { WallClock } from '../store/derived/time.js';
import { type Engine, quote } from '../store/engine.js';
import type { MeasureCell, MeasureDefinition } from './measure.js';

/** The whole site in one ISO week, in the judged variant. */
export interface WeekCell {
  /** Its Monday, a site day. */
  monday: string;
  cell: MeasureCell;
}

interface Row {
  monday: string;
  cluster: string;
  numerator: string | null;
  denominator: string | null;
}

interface CountRow {
  monday: string;
  encounters: string;
  patients: string;
}

/**
 * A measure of the engine's period by week of its rows' `at`; null where its rows have none, or where it is one number of
 * a whole distribution. Read before another period takes the engine.
 */
export async function weekly(
  engine: Engine,
  definition: MeasureDefinition,
  clock: Pick<WallClock, 'day'>,
): Promise<WeekCell[] | null> {
  if (definition.kind === 'concentration' || definition.census) return null;
  const described = await engine.json<{ column_name: string; column_type: string }>(
    `DESCRIBE ${definition.sql}`,
  );
  const types = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]));
  if (!types.has('at')) return null;
  const rows = weeksOf(definition, { types, clock });
  const isMedian = definition.kind === 'median';
  const found = await engine.json<Row>(
    isMedian
      ? `SELECT monday, cluster, CAST("value" AS VARCHAR) AS numerator, NULL AS denominator FROM (${rows}) ORDER BY ALL`
      : `SELECT monday, cluster, CAST(sum(numerator) AS VARCHAR) AS numerator, CAST(sum(denominator) AS VARCHAR) AS denominator
         FROM (${rows}) GROUP BY ALL ORDER BY ALL`,
  );
  const counts = await engine.json<CountRow>(`
    SELECT monday, count(DISTINCT nullif(nullif(encounter, ''), '0')) AS encounters, count(DISTINCT nullif(nullif(patient, ''), '0')) AS patients
    FROM (${rows}) WHERE ${isMedian ? '"value" IS NOT NULL' : 'denominator > 0'} GROUP BY ALL`);
  return [...new Set(found.map(({ monday }) => monday))].map((monday) => ({
    monday,
    cell: cellOf(definition, {
      rows: found.filter((row) => row.monday === monday),
      count: counts.find((row) => row.monday === monday),
    }),
  }));
}

/** The site's rows of the judged variant: monday, cluster, encounter, patient and the figures. */
function weeksOf(
  { sql, split, variants }: MeasureDefinition,
  { types, clock }: { types: ReadonlyMap<string, string>; clock: Pick<WallClock, 'day'> },
): string {
  const day = types.get('at') === 'DATE' ? 'm."at"' : clock.day('m."at"');
  const id = (column: string) => (types.has(column) ? `CAST(m.${column} AS VARCHAR)` : "''");
  const conditions = [
    'm."at" IS NOT NULL',
    ...split.map((one) => `m."${one}" IS NULL`),
    ...(variants[0] === undefined || !types.has('cutoff') ? [] : [`m.cutoff = ${quote(variants[0])}`]),
  ];
  return `SELECT CAST(CAST(date_trunc('week', ${day}) AS DATE) AS VARCHAR) AS monday, coalesce(m.cluster_id, '') AS cluster,
      ${id('encounter_id')} AS encounter, ${id('patient_id')} AS patient,
      ${types.has('value') ? 'm."value"' : 'm.numerator, m.denominator'}
    FROM (${sql}) m WHERE ${conditions.join(' AND ')}`;
}

function cellOf(
  { id, kind, scale, variants }: MeasureDefinition,
  { rows, count }: { rows: Row[]; count: CountRow | undefined },
): MeasureCell {
  const number = (written: string | null, divisor: number) => Number(written ?? 0) / divisor;
  const parts = rows.map((row) => ({
    cluster: row.cluster || null,
    numerator: number(row.numerator, scale.numerator),
    denominator: number(row.denominator, scale.denominator),
  }));
  const isMedian = kind === 'median';
  return {
    measure: id,
    by: {},
    variant: variants[0] ?? null,
    clusters: isMedian ? [] : parts,
    values: isMedian ? parts.map(({ cluster, numerator }) => ({ cluster, value: numerator })) : [],
    clinicians: new Set(
      parts.flatMap(({ cluster, denominator }) =>
        cluster !== null && (isMedian || denominator > 0) ? [cluster] : [],
      ),
    ).size,
    encounters: Number(count?.encounters ?? 0),
    patients: Number(count?.patients ?? 0),
    touchedShare: null,
  };
}
