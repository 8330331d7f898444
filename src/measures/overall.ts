import type { Engine } from '../store/engine.js';
import { dimensionsOf, type MeasureCell, type MeasureDefinition, type MeasureRequest } from './measure.js';

// Measures over everything (header `overall: tool`): a tool's rows are the encounters that it touched, and those that it
// did not are the site's other rows. A row for each encounter and tool would be many times as many.

interface Asked {
  definition: MeasureDefinition;
  request: MeasureRequest;
}

/** Whether a request speaks of values of the dimension that is measured over everything. */
export function asksOverall({ definition: { overall }, request }: Asked): boolean {
  if (!overall) return false;
  return dimensionsOf(request.by).includes(overall) || Object.hasOwn(request.where ?? {}, overall);
}

/** The same request about everything, whatever the value of that dimension. */
export function withoutDimension(
  { measure, by, where = {} }: MeasureRequest,
  { overall }: MeasureDefinition,
) {
  const [left] = dimensionsOf(by).filter((one) => one !== overall);
  const rest = Object.fromEntries(Object.entries(where).filter(([key]) => key !== overall));
  return { measure, ...(left ? { by: left } : {}), where: rest } satisfies MeasureRequest;
}

interface Source {
  engine: Engine;
  /** Cells of the request without the dimension: each value's denominators. */
  whole: MeasureCell[];
  /** The numerators: relations of columns by, also, cutoff, cluster_id, encounter_id, numerator; and of all values. */
  rows: string;
  values: string;
}

interface Row {
  value: string | null;
  also: string | null;
  cutoff: string | null;
  cluster: string;
  numerator: string;
}

/** A cell for each value, or one for all values that are asked of together, over everything. */
export async function overallCells(asked: Asked, source: Source): Promise<MeasureCell[]> {
  const { definition, request } = asked;
  const overall = definition.overall!;
  const apart = dimensionsOf(request.by).includes(overall);
  const found = new Map<string, number>();
  for (const row of await numerators(source, apart || definition.added === true)) {
    const stratum = apart ? row.also : row.value;
    const key = keyOf([apart ? row.value : null, stratum, row.cutoff, row.cluster]);
    found.set(key, Number(row.numerator) / definition.scale.numerator);
  }
  const values = apart ? await valuesOf(source, request.where?.[overall as 'tool']) : [null];
  return values.flatMap((value) =>
    source.whole.map((cell) => ({
      ...cell,
      by: value === null ? cell.by : { [overall]: value, ...cell.by },
      clusters: cell.clusters.map((one) => ({
        ...one,
        numerator: found.get(keyOf([value, otherOf(cell), cell.variant, one.cluster ?? ''])) ?? 0,
      })),
    })),
  );
}

const keyOf = (parts: (string | null)[]): string => JSON.stringify(parts);

/** The value of the other dimension, where there is one. */
const otherOf = ({ by }: MeasureCell): string | null => Object.values(by)[0] ?? null;

/** An encounter that several of the values touched counts once where they are asked of together; parts add up. */
function numerators({ engine, rows }: Source, added: boolean): Promise<Row[]> {
  const once = added
    ? rows
    : `(SELECT "by", also, cutoff, cluster_id, encounter_id, max(numerator) AS numerator FROM ${rows} GROUP BY ALL)`;
  return engine.json<Row>(`
    SELECT "by" AS "value", also, cutoff, cluster_id AS cluster, CAST(sum(numerator) AS VARCHAR) AS numerator
    FROM ${once} GROUP BY ALL`);
}

/** Every value that was met at all, also where the rule looks only at what it never touched. */
async function valuesOf({ engine, values }: Source, wanted: string[] | undefined): Promise<string[]> {
  const rows = await engine.json<{ value: string }>(
    `SELECT "value" FROM ${values} WHERE "value" <> '' ORDER BY "value"`,
  );
  return rows.map(({ value }) => value).filter((value) => !wanted || wanted.includes(value));
}
