import { quote } from '../store/engine.js';
import { type Dimension, dimensionsOf, type MeasureDefinition, type MeasureRequest } from './measure.js';
import { quoted, tableOf, wholeOf } from './measure-table.js';

/** What is asked of a measure's rows; `columns` are those that its table has. */
export interface Grouping {
  definition: MeasureDefinition;
  request: MeasureRequest;
  columns: Set<string>;
}

/** The measure's rows for this request, with columns by, also, cutoff, cluster_id, encounter_id, patient_id and the figures. */
export function rowsOf({ definition, request, columns }: Grouping): string {
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
      ${has('encounter_id', '0')} AS encounter_id, ${has('patient_id', '0')} AS patient_id, ${has('one_kind', 'false')} AS one_kind,
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
