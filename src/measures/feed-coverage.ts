import type { FeedCoverage } from '../result.js';
import type { Derived } from '../store/derived/build.js';
import { scan } from '../store/derived/current.js';
import type { Engine } from '../store/engine.js';
import type { readQuarantine } from '../store/quarantine.js';
import { TABLES } from '../store/tables.js';

interface FeedsInput {
  engine: Engine;
  store: string;
  derived: Derived;
}

type Quarantine = ReturnType<typeof readQuarantine>;

/** What became of the rows of each feed, and the days it covers. */
export async function feedCounts(
  { engine, store, derived }: FeedsInput,
  quarantine: Quarantine,
): Promise<FeedCoverage[]> {
  const counts = new Map<string, { read: number; kept: number }>();
  const add = (feed: string, read: number, kept: number) => {
    const before = counts.get(feed) ?? { read: 0, kept: 0 };
    counts.set(feed, { read: before.read + read, kept: before.kept + kept });
  };
  const audit = await engine.json<{ feed: string; n: string; duplicates: string; repeats: string }>(`
    SELECT a.feed, a.n, coalesce(d.duplicates, 0) AS duplicates, coalesce(d.repeats, 0) AS repeats
    FROM (SELECT feed, count(*) AS n FROM ${scan(store, 'audit_event')} GROUP BY feed) a
    LEFT JOIN (SELECT feed, sum(duplicates) AS duplicates, sum(repeats) AS repeats FROM duplicate_count GROUP BY feed) d ON d.feed = a.feed`);
  for (const { feed, n, duplicates, repeats } of audit)
    add(feed, Number(n) - Number(repeats), Number(n) - Number(duplicates));
  for (const row of await delimitedCounts(engine, store)) add(row.feed, Number(row.read), Number(row.kept));
  for (const { feed } of quarantine) add(feed, 0, 0);
  const silences = await silencesOf(engine);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feed, { read, kept }]) => {
      const own = quarantine.filter((entry) => entry.feed === feed);
      const window = derived.windows.find((one) => one.feed === feed);
      return {
        feed,
        read: read + own.filter(({ table }) => table !== '').length,
        kept,
        duplicates: read - kept,
        quarantined: own.reduce((total, { rows = 1 }) => total + rows, 0),
        from: window?.from ?? null,
        to: window?.to ?? null,
        counted: !audit.some((one) => one.feed === feed) || derived.counted.some((one) => one.feed === feed),
        silences: silences.filter((one) => one.feed === feed).map(({ from, to }) => ({ from, to })),
      };
    });
}

/** Rows of delimited files by feed: a row of the file is counted once, whatever tables it filled. */
async function delimitedCounts(engine: Engine, store: string) {
  const only = [...TABLES.keys()].filter(
    (name) => name !== 'audit_event' && name !== 'resource' && name !== 'identity',
  );
  const owners: Record<string, string> = {
    encounter: 'encounter_id',
    participation: 'encounter_id',
    appointment: 'appointment_id',
    practitioner_role: 'owner',
    patient_stratum: 'patient_id',
    order_event: 'order_id',
    benefit: 'benefit_id',
  };
  const apart = (name: string) =>
    owners[name] ? `WHERE "${owners[name]}" NOT IN (SELECT reference FROM current_resource)` : '';
  const every = (from: (name: string) => string) =>
    only.map((name) => `SELECT feed, source FROM ${from(name)} ${apart(name)}`).join(' UNION ALL ');
  return engine.json<{ feed: string; read: string; kept: string }>(`
    SELECT r.feed, r.n AS "read", coalesce(k.n, 0) AS kept
    FROM (SELECT feed, count(DISTINCT source) AS n FROM (${every((name) => scan(store, name))}) GROUP BY feed) r
    LEFT JOIN (SELECT feed, count(DISTINCT source) AS n FROM (${every((name) => `current_${name}`)}) GROUP BY feed) k ON k.feed = r.feed`);
}

/** Silences of more than 7 days between the rows of an audit feed. */
async function silencesOf(engine: Engine) {
  return engine.json<{ feed: string; from: string; to: string }>(`
    SELECT feed, CAST(site_day + 1 AS VARCHAR) AS "from", CAST(next - 1 AS VARCHAR) AS "to" FROM (
      SELECT feed, site_day, lead(site_day) OVER (PARTITION BY feed ORDER BY site_day) AS next
      FROM (SELECT DISTINCT feed, site_day FROM audit_day))
    WHERE next - site_day > 8 ORDER BY feed, site_day`);
}
