import type { Site } from '../config/site.js';
import type { ToolMap } from '../config/tools.js';
import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { attributionSql } from './attribution.js';
import { CUTOFFS, chain } from './chain.js';
import type { Identity } from './identity.js';
import { MINUTE_COLUMNS, MINUTE_SQL } from './minutes.js';
import { gather, type MonthFiles } from './month-rows.js';
import { createNames } from './names.js';

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
 * Works out one month of audit rows: `month_work` (what clinicians did, by user, encounter, patient, tool, activity and
 * site hour), `month_audit_day` and `month_duplicate_count` (what coverage counts).
 */
export async function deriveMonth(context: MonthContext, files: MonthFiles): Promise<void> {
  for (const [name, columns] of Object.entries(MONTH_TABLES))
    await context.engine.run(`CREATE OR REPLACE TEMP TABLE month_${name} (${columns})`);
  await gather(context, files);
  await attribute(context.engine);
  await chain(context.engine);
  await append(context.engine);
  if (context.minutes) await context.engine.run(`INSERT INTO month_minute ${MINUTE_SQL}`);
}

/** Measures, "Attribution": every clinician row that is not background gets an encounter (0: none) and a method. */
async function attribute(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE placed AS
    SELECT r.rowid AS row_no, r.* EXCLUDE (encounter, by_entity), coalesce(NOT e.counts, false) AS uncounted,
      CASE WHEN r.encounter <> 0 AND (NOT r.by_entity OR e.h IS NULL OR e.started IS NULL
          OR (r.occurred >= e.started - INTERVAL 24 HOUR AND (e.effective_end IS NULL OR r.occurred <= e.effective_end + INTERVAL 72 HOUR)))
        THEN r.encounter ELSE 0 END AS explicit
    FROM month_row r LEFT JOIN enc e ON e.h = r.encounter`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE attributed AS
    ${attributionSql('(SELECT row_no, occurred, u, p FROM placed WHERE explicit = 0 AND p <> 0 AND NOT margin)')}`);
}

async function append(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE cell AS
    SELECT c.u, CASE WHEN c.explicit <> 0 THEN c.explicit ELSE coalesce(a.h, 0) END AS e, c.p, c.tool_no, c.activity_no, c.site_hour, c.off_shift,
      CASE WHEN c.explicit <> 0 THEN 'explicit' ELSE coalesce(a.how, 'none') END AS how, c.explicit <> 0 AND c.uncounted AS uncounted,
      count(*) AS actions, count(*) FILTER (c.u <> 0 AND f.row_no IS NULL) AS interactions,
      ${CUTOFFS.map((cutoff) => `sum(c.credit_${cutoff})::BIGINT AS credit_${cutoff}`).join(', ')}, min(c.occurred) AS first_at, max(c.occurred) AS last_at
    FROM chained c LEFT JOIN attributed a ON a.row_no = c.row_no LEFT JOIN follows f ON f.row_no = c.row_no
    WHERE NOT c.margin GROUP BY ALL`);
  await engine.run(`INSERT INTO month_work
    SELECT coalesce(u.id, ''), coalesce(e.id, ''), coalesce(p.id, ''), t.word, v.word, c.site_hour, c.off_shift, c.how, t.word = ${quote(OWN_TOOL)},
      c.uncounted, c.actions, c.interactions, ${CUTOFFS.map((cutoff) => `c.credit_${cutoff}`).join(', ')}, c.first_at, c.last_at
    FROM cell c JOIN word t ON t.no = c.tool_no JOIN word v ON v.no = c.activity_no
      LEFT JOIN name u ON u.h = c.u LEFT JOIN name e ON e.h = c.e LEFT JOIN name p ON p.h = c.p`);
}

/** What a month gives, as tables month_<name>, and all months together, as <name>. */
export const MONTH_TABLES: Record<string, string> = {
  work: `user_id VARCHAR, encounter_id VARCHAR, patient_id VARCHAR, tool VARCHAR, activity VARCHAR, site_hour TIMESTAMP,
    off_shift BOOLEAN, how VARCHAR, own BOOLEAN, uncounted BOOLEAN, actions BIGINT, interactions BIGINT,
    ${CUTOFFS.map((cutoff) => `credit_${cutoff} BIGINT`).join(', ')}, first_at TIMESTAMP, last_at TIMESTAMP`,
  audit_day: `server VARCHAR, feed VARCHAR, site_day DATE, user_kind VARCHAR, background BOOLEAN, unmapped BOOLEAN, own BOOLEAN,
    "rows" BIGINT, user_resolved BIGINT, patient_resolved BIGINT, encounter_resolved BIGINT`,
  duplicate_count: 'feed VARCHAR, duplicates BIGINT, repeats BIGINT',
  minute: MINUTE_COLUMNS,
};

/** The empty tables that the months are added to. */
export async function createWork(engine: Engine): Promise<void> {
  await createNames(engine);
  for (const [name, columns] of Object.entries(MONTH_TABLES))
    await engine.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
}
