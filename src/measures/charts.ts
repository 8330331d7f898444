import type { Charts } from '../result.js';
import type { Engine } from '../store/engine.js';

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
  { minClinicians, timeZone }: { minClinicians: number; timeZone: string | null },
): Promise<Charts> {
  const distributions: Charts['distributions'] = [];
  for (const { measure, title, unit, of, where } of DISTRIBUTIONS) {
    const bins = await binsOf(engine, { of, where, unit });
    if (bins.length > 0) distributions.push({ measure, title, unit, bins });
  }
  return { distributions, hourOfWeek: timeZone === null ? [] : await hourOfWeek(engine, minClinicians) };
}

interface Bin {
  from: number;
  to: number;
  encounters: number;
}

/** Equal bins up to the 99th percentile, the last one open to the greatest; small ones join their neighbour. */
async function binsOf(
  engine: Engine,
  { of, where, unit }: { of: string; where: string; unit: string },
): Promise<Bin[]> {
  const [edges] = await engine.json<{ p99: number | null; most: number | null }>(
    `SELECT quantile_disc(${of}, 0.99)::DOUBLE AS p99, max(${of})::DOUBLE AS most FROM encounter_figures WHERE ${where}`,
  );
  if (!edges || edges.most === null) return [];
  const width = Math.max(niceWidth(Math.max(edges.p99 ?? 0, 1) / BINS), unit === 'minutes' ? 0.5 : 1);
  const rows = await engine.json<{ bin: string; n: string }>(
    `SELECT least(floor((${of}) / ${width}), ${BINS}) AS bin, count(*) AS n FROM encounter_figures WHERE ${where} GROUP BY 1 ORDER BY 1`,
  );
  const last = Math.max(...rows.map(({ bin }) => Number(bin)));
  const counts = new Map(rows.map(({ bin, n }) => [Number(bin), Number(n)]));
  const bins = Array.from({ length: last + 1 }, (_, index) => ({
    from: index * width,
    to: index === BINS ? Math.max(edges.most!, (index + 1) * width) : (index + 1) * width,
    encounters: counts.get(index) ?? 0,
  }));
  return merge(bins);
}

function niceWidth(raw: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((one) => one * magnitude >= raw) ?? 10;
  return step * magnitude;
}

/** Bins of 1 to 10 encounters join the next, the last of them the one before. */
function merge(bins: Bin[]): Bin[] {
  const merged: Bin[] = [];
  let open: Bin | undefined;
  for (const bin of bins) {
    open = open ? { from: open.from, to: bin.to, encounters: open.encounters + bin.encounters } : { ...bin };
    if (open.encounters > 0 && open.encounters < SMALLEST) continue;
    merged.push(open);
    open = undefined;
  }
  while (open && merged.length > 0) {
    const before: Bin = merged.pop()!;
    open = { from: before.from, to: open.to, encounters: before.encounters + open.encounters };
    if (open.encounters >= SMALLEST) {
      merged.push(open);
      open = undefined;
    }
  }
  return merged;
}

async function hourOfWeek(engine: Engine, minClinicians: number): Promise<Charts['hourOfWeek']> {
  const rows = await engine.json<{
    weekday: string;
    hour: string;
    active: string;
    clinicians: string;
    encounters: string;
  }>(`
    SELECT isodow(site_hour) AS weekday, hour(site_hour) AS hour, CAST(sum(credit_300) AS VARCHAR) AS active,
      count(DISTINCT u) AS clinicians, count(DISTINCT nullif(e, 0)) AS encounters
    FROM cell WHERE NOT own AND u <> 0 GROUP BY ALL`);
  const cells = Array.from({ length: 7 * 24 }, (_, index) => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const row = rows.find((one) => Number(one.weekday) === weekday && Number(one.hour) === hour);
    const small =
      row &&
      (Number(row.clinicians) < minClinicians ||
        (Number(row.encounters) > 0 && Number(row.encounters) < SMALLEST));
    const hours = row ? Number(row.active) / 3.6e15 : 0;
    return { weekday, hour, hours, hidden: Boolean(small) };
  });
  hideAnother(cells);
  return cells.map(({ weekday, hour, hours, hidden }) => ({
    weekday,
    hour,
    activeHours: hidden ? null : hours,
  }));
}

/** One hidden cell alone would follow from the total: the next smallest is hidden too. */
function hideAnother(cells: { hours: number; hidden: boolean }[]): void {
  if (cells.filter(({ hidden }) => hidden).length !== 1) return;
  const next = cells.filter(({ hidden, hours }) => !hidden && hours > 0).sort((a, b) => a.hours - b.hours)[0];
  if (next) next.hidden = true;
}
