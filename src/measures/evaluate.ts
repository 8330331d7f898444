import { type Engine, quote } from '../store/engine.js';
import type { Dimension, Evaluate, MeasureCell, MeasureDefinition, MeasureRequest } from './measure.js';

interface Options {
  engine: Engine;
  definitions: readonly MeasureDefinition[];
  /** What the store lacks (missing.ts). */
  missing: ReadonlySet<string>;
}

/** Evaluates measures over the derived tables of an engine (store/derived). */
export function createEvaluate({ engine, definitions, missing }: Options): Evaluate {
  const columns = new Map<string, Set<string>>();
  return async (request) => {
    const definition = definitions.find(({ id }) => id === request.measure);
    if (!definition) throw new Error(`no measure "${request.measure}"`);
    const lacking = definition.needs.find((need) => missing.has(need));
    if (lacking) return { cells: [], missing: lacking };
    const known = columns.get(definition.id) ?? (await materialise(engine, definition));
    columns.set(definition.id, known);
    const missingToJudge = definition.judgedNeeds.find((need) => missing.has(need)) ?? null;
    return {
      cells: await cellsOf(engine, { definition, request, columns: known }),
      missing: null,
      missingToJudge,
    };
  };
}

const tableOf = (definition: MeasureDefinition): string => `"measure ${definition.id}"`;

/** Runs a measure's SQL once; what is asked of it by dimension is grouped from its rows. */
async function materialise(engine: Engine, definition: MeasureDefinition): Promise<Set<string>> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${tableOf(definition)} AS ${definition.sql}`);
  const rows = await engine.json<{ column_name: string }>(`DESCRIBE ${tableOf(definition)}`);
  return new Set(rows.map(({ column_name }) => column_name));
}

interface Grouping {
  definition: MeasureDefinition;
  request: MeasureRequest;
  columns: Set<string>;
}

interface SumRow {
  value: string | null;
  cutoff: string | null;
  cluster: string;
  numerator: string | null;
  denominator: string | null;
}

interface CountRow {
  value: string | null;
  cutoff: string | null;
  clinicians: string;
  encounters: string;
  patients: string;
}

async function cellsOf(engine: Engine, grouping: Grouping): Promise<MeasureCell[]> {
  const { definition, request } = grouping;
  const relation = rowsOf(grouping);
  const median = definition.kind === 'median';
  const amount = median ? '"value"' : 'denominator';
  const counts =
    await engine.json<CountRow>(`SELECT "by" AS "value", cutoff, count(DISTINCT nullif(cluster_id, '')) AS clinicians,
      count(DISTINCT nullif(encounter_id, '')) AS encounters, count(DISTINCT nullif(patient_id, '')) AS patients
    FROM ${relation} WHERE ${amount} ${median ? 'IS NOT NULL' : '> 0'} GROUP BY ALL ORDER BY ALL`);
  const rows = await engine.json<SumRow>(
    median
      ? `SELECT "by" AS "value", cutoff, cluster_id AS cluster, "value" AS numerator, NULL AS denominator FROM ${relation} ORDER BY ALL`
      : `SELECT "by" AS "value", cutoff, cluster_id AS cluster, CAST(sum(numerator) AS VARCHAR) AS numerator, CAST(sum(denominator) AS VARCHAR) AS denominator
         FROM ${relation} GROUP BY ALL HAVING sum(denominator) > 0 ORDER BY ALL`,
  );
  const touched = request.by === 'tool' ? await touchedShares(engine, definition) : new Map<string, number>();
  const byCell = new Map<string, SumRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.value, row.cutoff]);
    const own = byCell.get(key);
    if (own) own.push(row);
    else byCell.set(key, [row]);
  }
  return counts.map((count) => {
    const own = byCell.get(JSON.stringify([count.value, count.cutoff])) ?? [];
    const number = (written: string | null, divisor: number) => Number(written ?? 0) / divisor;
    return {
      measure: definition.id,
      by: request.by ? { [request.by]: count.value ?? '' } : {},
      variant: count.cutoff,
      clusters: median
        ? []
        : own.map((row) => ({
            cluster: row.cluster || null,
            numerator: number(row.numerator, definition.scale.numerator),
            denominator: number(row.denominator, definition.scale.denominator),
          })),
      values: median
        ? own.map((row) => ({
            cluster: row.cluster || null,
            value: number(row.numerator, definition.scale.numerator),
          }))
        : [],
      clinicians: Number(count.clinicians),
      encounters: Number(count.encounters),
      patients: Number(count.patients),
      touchedShare: touched.get(count.value ?? '') ?? null,
    };
  });
}

/** The measure's rows for this request, with columns by, cutoff, cluster_id, encounter_id, patient_id and the figures. */
function rowsOf({ definition, request, columns }: Grouping): string {
  const has = (column: string, otherwise: string) =>
    columns.has(column) ? `m.${quoted(column)}` : otherwise;
  const where = Object.entries(request.where ?? {}).map(([key, values]) => {
    return `${dimension(key as Dimension, columns)} IN (${values.map(quote).join(', ')})`;
  });
  const named = new Set<string>([...(request.by ? [request.by] : []), ...Object.keys(request.where ?? {})]);
  const splits = definition.split.map((one) => `m.${quoted(one)} IS ${named.has(one) ? 'NOT NULL' : 'NULL'}`);
  const by = request.by ? dimension(request.by, columns) : 'NULL';
  const present = request.by === 'tool' || request.by === 'activity' ? [`${by} <> ''`] : [];
  const needsEncounter = [...named].some((one) => ['specialty', 'class', 'stratum'].includes(one));
  const conditions = [...where, ...splits, ...present];
  return `(SELECT ${by} AS "by", ${has('cutoff', 'NULL')} AS cutoff, coalesce(m.cluster_id, '') AS cluster_id,
      ${has('encounter_id', "''")} AS encounter_id, ${has('patient_id', "''")} AS patient_id,
      ${columns.has('value') ? 'm."value"' : 'm.numerator, m.denominator'}
    FROM ${tableOf(definition)} m
      ${needsEncounter ? `LEFT JOIN encounter_figures e ON e.encounter_id = ${has('encounter_id', "''")}` : ''}
      ${named.has('stratum') ? 'JOIN stratum s ON s.patient_id = m.patient_id AND (s.encounter_id IS NULL OR s.encounter_id = m.encounter_id)' : ''}
      ${named.has('purpose') ? 'LEFT JOIN alert_fact k ON k.alert_key = m.alert_key' : ''}
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''})`;
}

/** The SQL of a dimension's value: the measure's own column, else of the encounter or the patient. */
function dimension(name: Dimension | 'purpose', columns: Set<string>): string {
  if (name === 'stratum') return 's.stratifier || \'=\' || s."value"';
  if (name === 'purpose') return "coalesce(k.purpose, '')";
  if (columns.has(name)) return `m.${quoted(name)}`;
  if (name === 'specialty' || name === 'class') return `coalesce(e.${name}, '')`;
  throw new Error(`this measure has no ${name}`);
}

function quoted(column: string): string {
  return `"${column}"`;
}

/** By tool: the share of all encounters that the tool touched. */
async function touchedShares(engine: Engine, definition: MeasureDefinition): Promise<Map<string, number>> {
  if (!definition.id.endsWith('-per-encounter')) return new Map();
  const table = definition.needs.includes('alert') ? 'encounter_alert_tool' : 'encounter_tool';
  const covered = definition.needs.includes('alert') ? 'in_alerts' : 'in_audit';
  const rows = await engine.json<{ tool: string; touched: string; all: string }>(`
    SELECT t.tool, count(DISTINCT t.encounter_id) AS touched, (SELECT count(*) FROM encounter_figures WHERE ${covered}) AS "all"
    FROM ${table} t JOIN encounter_figures e ON e.encounter_id = t.encounter_id WHERE e.${covered} GROUP BY t.tool`);
  return new Map(rows.map(({ tool, touched, all }) => [tool, Number(touched) / Number(all)]));
}
