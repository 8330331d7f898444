import type { Charts } from '../result.js';
import type { Engine } from '../store/engine.js';
import { SMALLEST } from './smallest.js';

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

/** How the figures of encounters lie, binned, with small bins merged or left out. */
export async function distributionsOf(
  engine: Engine,
  minClinicians: number,
): Promise<Charts['distributions']> {
  const distributions: Charts['distributions'] = [];
  for (const { measure, title, unit, of, where } of DISTRIBUTIONS) {
    const bins = await binsOf(engine, { of, where, unit, minClinicians });
    if (bins.length > 0) distributions.push({ measure, title, unit, bins });
  }
  return distributions;
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
