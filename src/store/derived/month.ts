import type { Site } from '../config/site.js';
import type { ToolMap } from '../config/tools.js';
import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { attributionSql } from './attribution.js';
import { CUTOFFS, chain, switches } from './chain.js';
import { addWords } from './facts.js';
import type { Identity } from './identity.js';
import { MINUTE_COLUMNS, MINUTE_SQL } from './minutes.js';
import { gather, type MonthFiles } from './month-rows.js';
import { addNames, createNames, idHash } from './names.js';

export interface MonthContext {
  engine: Engine;
  identity: Identity;
  tools: ToolMap;
  site: Site;
  /** SQL condition on (server, feed, recorded): counted feeds inside their declared windows. */
  counted: string;
  /** Whether the table `minute` is made too: only what keeps its months needs it. */
  minutes: boolean;
}

/**
 * Works out one month of audit rows: `month_cell` (what clinicians did, by user, encounter, patient, tool, activity and
 * site hour), `month_audit_day` and `month_duplicate_count` (what coverage counts).
 */
export async function deriveMonth(context: MonthContext, files: MonthFiles): Promise<void> {
  for (const [name, columns] of Object.entries(MONTH_TABLES))
    await context.engine.run(`CREATE OR REPLACE TEMP TABLE month_${name} (${columns})`);
  await gather(context, files);
  await context.engine.run(`CREATE OR REPLACE TEMP TABLE attributed AS
    ${attributionSql('(SELECT rowid AS row_no, occurred, u, p FROM placed WHERE explicit = 0 AND p <> 0 AND NOT margin)')}`);
  await chain(context.engine);
  await switches(context.engine);
  await append(context.engine);
  if (context.minutes) await context.engine.run(`INSERT INTO month_minute ${MINUTE_SQL}`);
}

async function append(engine: Engine): Promise<void> {
  await engine.run(`INSERT INTO month_cell
    SELECT c.u, CASE WHEN c.explicit <> 0 THEN c.explicit ELSE coalesce(a.h, 0) END AS e, c.p, c.tool_no, c.activity_no, c.site_hour, c.off_shift,
      CASE WHEN c.explicit <> 0 THEN 'explicit' ELSE coalesce(a.how, 'none') END AS how,
      c.tool_no IN (SELECT no FROM word WHERE word = ${quote(OWN_TOOL)}) AS own, c.explicit <> 0 AND c.uncounted AS uncounted,
      count(*) AS actions, count(*) FILTER (c.u <> 0 AND f.row_no IS NULL) AS interactions,
      ${CUTOFFS.flatMap((cutoff) => [
        `sum(c.credit_${cutoff})::BIGINT AS credit_${cutoff}`,
        `coalesce(sum(c.credit_${cutoff}) FILTER (c.in_schedule), 0)::BIGINT AS scheduled_${cutoff}`,
        `coalesce(sum(c.credit_${cutoff}) FILTER (c.occurred >= v.started AND c.occurred <= v.ended), 0)::BIGINT AS inside_${cutoff}`,
        `count(*) FILTER (s.gap_us <= ${cutoff * 1_000_000}) AS changes_${cutoff}`,
      ]).join(', ')}, count(*) FILTER (c.break_glass) AS break_glass
    FROM chained c LEFT JOIN attributed a ON a.row_no = c.row_no LEFT JOIN follows f ON f.row_no = c.row_no
      LEFT JOIN switched s ON s.row_no = c.row_no
      LEFT JOIN visit v ON v.h = CASE WHEN c.explicit <> 0 THEN c.explicit ELSE coalesce(a.h, 0) END
    WHERE NOT c.margin GROUP BY ALL`);
  await engine.run(`INSERT INTO month_seen
    SELECT explicit, min(occurred), max(occurred) FROM placed
    WHERE explicit <> 0 AND NOT margin AND tool_no NOT IN (SELECT no FROM word WHERE word = ${quote(OWN_TOOL)})
      AND explicit NOT IN (SELECT h FROM enc WHERE started IS NOT NULL) GROUP BY explicit`);
}

const AMOUNTS = [
  'actions',
  'interactions',
  ...CUTOFFS.flatMap((cutoff) =>
    ['credit', 'scheduled', 'inside', 'changes'].map((name) => `${name}_${cutoff}`),
  ),
  'break_glass',
];

/** What a month gives, as tables month_<name>, and all months together, as <name>. */
export const MONTH_TABLES: Record<string, string> = {
  // Users, encounters, patients, tools and activities are numbers (names.ts, facts.ts); 0 for none.
  // Active time of a cell (credit), the part of it in the user's scheduled time (scheduled) and inside a visit (inside);
  // how often the user turned to another patient (changes).
  cell: `u UBIGINT, e UBIGINT, p UBIGINT, tool_no INTEGER, activity_no INTEGER, site_hour TIMESTAMP, off_shift BOOLEAN, how VARCHAR,
    own BOOLEAN, uncounted BOOLEAN, ${AMOUNTS.map((name) => `${name} BIGINT`).join(', ')}`,
  // First and last row of encounters that have no start of their own; our own app's rows date none.
  seen: 'h UBIGINT, first_at TIMESTAMP, last_at TIMESTAMP',
  audit_day: `server VARCHAR, feed VARCHAR, site_day DATE, user_kind VARCHAR, background BOOLEAN, unmapped BOOLEAN, own BOOLEAN,
    "rows" BIGINT, user_resolved BIGINT, patient_resolved BIGINT, encounter_resolved BIGINT`,
  tool_use: 'tool VARCHAR, entity_type VARCHAR, action VARCHAR, site_day DATE',
  duplicate_count: 'feed VARCHAR, duplicates BIGINT, repeats BIGINT',
  minute: MINUTE_COLUMNS,
};

const REST = ['site_hour', 'off_shift', 'how', 'own', 'uncounted', ...AMOUNTS];

/** The rows of a table of cells with names for numbers. */
export function named(cells: string): string {
  return `SELECT coalesce(u.id, '') AS user_id, coalesce(e.id, '') AS encounter_id, coalesce(p.id, '') AS patient_id, t.word AS tool, v.word AS activity,
      ${REST.map((name) => `c.${name}`).join(', ')}
    FROM ${cells} c JOIN word t ON t.no = c.tool_no JOIN word v ON v.no = c.activity_no
      LEFT JOIN name u ON u.h = c.u LEFT JOIN name e ON e.h = c.e LEFT JOIN name p ON p.h = c.p`;
}

/** Adds what `named` gave to `cell`. */
export async function addNamed(engine: Engine, relation: string): Promise<void> {
  const words = await engine.json<{ word: string }>(
    `SELECT tool AS word FROM ${relation} UNION SELECT activity FROM ${relation}`,
  );
  await addWords(
    engine,
    words.map(({ word }) => word),
  );
  const ids = ['user_id', 'encounter_id', 'patient_id'];
  await addNames(engine, ids.map((column) => `SELECT ${column} AS id FROM ${relation}`).join(' UNION '));
  await engine.run(`INSERT INTO cell
    SELECT ${ids.map((column) => idHash(`r.${column}`)).join(', ')}, t.no, v.no, ${REST.map((name) => `r.${name}`).join(', ')}
    FROM ${relation} r JOIN word t ON t.word = r.tool JOIN word v ON v.word = r.activity`);
}

/** The empty tables that the months are added to; `work` is `cell` with names. */
export async function createWork(engine: Engine): Promise<void> {
  await createNames(engine);
  for (const [name, columns] of Object.entries(MONTH_TABLES))
    await engine.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
  await engine.run(`CREATE OR REPLACE TEMP VIEW work AS ${named('cell')}`);
}
