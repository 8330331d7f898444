import type { Charts } from '../result.js';
import { type Engine, quote } from '../store/engine.js';

/** Site days, both included. */
interface Period {
  from: string;
  to: string;
}

/** Fewer encounters than this are not shown (measures: "Publishing figures about people"). */
const SMALLEST = 11;
const BINS = 24;

const DISTRIBUTIONS = [
  {
    measure: 'interactions-per-encounter',
    title: 'Interactions per encounter',
    unit: 'interactions',
    of: 'interactions',
    where: 'in_audit',
  },
  {
    measure: 'ehr-time-per-encounter',
    title: 'Active EHR time per encounter',
    unit: 'minutes',
    of: 'CAST(active_ps_300 AS DOUBLE) / 60e12',
    where: 'in_audit',
  },
  {
    measure: 'clicks-per-encounter',
    title: 'Clicks per encounter',
    unit: 'clicks',
    of: 'clicks',
    where: 'in_telemetry AND clicks IS NOT NULL',
  },
  {
    measure: 'alerts-per-encounter',
    title: 'Alerts per encounter',
    unit: 'alerts',
    of: 'alerts',
    where: 'in_alerts',
  },
];

/** What the report draws, binned, with small cells merged or hidden. */
export async function chartsOf(
  engine: Engine,
  {
    minClinicians,
    timeZone,
    period,
  }: { minClinicians: number; timeZone: string | null; period: Period | null },
): Promise<Charts> {
  const distributions: Charts['distributions'] = [];
  for (const { measure, title, unit, of, where } of DISTRIBUTIONS) {
    const bins = await binsOf(engine, { of, where, unit, minClinicians });
    if (bins.length > 0) distributions.push({ measure, title, unit, bins });
  }
  return {
    distributions,
    hourOfWeek:
      timeZone === null || period === null ? [] : await hourOfWeek(engine, { minClinicians, period }),
  };
}

interface Bin {
  from: number;
  to: number;
  encounters: number;
  /** Who was responsible for them. */
  clinicians: string[];
}

/** Equal bins up to the 99th percentile, the last one open to the greatest; small ones join their neighbour. */
async function binsOf(
  engine: Engine,
  { of, where, unit, minClinicians }: { of: string; where: string; unit: string; minClinicians: number },
): Promise<Omit<Bin, 'clinicians'>[]> {
  const [edges] = await engine.json<{ p99: number | null; most: number | null }>(
    `SELECT quantile_disc(${of}, 0.99)::DOUBLE AS p99, max(${of})::DOUBLE AS most FROM encounter_figures WHERE ${where}`,
  );
  if (!edges || edges.most === null) return [];
  const width = Math.max(niceWidth(Math.max(edges.p99 ?? 0, 1) / BINS), unit === 'minutes' ? 0.5 : 1);
  const rows = await engine.json<{ bin: string; n: string; clusters: string[] }>(
    `SELECT least(floor((${of}) / ${width}), ${BINS}) AS bin, count(*) AS n, list(DISTINCT cluster_id) FILTER (cluster_id <> '') AS clusters
    FROM encounter_figures WHERE ${where} GROUP BY 1 ORDER BY 1`,
  );
  const last = Math.max(...rows.map(({ bin }) => Number(bin)));
  const found = new Map(rows.map((row) => [Number(row.bin), row]));
  const bins = Array.from({ length: last + 1 }, (_, index) => ({
    from: index * width,
    // Rounded up: the greatest is one encounter's own.
    to: index === BINS ? Math.ceil((edges.most! + 1e-9) / width) * width : (index + 1) * width,
    encounters: Number(found.get(index)?.n ?? 0),
    clinicians: found.get(index)?.clusters ?? [],
  }));
  return merge(bins, minClinicians).map(({ clinicians: _, ...bin }) => bin);
}

function niceWidth(raw: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((one) => one * magnitude >= raw) ?? 10;
  return step * magnitude;
}

/** Bins of 1 to 10 encounters, or of too few clinicians, join the next, the last of them the one before. */
function merge(bins: Bin[], minClinicians: number): Bin[] {
  const isSmall = ({ encounters, clinicians }: Bin) =>
    encounters > 0 && (encounters < SMALLEST || clinicians.length < minClinicians);
  const merged: Bin[] = [];
  let open: Bin | undefined;
  for (const bin of bins) {
    open = open ? together(open, bin) : bin;
    if (isSmall(open)) continue;
    merged.push(open);
    open = undefined;
  }
  while (open && merged.length > 0) {
    open = together(merged.pop()!, open);
    if (!isSmall(open)) {
      merged.push(open);
      open = undefined;
    }
  }
  return merged;
}

const together = (one: Bin, next: Bin): Bin => ({
  from: one.from,
  to: next.to,
  encounters: one.encounters + next.encounters,
  clinicians: [...new Set([...one.clinicians, ...next.clinicians])],
});

async function hourOfWeek(
  engine: Engine,
  { minClinicians, period }: { minClinicians: number; period: Period },
): Promise<Charts['hourOfWeek']> {
  const rows = await engine.json<{
    weekday: string;
    hour: string;
    active: string;
    clinicians: string[];
    encounters: string;
  }>(`
    SELECT isodow(site_hour) AS weekday, hour(site_hour) AS hour, CAST(sum(credit_300) AS VARCHAR) AS active,
      list(DISTINCT CAST(u AS VARCHAR)) AS clinicians, count(DISTINCT nullif(e, 0)) AS encounters
    FROM cell WHERE NOT own AND u <> 0 AND CAST(site_hour AS DATE) BETWEEN DATE ${quote(period.from)} AND DATE ${quote(period.to)}
    GROUP BY ALL`);
  const cells = Array.from({ length: 7 * 24 }, (_, index): Hour => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const row = rows.find((one) => Number(one.weekday) === weekday && Number(one.hour) === hour);
    const small =
      row &&
      (row.clinicians.length < minClinicians ||
        (Number(row.encounters) > 0 && Number(row.encounters) < SMALLEST));
    const hours = row ? Number(row.active) / 3.6e15 : 0;
    return { weekday, hour, hours, clinicians: row?.clinicians ?? [], hidden: Boolean(small) };
  });
  hideOthers(cells, minClinicians);
  return cells.map(({ weekday, hour, hours, hidden }) => ({
    weekday,
    hour,
    activeHours: hidden ? null : hours,
  }));
}

/** What is hidden must not follow from the total: several cells of enough people together, else the next smallest too. */
function hideOthers(cells: Hour[], minClinicians: number): void {
  const hidden = cells.filter((cell) => cell.hidden);
  const shown = cells.filter((cell) => !cell.hidden && cell.hours > 0).sort((a, b) => b.hours - a.hours);
  const givesAway = () =>
    hidden.length > 0 &&
    (hidden.length < 2 || new Set(hidden.flatMap(({ clinicians }) => clinicians)).size < minClinicians);
  while (givesAway() && shown.length > 0) {
    const next = shown.pop()!;
    next.hidden = true;
    hidden.push(next);
  }
}

interface Hour {
  weekday: number;
  hour: number;
  hours: number;
  clinicians: string[];
  hidden: boolean;
}
