import { idHash } from '../store/derived/names.js';
import { type Engine, quote } from '../store/engine.js';
import {
  comparesStrata,
  type Dimension,
  type Division,
  dimensionsOf,
  type Evaluate,
  type MeasureCell,
  type MeasureDefinition,
  type MeasureRequest,
} from './measure.js';
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
  if (!asksOverall(grouping)) return cellsOf(engine, grouping);
  const { request } = grouping;
  return overallCells(grouping, {
    whole: await cellsOf(engine, { ...grouping, request: withoutDimension(request, grouping.definition) }),
    rows: rowsOf(grouping),
    values: `(SELECT DISTINCT ${quoted(grouping.definition.overall!)} AS "value" FROM ${tableOf(grouping.definition)})`,
    engine,
  });
}

const tableOf = (definition: MeasureDefinition): string => `"measure ${definition.id}"`;

/**
 * Runs a measure's SQL once; what is asked of it by dimension is grouped from its rows. Encounters and patients are
 * only counted and joined from here on: numbers (hashes, see store/derived/names.ts) do that faster than text, so what
 * comes as text becomes one.
 */
async function materialise(engine: Engine, definition: MeasureDefinition): Promise<Set<string>> {
  const described = await engine.json<{ column_name: string; column_type: string }>(
    `DESCRIBE ${definition.sql}`,
  );
  const columns = new Set(described.map(({ column_name }) => column_name));
  const texts = described.filter(
    ({ column_name, column_type }) =>
      ['encounter_id', 'patient_id'].includes(column_name) && column_type === 'VARCHAR',
  );
  const replaced = texts.map(({ column_name }) => `${idHash(column_name)} AS ${column_name}`);
  const unused = columns.has('at') ? 'EXCLUDE ("at")' : '';
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${tableOf(definition)} AS
    SELECT * ${unused} ${replaced.length > 0 ? `REPLACE (${replaced.join(', ')})` : ''} FROM (${definition.sql})`);
  if (!columns.has('value')) await sumUp(engine, { definition, columns });
  return columns;
}

const wholeOf = (definition: MeasureDefinition): string => `"whole ${definition.id}"`;

/** The measure's rows without its own dimensions: a fraction of them where it has some. */
async function sumUp(
  engine: Engine,
  { definition, columns }: { definition: MeasureDefinition; columns: Set<string> },
): Promise<void> {
  const kept = ['cutoff', 'cluster_id', 'encounter_id', 'patient_id'].filter((column) => columns.has(column));
  const site = definition.split.map((one) => `${quoted(one)} IS NULL`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${wholeOf(definition)} AS
    SELECT ${[...kept, 'sum(numerator) AS numerator'].join(', ')}, sum(denominator) AS denominator FROM ${tableOf(definition)}
    ${site.length > 0 ? `WHERE ${site.join(' AND ')}` : ''} GROUP BY ALL`);
}

export interface Grouping {
  definition: MeasureDefinition;
  request: MeasureRequest;
  columns: Set<string>;
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
        clinicians: new Set(own.map(({ cluster }) => cluster).filter((cluster) => cluster !== '')).size,
        encounters: Number(count.encounters),
        patients: Number(count.patients),
        touchedShare: touched.get(count.value ?? '') ?? null,
      },
    ];
  });
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
    FROM ${relation} GROUP BY ALL HAVING sum(denominator) > 0 ORDER BY ALL`);
  return { sums, counts: await countsOf(engine, relation, 'denominator > 0') };
}

/** How many encounters and patients stand behind each value and variant. */
async function countsOf(engine: Engine, relation: string, condition: string): Promise<CountRow[]> {
  return engine.json<CountRow>(`
    SELECT "by" AS "value", also, cutoff, count(DISTINCT encounter_id) FILTER (encounter_id <> 0) AS encounters,
      count(DISTINCT patient_id) FILTER (patient_id <> 0) AS patients
    FROM ${relation} WHERE ${condition} GROUP BY ALL ORDER BY ALL`);
}

async function valuesOf(engine: Engine, grouping: Grouping): Promise<Found> {
  const relation = rowsOf(grouping);
  const sums = await engine.json<SumRow>(
    `SELECT "by" AS "value", also, cutoff, cluster_id AS cluster, "value" AS numerator, NULL AS denominator FROM ${relation} ORDER BY ALL`,
  );
  return { sums, counts: await countsOf(engine, relation, '"value" IS NOT NULL') };
}

/** The measure's rows for this request, with columns by, also, cutoff, cluster_id, encounter_id, patient_id and the figures. */
function rowsOf({ definition, request, columns }: Grouping): string {
  const has = (column: string, otherwise: string) =>
    columns.has(column) ? `m.${quoted(column)}` : otherwise;
  const where = Object.entries(request.where ?? {}).map(([key, values]) => {
    return `${dimension(key as Dimension, columns)} IN (${values.map(quote).join(', ')})`;
  });
  const [first, second] = dimensionsOf(request.by);
  const named = new Set<string>([...dimensionsOf(request.by), ...Object.keys(request.where ?? {})]);
  const own =
    columns.has('value') || [...named].some((one) => columns.has(one === 'purpose' ? 'alert_key' : one));
  const splits = own
    ? definition.split.map((one) => `m.${quoted(one)} IS ${named.has(one) ? 'NOT NULL' : 'NULL'}`)
    : [];
  const by = first ? dimension(first, columns) : 'NULL';
  const also = second ? dimension(second, columns) : 'NULL';
  const present = first === 'tool' || first === 'activity' ? [`${by} <> ''`] : [];
  const needsEncounter = ['specialty', 'class'].some((one) => named.has(one) && !columns.has(one));
  const conditions = [...where, ...splits, ...present];
  return `(SELECT ${by} AS "by", ${also} AS also, ${has('cutoff', 'NULL')} AS cutoff, coalesce(m.cluster_id, '') AS cluster_id,
      ${has('encounter_id', '0')} AS encounter_id, ${has('patient_id', '0')} AS patient_id,
      ${columns.has('value') ? 'm."value"' : 'm.numerator, m.denominator'}
    FROM ${own ? tableOf(definition) : wholeOf(definition)} m
      ${needsEncounter ? `LEFT JOIN encounter_known e ON e.h = ${has('encounter_id', '0')}` : ''}
      ${named.has('stratum') ? `JOIN ${STRATA} s ON s.p = m.patient_id AND (s.h = 0 OR s.h = m.encounter_id)` : ''}
      ${named.has('purpose') ? 'LEFT JOIN alert_fact k ON k.alert_key = m.alert_key' : ''}
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''})`;
}

/** The text is made here, once a patient, and not for every row that is joined. */
const STRATA = `(SELECT p, h, stratifier, stratifier || '=' || "value" AS named FROM stratum)`;

/** The SQL of a dimension's value: the measure's own column, else of the encounter or the patient. */
function dimension(name: Dimension | 'purpose' | 'stratifier', columns: Set<string>): string {
  if (name === 'stratum') return 's.named';
  if (name === 'stratifier') return 's.stratifier';
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
  if (!definition.id.endsWith('-per-encounter') || definition.needs.includes('ui_interval')) return new Map();
  const table = definition.needs.includes('alert') ? 'encounter_alert_tool' : 'encounter_tool';
  const covered = definition.needs.includes('alert') ? 'in_alerts' : 'in_audit';
  const rows = await engine.json<{ tool: string; touched: string; all: string }>(`
    SELECT t.tool, count(DISTINCT t.h) AS touched, (SELECT count(*) FROM encounter_figures WHERE ${covered}) AS "all"
    FROM ${table} t JOIN encounter_figures e ON e.h = t.h WHERE e.${covered} GROUP BY t.tool`);
  return new Map(rows.map(({ tool, touched, all }) => [tool, Number(touched) / Number(all)]));
}
