import type { Peers } from '../../chart-view.js';
import { SMALLEST } from '../../measures/smallest.js';
import type { Engine } from '../../store/engine.js';
import { type FiguresMeta, kindKey, kindWords } from './meta.js';

/** Fewer encounters than this say nothing of what is usual; fewer clinicians would show one of them. */
const FEWEST = 30;
const BINS = 12;

/** What is compared, as SQL over encounter_figures (design: "Per encounter") and `inside_visit`. */
const FIGURES: Record<string, { value: string; where: string }> = {
  clicks: { value: 'clicks', where: 'in_telemetry AND clicks IS NOT NULL' },
  'logged-actions': { value: 'logged_actions', where: 'in_audit' },
  'ehr-time': { value: 'CAST(active_ps_300 AS DOUBLE) / 60e12', where: 'in_audit' },
  'undivided-attention': { value: 'undivided', where: 'in_audit AND undivided IS NOT NULL' },
  alerts: { value: 'alerts', where: 'in_alerts' },
  tools: { value: 'tools', where: 'in_audit' },
};

/** How much of a visit was not spent in the EHR, as SQL; NULL where the visit has no length or people's times overlap. */
const UNDIVIDED = `CASE WHEN ended > started AND epoch_us(ended) - epoch_us(started) >= inside / 1e6
  THEN 1 - inside / 1e6 / (epoch_us(ended) - epoch_us(started)) END`;

/** Distributions of every figure for each kind of encounter, as they may be shown. */
export async function peersOf(
  engine: Engine,
  { minClinicians, since }: { minClinicians: number; since: string | null },
): Promise<FiguresMeta['peers']> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE peer AS
    SELECT *, ${UNDIVIDED} AS undivided FROM (
      SELECT f.*, coalesce(m.inside, 0) AS inside FROM encounter_figures f
        LEFT JOIN (SELECT encounter_id, sum(credit) AS inside FROM minute WHERE inside GROUP BY 1) m ON m.encounter_id = f.encounter_id)`);
  const kinds = await engine.json<{ class: string; virtual: boolean }>(
    'SELECT DISTINCT class, "virtual" FROM peer WHERE was_read ORDER BY ALL',
  );
  const peers: FiguresMeta['peers'] = {};
  for (const kind of kinds) {
    const own: Record<string, Peers> = {};
    for (const [id, { value, where }] of Object.entries(FIGURES)) {
      const same = `class = '${kind.class.replaceAll("'", "''")}' AND "virtual" = ${kind.virtual} AND was_read AND ${where}`;
      const found = await distribution(engine, {
        value,
        where: same,
        minClinicians,
        share: id === 'undivided-attention',
      });
      if (found) own[id] = { of: `${kindWords(kind)}s here${since ? ` since ${since}` : ''}`, ...found };
    }
    peers[kindKey(kind)] = own;
  }
  return peers;
}

interface Asked {
  value: string;
  where: string;
  minClinicians: number;
  share: boolean;
}

async function distribution(
  engine: Engine,
  { value, where, minClinicians, share }: Asked,
): Promise<Omit<Peers, 'of'> | null> {
  const [all] = await engine.json<{
    n: string;
    clinicians: string;
    median: number;
    p98: number;
    most: number;
  }>(`
    SELECT count(*) AS n, count(DISTINCT nullif(cluster_id, '')) AS clinicians, median(${value})::DOUBLE AS median,
      quantile_disc(${value}, 0.98)::DOUBLE AS p98, max(${value})::DOUBLE AS most FROM peer WHERE ${where}`);
  if (!all || Number(all.n) < FEWEST || Number(all.clinicians) < minClinicians) return null;
  const width = share ? 1 / BINS : Math.max(nice(Math.max(all.p98, 1) / BINS), 1);
  const rows = await engine.json<{ bin: string; n: string }>(
    `SELECT least(floor((${value}) / ${width}), ${BINS - 1}) AS bin, count(*) AS n FROM peer WHERE ${where} GROUP BY 1`,
  );
  const counts = new Map(rows.map(({ bin, n }) => [Number(bin), Number(n)]));
  const last = share ? BINS - 1 : Math.max(...counts.keys());
  const bins = Array.from({ length: last + 1 }, (_, index) => ({
    from: index * width,
    // The last one is open to the greatest, which is one encounter's own and so is told in round numbers only.
    to: index === BINS - 1 && !share ? Math.max(nice(all.most), (index + 1) * width) : (index + 1) * width,
    count: counts.get(index) ?? 0,
  }));
  return { n: Number(all.n), median: all.median, bins: suppressed(bins) };
}

/** One hidden cell alone would follow from the total: the next smallest is hidden too. */
function suppressed(bins: { from: number; to: number; count: number }[]): Peers['bins'] {
  const hidden = new Set(bins.filter(({ count }) => count > 0 && count < SMALLEST));
  if (hidden.size === 1) {
    const next = bins.filter((bin) => bin.count > 0 && !hidden.has(bin)).sort((a, b) => a.count - b.count)[0];
    if (next) hidden.add(next);
  }
  return bins.map((bin) => ({ from: bin.from, to: bin.to, count: hidden.has(bin) ? null : bin.count }));
}

function nice(raw: number): number {
  if (raw <= 0) return 0;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 5, 10].find((one) => one * magnitude >= raw) ?? 10) * magnitude;
}
