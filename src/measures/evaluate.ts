import type { Engine } from '../store/engine.js';
import {
  comparesStrata,
  type Division,
  dimensionsOf,
  type Evaluate,
  type MeasureCell,
  type MeasureDefinition,
} from './measure.js';
import { type Grouping, rowsOf } from './measure-rows.js';
import { materialise, quoted, tableOf } from './measure-table.js';
import { asksOverall, overallCells, withoutDimension } from './overall.js';

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
    if (comparesStrata(definition)) return { cells: [], missing: null };
    const lacking = definition.needs.find((need) => missing.has(need));
    if (lacking) return { cells: [], missing: lacking };
    const known = columns.get(definition.id) ?? (await materialise(engine, definition));
    columns.set(definition.id, known);
    const missingToJudge = definition.judgedNeeds.find((need) => missing.has(need)) ?? null;
    return {
      cells: await answered(engine, { definition, request, columns: known }),
      missing: null,
      missingToJudge,
    };
  };
}

async function answered(engine: Engine, grouping: Grouping): Promise<MeasureCell[]> {
  const { request, definition } = grouping;
  if (!asksOverall(grouping)) return definition.added ? [] : cellsOf(engine, grouping);
  return overallCells(grouping, {
    whole: await cellsOf(engine, { ...grouping, request: withoutDimension(request, definition) }),
    rows: rowsOf(grouping),
    values: `(SELECT DISTINCT ${quoted(definition.overall!)} AS "value" FROM ${tableOf(definition)})`,
    engine,
  });
}

interface Group {
  value: string | null;
  /** The stratum of a tool; null unless the request divides twice. */
  also: string | null;
  cutoff: string | null;
}

interface SumRow extends Group {
  cluster: string;
  numerator: string | null;
  denominator: string | null;
}

interface CountRow extends Group {
  encounters: string;
  patients: string;
  alike: string;
}

/** For each value and variant: the sums of every cluster, and how many encounters and patients have a denominator. */
async function cellsOf(engine: Engine, grouping: Grouping): Promise<MeasureCell[]> {
  const { definition, request } = grouping;
  const { sums, counts } = hasValues(definition)
    ? await valuesOf(engine, grouping)
    : await sumsOf(engine, grouping);
  const touched = request.by === 'tool' ? await touchedShares(engine, definition) : new Map<string, number>();
  const byCell = new Map<string, SumRow[]>();
  for (const row of sums) {
    const key = groupKey(row);
    const own = byCell.get(key);
    if (own) own.push(row);
    else byCell.set(key, [row]);
  }
  return counts.flatMap((count): MeasureCell[] => {
    const own = byCell.get(groupKey(count));
    if (!own) return [];
    return [
      {
        measure: definition.id,
        by: byOf(request.by, count),
        variant: count.cutoff,
        ...figures(definition, own),
        clinicians: cliniciansIn(definition, own),
        encounters: Number(count.encounters),
        patients: Number(count.patients),
        ...(Number(count.alike) > 0 ? { oneKind: Number(count.alike) } : {}),
        touchedShare: touched.get(count.value ?? '') ?? null,
      },
    ];
  });
}

/** How many have a denominator; whoever has only a numerator is in the sum and not in k. */
function cliniciansIn(definition: MeasureDefinition, rows: SumRow[]): number {
  const counted = rows.filter(
    ({ cluster, denominator }) => cluster !== '' && (hasValues(definition) || Number(denominator) > 0),
  );
  return new Set(counted.map(({ cluster }) => cluster)).size;
}

const groupKey = ({ value, also, cutoff }: Group): string => JSON.stringify([value, also, cutoff]);

const byOf = (division: Division | undefined, { value, also }: Group): MeasureCell['by'] =>
  Object.fromEntries(dimensionsOf(division).map((one, i) => [one, (i === 0 ? value : also) ?? '']));

/** Measures that give a value for each row, in place of a numerator and a denominator. */
const hasValues = ({ kind }: MeasureDefinition): boolean => kind === 'median' || kind === 'concentration';

function figures(definition: MeasureDefinition, rows: SumRow[]): Pick<MeasureCell, 'clusters' | 'values'> {
  const { scale } = definition;
  const number = (written: string | null, divisor: number) => Number(written ?? 0) / divisor;
  if (hasValues(definition)) {
    const values = rows.map((row) => ({
      cluster: row.cluster || null,
      value: number(row.numerator, scale.numerator),
    }));
    return { clusters: [], values };
  }
  const clusters = rows.map((row) => ({
    cluster: row.cluster || null,
    numerator: number(row.numerator, scale.numerator),
    denominator: number(row.denominator, scale.denominator),
  }));
  return { clusters, values: [] };
}

interface Found {
  sums: SumRow[];
  counts: CountRow[];
}

async function sumsOf(engine: Engine, grouping: Grouping): Promise<Found> {
  const relation = rowsOf(grouping);
  const sums = await engine.json<SumRow>(`
    SELECT "by" AS "value", also, cutoff, cluster_id AS cluster, CAST(sum(numerator) AS VARCHAR) AS numerator, CAST(sum(denominator) AS VARCHAR) AS denominator
    FROM ${relation} GROUP BY ALL HAVING sum(denominator) > 0 OR sum(numerator) > 0 ORDER BY ALL`);
  return {
    sums,
    counts: await countsOf(engine, relation, {
      counted: 'denominator > 0',
      alike: 'sum(denominator) FILTER (one_kind)',
    }),
  };
}

/** How many encounters and patients stand behind each value and variant. */
async function countsOf(
  engine: Engine,
  relation: string,
  { counted, alike }: { counted: string; alike: string },
): Promise<CountRow[]> {
  return engine.json<CountRow>(`
    SELECT "by" AS "value", also, cutoff, count(DISTINCT encounter_id) FILTER (encounter_id <> 0) AS encounters,
      count(DISTINCT patient_id) FILTER (patient_id <> 0) AS patients, CAST(coalesce(${alike}, 0) AS VARCHAR) AS alike
    FROM ${relation} WHERE ${counted} GROUP BY ALL ORDER BY ALL`);
}

async function valuesOf(engine: Engine, grouping: Grouping): Promise<Found> {
  const relation = rowsOf(grouping);
  const sums = await engine.json<SumRow>(
    `SELECT "by" AS "value", also, cutoff, cluster_id AS cluster, "value" AS numerator, NULL AS denominator FROM ${relation} ORDER BY ALL`,
  );
  return { sums, counts: await countsOf(engine, relation, { counted: '"value" IS NOT NULL', alike: '0' }) };
}

/** By tool: the share of all encounters that the tool touched. */
async function touchedShares(engine: Engine, definition: MeasureDefinition): Promise<Map<string, number>> {
  if (!definition.id.endsWith('-per-encounter') || definition.needs.includes('ui_interval')) return new Map();
  const table = definition.needs.includes('alert') ? 'encounter_alert_tool' : 'encounter_tool';
  const covered = definition.needs.includes('alert') ? 'in_alerts' : 'in_audit';
  const rows = await engine.json<{ tool: string; touched: string; all: string }>(`
    SELECT t.tool, count(DISTINCT t.h) AS touched, (SELECT count(*) FROM encounter_figures WHERE ${covered}) AS "all"
    FROM ${table} t JOIN encounter_figures e ON e.h = t.h WHERE e.${covered} GROUP BY t.tool`);
  return new Map(rows.map(({ tool, touched, all }) => [tool, Number(touched) / Number(all)]));
}
