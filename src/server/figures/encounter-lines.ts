import { once } from 'node:events';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from '../../store/engine.js';
import { SortedLines } from './sorted-lines.js';

/** Encounters worked on at once: their rows are held in memory as lists. */
const RANGE = 20_000;
/** Credit is kept in picoseconds. */
const SECONDS = 'CAST(credit AS DOUBLE) / 1e12';

const instant = (column: string) => `epoch_us(${column})::DOUBLE`;

/** The lists of an encounter's line (reader.ts), by the table of chart-tables.ts that each is made from. */
const LISTS: Record<string, { table: string; row: string }> = {
  work: {
    table: 'work',
    row: `{user_id: user_id, tool: tool, actions: actions::DOUBLE, seconds: ${SECONDS}}`,
  },
  minutes: {
    table: 'minute',
    row: `{user_id: user_id, tool: tool, "at": ${instant('"at"')}, inside: inside, actions: actions::DOUBLE, seconds: ${SECONDS}}`,
  },
  episodes: {
    table: 'episode',
    row: `{user_id: user_id, alert_key: alert_key, title: title, tool: tool, interruptive: interruptive, response: response, reason: reason, "at": ${instant('occurred')}}`,
  },
  telemetry: {
    table: 'telemetry',
    row: '{user_id: user_id, scope: scope, tool: tool, clicks: clicks::DOUBLE}',
  },
  benefits: { table: 'benefit', row: '{tool: tool, kind: kind, n: n::DOUBLE}' },
};

const ENCOUNTER = `{encounter_id: encounter_id, patient_id: patient_id, class: class, virtual: "virtual", status: status,
  started: ${instant('started')}, ended: ${instant('ended')}, in_audit: in_audit, in_alerts: in_alerts, in_telemetry: in_telemetry}`;

/** Writes `encounters.ndjson`, `patients.ndjson` and `persons.ndjson` from the tables of the folder (chart-tables.ts): a line an id. */
export async function writeLines(engine: Engine, folder: string): Promise<void> {
  const table = (name: string) => `read_parquet(${quote(join(folder, `${name}.parquet`))})`;
  await inRanges(engine, {
    folder,
    name: 'encounters',
    ids: `SELECT encounter_id AS id FROM ${table('encounter')}`,
    lines: (inside) => `
      SELECT e.encounter_id AS id, ${ENCOUNTER} AS encounter, ${Object.keys(LISTS)
        .map((name) => `coalesce(${name}.l, []) AS ${name}`)
        .join(', ')}
      FROM (SELECT * FROM ${table('encounter')} WHERE ${inside('encounter_id')}) e
      ${Object.entries(LISTS)
        .map(
          ([name, list]) => `LEFT JOIN (SELECT encounter_id, list(${list.row}) AS l FROM ${table(list.table)}
            WHERE ${inside('encounter_id')} GROUP BY 1) ${name} USING (encounter_id)`,
        )
        .join('\n')}`,
  });
  await inRanges(engine, {
    folder,
    name: 'patients',
    ids: `SELECT DISTINCT patient_id AS id FROM ${table('patient')}`,
    lines: (inside) => `
      SELECT patient_id AS id, list({encounter_id: encounter_id, class: class, virtual: "virtual", started: ${instant('started')}, ended: ${instant('ended')}}
        ORDER BY started DESC NULLS LAST, encounter_id)[:50] AS encounters
      FROM ${table('patient')} WHERE ${inside('patient_id')} GROUP BY 1`,
  });
  await inRanges(engine, {
    folder,
    name: 'persons',
    ids: `SELECT user_id AS id FROM ${table('person')}`,
    lines: (inside) =>
      `SELECT user_id AS id, min(resolved) AS resolved FROM ${table('person')} WHERE ${inside('user_id')} GROUP BY 1`,
  });
}

interface Ranged {
  folder: string;
  name: string;
  ids: string;
  lines: (inside: (column: string) => string) => string;
}

/** Range by range of ids, so that memory does not grow with the store; ranges in order make a file in order. */
async function inRanges(engine: Engine, { folder, name, ids, lines }: Ranged): Promise<void> {
  const edges = await engine.json<{ id: string }>(
    `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM (${ids})) WHERE nth % ${RANGE} = 1 ORDER BY id`,
  );
  const path = join(folder, `${name}.ndjson`);
  const part = join(folder, `${name}.part`);
  const out = createWriteStream(path, { mode: 0o600 });
  for (const [at, { id }] of edges.entries()) {
    const next = edges[at + 1];
    const inside = (column: string) =>
      `"${column}" >= ${quote(id)}${next ? ` AND "${column}" < ${quote(next.id)}` : ''}`;
    await engine.run(`COPY (SELECT * FROM (${lines(inside)}) ORDER BY id) TO ${quote(part)} (FORMAT json)`);
    for await (const chunk of createReadStream(part)) if (!out.write(chunk)) await once(out, 'drain');
  }
  rmSync(part, { force: true });
  await new Promise<void>((done, failed) => {
    out.once('error', failed);
    out.end(done);
  });
  await SortedLines.index(path);
}
