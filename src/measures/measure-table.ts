import { idHash } from '../store/derived/names.js';
import type { Engine } from '../store/engine.js';
import type { MeasureDefinition } from './measure.js';

/** The table that holds a measure's rows (materialise). */
export const tableOf = (definition: MeasureDefinition): string => `"measure ${definition.id}"`;

/** The table of the same rows without the measure's own dimensions. */
export const wholeOf = (definition: MeasureDefinition): string => `"whole ${definition.id}"`;

export const quoted = (column: string): string => `"${column}"`;

/**
 * Runs a measure's SQL once; what is asked of it by dimension is grouped from its rows. Encounters and patients are
 * only counted and joined from here on: numbers (hashes, see store/derived/names.ts) do that faster than text, so what
 * comes as text becomes one.
 */
export async function materialise(engine: Engine, definition: MeasureDefinition): Promise<Set<string>> {
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

/** The measure's rows without its own dimensions: a fraction of them where it has some. */
async function sumUp(
  engine: Engine,
  { definition, columns }: { definition: MeasureDefinition; columns: Set<string> },
): Promise<void> {
  const kept = ['cutoff', 'cluster_id', 'encounter_id', 'patient_id', 'one_kind'].filter((column) =>
    columns.has(column),
  );
  const site = definition.split.map((one) => `${quoted(one)} IS NULL`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${wholeOf(definition)} AS
    SELECT ${[...kept, 'sum(numerator) AS numerator'].join(', ')}, sum(denominator) AS denominator FROM ${tableOf(definition)}
    ${site.length > 0 ? `WHERE ${site.join(' AND ')}` : ''} GROUP BY ALL`);
}
