import type { ToolMap } from '../config/tools.js';
import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import type { StoredFile } from '../layout.js';
import { attributionSql } from './attribution.js';
import { findDuplicates } from './duplicates.js';
import { joinIds, resolved } from './encounters.js';
import { FACTS_KEY, mapFacts } from './facts.js';
import type { Identity } from './identity.js';
import type { WallClock } from './time.js';

/** Idle cutoffs in seconds; the first is the one that is judged. */
export const CUTOFFS = [300, 180, 60] as const;
/** Gaps within which a user's rows in one tool and patient are one interaction. */
const RUN_GAP = 'INTERVAL 2 SECOND';
/** Credit is kept in millionths of a microsecond, so that shares of one gap add up exactly. */
export const CREDIT_UNIT = 1_000_000;

export interface MonthContext {
  engine: Engine;
  identity: Identity;
  tools: ToolMap;
  clock: WallClock;
  /** SQL condition on (server, feed, recorded): counted feeds inside their declared windows. */
  counted: string;
}

/**
 * Works out one month of audit rows: appends to `work` (what clinicians did, by user, encounter, patient, tool,
 * activity and site hour) and to `audit_day` (what coverage counts).
 */
export async function deriveMonth(
  context: MonthContext,
  {
    month,
    files,
    before,
    after,
  }: { month: string; files: StoredFile[]; before: StoredFile[]; after: StoredFile[] },
): Promise<void> {
  await gather(context, { month, files, before, after });
  await attribute(context.engine);
  await credit(context.engine);
  await interactions(context.engine);
  await append(context);
}

/** All counted rows of the month as `month_row`, and clinicians' rows with a margin from its neighbours as `chain_row`. */
async function gather(
  { engine, identity, tools, clock, counted }: MonthContext,
  {
    month,
    files,
    before,
    after,
  }: { month: string; files: StoredFile[]; before: StoredFile[]; after: StoredFile[] },
): Promise<void> {
  await findDuplicates(engine, [...files, ...before, ...after]);
  await countDuplicates(engine, files);
  const start = `TIMESTAMP '${month}-01'`;
  const end = `(TIMESTAMP '${month}-01' + INTERVAL 1 MONTH)`;
  const parts = [
    from(files, 'true'),
    from(before, `recorded >= ${start} - ${RUN_GAP}`),
    from(after, `recorded <= ${end} + INTERVAL ${CUTOFFS[0]} SECOND`),
  ].filter((part) => part !== '');
  const [superseded] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM superseded');
  const unique =
    Number(superseded!.n) > 0
      ? ' AND (filename, file_row_number) NOT IN (SELECT ("file", "row") FROM superseded)'
      : '';
  const rows = `(SELECT * FROM (${parts.join(' UNION ALL ')}) WHERE ${counted}${unique})`;
  await mapFacts(engine, rows, tools);
  await identity.resolve(rows, ['user_id', 'patient_id', 'encounter_ref']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE month_row AS
    SELECT r.recorded AS occurred, r.event_id, r.user_kind, ${id(identity, 'user_id')} AS user_id, ${id(identity, 'patient_id')} AS patient_id,
      ${id(identity, 'encounter_ref')} AS encounter_ref, r.encounter_how, f.tool, f.activity, f.background, f.logout,
      r.recorded < ${start} OR r.recorded >= ${end} AS margin, r.server, r.feed, ${clock.local('r.recorded')} AS site_time
    FROM (SELECT *, ${FACTS_KEY} AS facts_key FROM ${rows}) r JOIN fact f ON f.key = r.facts_key
      ${identity.isEmpty ? '' : joinIds('r', ['user_id', 'patient_id', 'encounter_ref'])}`);
  await excludeAccounts(engine, tools);
}

/** For coverage: rows of this month that are not current, by feed; `repeats` are the same line read again. */
async function countDuplicates(engine: Engine, files: StoredFile[]): Promise<void> {
  await engine.run(`INSERT INTO duplicate_count SELECT feed, count(*), count(*) FILTER (same_row) FROM superseded
    WHERE "file" IN (${files.map(({ path }) => quote(path)).join(', ')}) GROUP BY feed`);
}

function id(identity: Identity, column: string): string {
  return identity.isEmpty ? `coalesce(r.${column}, '')` : resolved('r', column);
}

function from(files: StoredFile[], where: string): string {
  if (files.length === 0) return '';
  const list = files.map(({ path }) => quote(path)).join(', ');
  return `SELECT * FROM read_parquet([${list}], filename = true, file_row_number = true, hive_partitioning = false) WHERE ${where}`;
}

/** Accounts that tools.yaml says are no people become systems; compared with the id that remains. */
async function excludeAccounts(engine: Engine, tools: ToolMap): Promise<void> {
  const users = await engine.json<{ user_id: string }>(
    "SELECT DISTINCT user_id FROM month_row WHERE user_kind <> 'system' AND user_id <> ''",
  );
  const accounts = users.map(({ user_id }) => user_id).filter((user) => tools.isNotPerson(user));
  if (accounts.length > 0)
    await engine.run(
      `UPDATE month_row SET user_kind = 'system' WHERE user_id IN (${accounts.map(quote).join(', ')})`,
    );
}

/** Measures, "Attribution": every clinician row that is not background gets an encounter and a method. */
async function attribute(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE chain_row AS
    SELECT r.occurred, r.event_id, r.user_id, r.patient_id, r.tool, r.activity, r.logout, r.margin, r.site_time,
      row_number() OVER () AS row_no, hash(r.user_id) AS u,
      CASE WHEN r.user_id IN (SELECT user_id FROM on_shift) THEN NOT EXISTS (FROM on_shift s WHERE s.user_id = r.user_id
        AND r.occurred >= s.started - INTERVAL 30 MINUTE AND r.occurred <= s.ended + INTERVAL 30 MINUTE) END AS off_shift,
      CASE WHEN r.encounter_ref <> '' AND (r.encounter_how <> 'entity' OR e.encounter_id IS NULL OR e.started IS NULL
          OR (r.occurred >= e.started - INTERVAL 24 HOUR AND (e.effective_end IS NULL OR r.occurred <= e.effective_end + INTERVAL 72 HOUR)))
        THEN r.encounter_ref END AS explicit_id,
      coalesce(NOT e.counts, false) AS uncounted
    FROM month_row r LEFT JOIN enc e ON e.encounter_id = r.encounter_ref
    WHERE r.user_kind = 'clinician' AND NOT r.background`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE attributed AS
    ${attributionSql("(SELECT row_no, occurred, user_id, patient_id FROM chain_row WHERE explicit_id IS NULL AND NOT margin AND patient_id <> '')")}`);
}

/** Measures, "Active time": the gap to the user's next later row, shared by the rows at one instant. */
async function credit(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE gap AS
    SELECT row_no, u, occurred, logout, lag(occurred) OVER by_time AS previous, lead(occurred) OVER by_time AS next
    FROM chain_row WHERE user_id <> '' WINDOW by_time AS (PARTITION BY u ORDER BY occurred)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE tie AS
    SELECT u, occurred, count(*) FILTER (NOT logout) AS sharing, max(next) AS next
    FROM gap WHERE next = occurred OR previous = occurred GROUP BY u, occurred`);
  const credits = CUTOFFS.map(
    (cutoff) =>
      `CASE WHEN gap_us <= ${cutoff * 1_000_000} THEN (gap_us * ${CREDIT_UNIT} + sharing // 2) // sharing ELSE 0 END AS credit_${cutoff}`,
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE credit AS
    SELECT row_no, previous, next, ${credits.join(', ')}
    FROM (SELECT g.row_no, g.previous, g.next, CASE WHEN g.logout THEN NULL
        WHEN t.occurred IS NULL THEN epoch_us(g.next) - epoch_us(g.occurred) ELSE epoch_us(t.next) - epoch_us(t.occurred) END AS gap_us,
        coalesce(t.sharing, 1) AS sharing
      FROM gap g LEFT JOIN tie t ON t.u = g.u AND t.occurred = g.occurred)`);
}

/** Measures, "Interaction": only rows with another row of the user within 2 s can be anything but a run's first. */
async function interactions(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE follows AS
    SELECT row_no FROM (
      SELECT r.row_no, r.occurred, lag(r.occurred) OVER (PARTITION BY r.u, r.tool, r.patient_id ORDER BY r.occurred, r.event_id, r.row_no) AS before
      FROM chain_row r JOIN credit c ON c.row_no = r.row_no
      WHERE r.occurred - c.previous <= ${RUN_GAP} OR c.next - r.occurred <= ${RUN_GAP})
    WHERE occurred - before <= ${RUN_GAP}`);
}

async function append({ engine }: MonthContext): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE done AS
    SELECT r.user_id, coalesce(r.explicit_id, a.encounter_id, '') AS encounter_id, r.patient_id, r.tool, r.activity,
      r.site_time, r.occurred, r.off_shift, CASE WHEN r.explicit_id IS NOT NULL THEN 'explicit' ELSE coalesce(a.how, 'none') END AS how,
      r.explicit_id IS NOT NULL AND r.uncounted AS uncounted, r.user_id <> '' AND f.row_no IS NULL AS first_of_run,
      ${CUTOFFS.map((cutoff) => `coalesce(c.credit_${cutoff}, 0) AS credit_${cutoff}`).join(', ')}
    FROM chain_row r LEFT JOIN attributed a ON a.row_no = r.row_no LEFT JOIN credit c ON c.row_no = r.row_no
      LEFT JOIN follows f ON f.row_no = r.row_no
    WHERE NOT r.margin`);
  await engine.run(`INSERT INTO work
    SELECT user_id, encounter_id, patient_id, tool, activity, date_trunc('hour', site_time) AS site_hour, off_shift, how,
      tool = ${quote(OWN_TOOL)} AS own, uncounted, count(*) AS actions, count(*) FILTER (first_of_run) AS interactions,
      ${CUTOFFS.map((cutoff) => `sum(credit_${cutoff})::BIGINT AS credit_${cutoff}`).join(', ')}, min(occurred) AS first_at, max(occurred) AS last_at
    FROM done GROUP BY ALL`);
  await engine.run(`INSERT INTO audit_day
    SELECT server, feed, CAST(site_time AS DATE) AS site_day, user_kind, background, tool = '' AS unmapped, tool = ${quote(OWN_TOOL)} AS own,
      count(*) AS "rows", count(*) FILTER (user_id NOT LIKE '%?%=%') AS user_resolved,
      count(*) FILTER (patient_id NOT LIKE '%?%=%') AS patient_resolved,
      count(*) FILTER (encounter_ref NOT LIKE '%?%=%') AS encounter_resolved
    FROM month_row WHERE NOT margin GROUP BY ALL`);
}

/** The empty tables that deriveMonth appends to. */
export async function createWork(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE work (user_id VARCHAR, encounter_id VARCHAR, patient_id VARCHAR, tool VARCHAR,
    activity VARCHAR, site_hour TIMESTAMP, off_shift BOOLEAN, how VARCHAR, own BOOLEAN, uncounted BOOLEAN, actions BIGINT, interactions BIGINT,
    ${CUTOFFS.map((cutoff) => `credit_${cutoff} BIGINT`).join(', ')}, first_at TIMESTAMP, last_at TIMESTAMP)`);
  await engine.run(
    'CREATE OR REPLACE TEMP TABLE duplicate_count (feed VARCHAR, duplicates BIGINT, repeats BIGINT)',
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE audit_day (server VARCHAR, feed VARCHAR, site_day DATE, user_kind VARCHAR,
    background BOOLEAN, unmapped BOOLEAN, own BOOLEAN, "rows" BIGINT, user_resolved BIGINT, patient_resolved BIGINT, encounter_resolved BIGINT)`);
}
