import { OWN_TOOL } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import type { StoredFile } from '../layout.js';
import { CUTOFFS, RUN_GAP } from './chain.js';
import { findDuplicates } from './duplicates.js';
import { mapFacts } from './facts.js';
import type { Identity } from './identity.js';
import type { MonthContext } from './month.js';
import { addNames, idHash } from './names.js';
import { monthClock } from './time.js';

export interface MonthFiles {
  /** 2026-11 */
  month: string;
  files: StoredFile[];
  /** Files of the months next to it: gaps and interactions reach over the edge. */
  before: StoredFile[];
  after: StoredFile[];
}

const IDS = ['user_id', 'patient_id', 'encounter_ref'] as const;

/**
 * Table `placed`: the clinician rows of the month that are current, counted and not background, with a margin from its
 * neighbours, and the encounter that each names, where that counts as `explicit` (measures, "Attribution"; 0: none);
 * and what coverage counts of all rows, as `month_audit_day`.
 */
export async function gather(context: MonthContext, files: MonthFiles): Promise<void> {
  const { engine, identity, tools, site } = context;
  const all = allRows(files);
  await findDuplicates(engine, all);
  await countDuplicates(engine, files.files);
  const rows = await countedRows(context, all);
  await mapFacts(engine, rows, tools);
  await engine.run(`CREATE OR REPLACE TEMP TABLE month_id AS
    ${IDS.map((column) => `SELECT DISTINCT "${column}" AS id FROM ${rows} WHERE "${column}" <> ''`).join(' UNION ')}`);
  await identity.resolve('month_id', ['id']);
  await addNames(
    engine,
    'SELECT coalesce(m.resolved, i.id) AS id FROM month_id i LEFT JOIN id_map m ON m.id = i.id',
  );
  const accounts = await machineAccounts(context, rows);
  const start = `TIMESTAMP '${files.month}-01'`;
  const margin = `(r.recorded < ${start} OR r.recorded >= ${start} + INTERVAL 1 MONTH)`;
  const [user, patient, encounter] = IDS.map((column) => replaced(identity, column)) as [
    string,
    string,
    string,
  ];
  const joins = identity.isEmpty
    ? ''
    : IDS.map((column) => `LEFT JOIN id_map ${column}_map ON ${column}_map.id = r.${column}`).join(' ');
  const kind =
    accounts.length > 0
      ? `CASE WHEN ${user} IN (${accounts.map(quote).join(', ')}) THEN 'system' ELSE r.user_kind END`
      : 'r.user_kind';
  await engine.run(`CREATE OR REPLACE VIEW all_row AS
    SELECT r.recorded AS occurred, r.event_id, ${user} AS user_id, ${patient} AS patient_id, ${encounter} AS encounter_ref, ${kind} AS user_kind,
      r.encounter_how, ${margin} AS margin, r.server, r.feed, f.background, f.logout, f.break_glass, f.tool_no, f.activity_no, r.entity_types, r.action, ${monthClock(site, files.month)('r.recorded')} AS site_time
    FROM ${rows} r JOIN fact f ON f.key = r.facts ${joins}`);
  const schedule = await inSchedule(engine);
  await engine.run(`CREATE OR REPLACE TEMP TABLE placed AS
    SELECT r.* EXCLUDE (encounter, by_entity), coalesce(NOT e.counts, false) AS uncounted,
      CASE WHEN r.encounter <> 0 AND (NOT r.by_entity OR e.h IS NULL OR e.started IS NULL
          OR (r.occurred >= e.started - INTERVAL 24 HOUR AND (e.effective_end IS NULL OR r.occurred <= e.effective_end + INTERVAL 72 HOUR)))
        THEN r.encounter ELSE 0 END AS explicit
    FROM (SELECT occurred, event_id, ${idHash('user_id')} AS u, ${idHash('patient_id')} AS p, ${idHash('encounter_ref')} AS encounter,
        encounter_how = 'entity' AS by_entity, margin, logout, break_glass, tool_no, activity_no, date_trunc('hour', site_time) AS site_hour, ${await offShift(engine)} AS off_shift,
        ${schedule.inside} AS in_schedule
      FROM all_row r ${schedule.join} WHERE user_kind = 'clinician' AND NOT background) r
    LEFT JOIN enc e ON e.h = r.encounter`);
  await appendDays(engine);
  await appendUse(engine);
}

/** Of a user who has shifts: whether the row lies outside them by more than 30 minutes. Else NULL. */
async function offShift(engine: Engine): Promise<string> {
  const [shifts] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM on_shift');
  // Looking for shifts where there are none costs a fifth of all that is done for a row here.
  if (Number(shifts!.n) === 0) return 'CAST(NULL AS BOOLEAN)';
  return `CASE WHEN r.user_id IN (SELECT user_id FROM on_shift) THEN NOT EXISTS (FROM on_shift s WHERE s.user_id = r.user_id
    AND r.occurred >= s.started - INTERVAL 30 MINUTE AND r.occurred <= s.ended + INTERVAL 30 MINUTE) END`;
}

/** Whether the row lies in the user's scheduled time: a row's time follows it, so that an end is outside. */
async function inSchedule(engine: Engine): Promise<{ inside: string; join: string }> {
  const [times] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM scheduled_time');
  if (Number(times!.n) === 0) return { inside: 'false', join: '' };
  return {
    inside: 'coalesce(r.occurred < b.busy_until, false)',
    join: `ASOF LEFT JOIN (SELECT user_id AS whose, started AS busy_from, ended AS busy_until FROM scheduled_time) b
      ON b.whose = r.user_id AND r.occurred >= b.busy_from`,
  };
}

/** The month's rows and the margin. A row's duplicates have its instant: they are in it too. */
function allRows({ month, files, before, after }: MonthFiles): string {
  const start = `TIMESTAMP '${month}-01'`;
  const parts = [
    from(files, 'true'),
    from(before, `recorded >= ${start} - INTERVAL ${RUN_GAP} MICROSECOND`),
    from(after, `recorded <= ${start} + INTERVAL 1 MONTH + INTERVAL ${CUTOFFS[0]} SECOND`),
  ].filter((part) => part !== '');
  return `(${parts.join(' UNION ALL ')})`;
}

async function countedRows({ engine, counted }: MonthContext, all: string): Promise<string> {
  const [superseded] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM superseded');
  const unique =
    Number(superseded!.n) > 0
      ? 'ANTI JOIN superseded s ON s."file" = a.filename AND s."row" = a.file_row_number'
      : '';
  return `(SELECT a.* FROM ${all} a ${unique} WHERE ${counted})`;
}

function from(files: StoredFile[], where: string): string {
  if (files.length === 0) return '';
  const list = files.map(({ path }) => quote(path)).join(', ');
  return `SELECT * FROM read_parquet([${list}], filename = true, file_row_number = true, hive_partitioning = false) WHERE ${where}`;
}

function replaced(identity: Identity, column: string): string {
  return identity.isEmpty ? `coalesce(r.${column}, '')` : `coalesce(${column}_map.resolved, r.${column}, '')`;
}

/** Accounts that tools.yaml says are no people; compared with the id that remains. */
async function machineAccounts({ engine, tools }: MonthContext, rows: string): Promise<string[]> {
  const users = await engine.json<{ id: string }>(`SELECT DISTINCT coalesce(m.resolved, u.id) AS id
    FROM (SELECT DISTINCT user_id AS id FROM ${rows} WHERE user_kind <> 'system') u LEFT JOIN id_map m ON m.id = u.id WHERE u.id <> ''`);
  return users.map(({ id }) => id).filter((id) => tools.isNotPerson(id));
}

/** Which types of entities each tool's rows named, of anybody: only where a tool's scopes are known. */
async function appendUse(engine: Engine): Promise<void> {
  const [granted] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM current_scope_grant');
  if (Number(granted!.n) === 0) return;
  await engine.run(`INSERT INTO month_tool_use
    SELECT DISTINCT w.word, unnest(r.entity_types), r.action, CAST(r.site_time AS DATE)
    FROM all_row r JOIN word w ON w.no = r.tool_no WHERE NOT r.margin AND w.word <> ''`);
}

async function appendDays(engine: Engine): Promise<void> {
  await engine.run(`INSERT INTO month_audit_day
    SELECT server, feed, CAST(site_time AS DATE) AS site_day, user_kind, background, tool_no = 0 AS unmapped,
      tool_no IN (SELECT no FROM word WHERE word = ${quote(OWN_TOOL)}) AS own, count(*) AS "rows",
      count(*) FILTER (NOT contains(user_id, '?')), count(*) FILTER (NOT contains(patient_id, '?')), count(*) FILTER (NOT contains(encounter_ref, '?'))
    FROM all_row WHERE NOT margin GROUP BY ALL`);
}

/** For coverage: rows of this month that are not current, by feed; `repeats` are the same line read again. */
async function countDuplicates(engine: Engine, files: StoredFile[]): Promise<void> {
  await engine.run(`INSERT INTO month_duplicate_count SELECT feed, count(*), count(*) FILTER (same_row) FROM superseded
    WHERE "file" IN (${files.map(({ path }) => quote(path)).join(', ')}) GROUP BY feed`);
}
