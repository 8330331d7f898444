import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../fault.js';
import { measureStore } from '../../measures/measure-store.js';
import { loadMeasures } from '../../measures/registry.js';
import { audit } from '../../rules/audit.js';
import { formatFault } from '../../rules/faults.js';
import { loadRules } from '../../rules/load.js';
import { loadWaivers } from '../../rules/load-waivers.js';
import { loadAlerts } from '../../store/config/alerts.js';
import { rulesFolder } from '../../store/config/shipped.js';
import { loadSite } from '../../store/config/site.js';
import { loadTools } from '../../store/config/tools.js';
import { buildDerived } from '../../store/derived/build.js';
import { writeChartTables } from '../../store/derived/chart-tables.js';
import { scan } from '../../store/derived/current.js';
import { keptInputs } from '../../store/derived/kept-months.js';
import { Engine, removeLeftovers } from '../../store/engine.js';
import { sweep } from '../../store/layout.js';
import { isAlive } from '../../store/process.js';
import { day } from '../../wording/days.js';
import { writeLines } from './encounter-lines.js';
import type { FiguresMeta } from './meta.js';
import { peersOf } from './peers.js';

/** What figures are made from; plain data, so that another process can be told. */
export interface RefreshJob {
  store: string;
  rules?: string;
  site?: string;
  tools?: string;
  alerts?: string;
  waivers?: string;
  version: string;
  /** Folder to write (in derived/), named after all it rests on. */
  folder: string;
}

/** Older folders of figures are kept for readers that still use them. */
const KEPT = 3;

/**
 * Works out a store and writes what the chart page reads (encounter-lines.ts), `meta.json` and `result.json`, whole or not
 * at all. Months that did not change are not computed again.
 */
export async function refreshFigures(job: RefreshJob): Promise<void> {
  if (existsSync(join(job.folder, 'meta.json'))) return;
  const site = loadSite({ file: job.site });
  const tools = loadTools(job.tools);
  const alerts = loadAlerts(job.alerts);
  const definitions = loadMeasures();
  const loaded = loadRules(job.rules ?? join(rulesFolder(), 'mission.yaml'), { measures: definitions });
  if (!loaded.ok) throw new Fault('bad-rules', loaded.faults.map(formatFault).join('\n'));
  const waivers = job.waivers
    ? loadWaivers(job.waivers, { rules: loaded.rules })
    : { ok: true as const, waivers: [] };
  if (!waivers.ok) throw new Fault('bad-waivers', waivers.faults.map(formatFault).join('\n'));
  removeLeftovers();
  sweep(job.store);
  removeUnfinished(job.folder);
  const engine = await Engine.open();
  const temporary = temporaryOf(job.folder, process.pid);
  try {
    const derived = await buildDerived({
      engine,
      store: job.store,
      site,
      tools,
      alerts,
      period: {},
      keep: { inputs: keptInputs(job) },
    });
    mkdirSync(temporary, { recursive: true, mode: 0o700 });
    await writeChartTables(engine, temporary, derived.identity);
    await writeLines(engine, temporary);
    const result = await audit({
      measure: () =>
        measureStore({
          engine,
          derived,
          store: job.store,
          definitions,
          timeZone: site.timeZone,
          minClinicians: site.minClinicians,
        }),
      definitions,
      rules: loaded.rules,
      waivers: waivers.waivers,
      tools: tools.tools.map(({ id, title, category }) => ({ tool: id, title, category })),
      minClinicians: site.minClinicians,
      references: site.strata?.references,
      notices: [],
      inputs: {},
      version: job.version,
      now: new Date(),
    });
    const meta: FiguresMeta = {
      schema: 1,
      madeAt: new Date().toISOString(),
      period: derived.period,
      timeZone: site.timeZone,
      lastRow: await lastRows(engine, job.store, derived.counted),
      peers: await peersOf(engine, {
        minClinicians: site.minClinicians,
        since: derived.period ? day(derived.period.from) : null,
      }),
    };
    writeFileSync(join(temporary, 'result.json'), JSON.stringify(result), { mode: 0o600 });
    writeFileSync(join(temporary, 'meta.json'), JSON.stringify(meta), { mode: 0o600 });
    // Another server on this store may have been first, and may be reading them.
    if (!existsSync(join(job.folder, 'meta.json'))) {
      rmSync(job.folder, { recursive: true, force: true });
      renameSync(temporary, job.folder);
    }
  } finally {
    engine.close();
    rmSync(temporary, { recursive: true, force: true });
  }
  forgetOldest(job);
}

/** Where a process works until its figures are whole. */
export function temporaryOf(folder: string, pid: number): string {
  return `${folder}.${pid}.tmp`;
}

/** Folders that dead processes left unfinished. */
function removeUnfinished(folder: string): void {
  const root = join(folder, '..');
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    const pid = /^chart-[0-9a-f]+\.(\d+)\.tmp$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

/** A row dated later than this is of a wrong clock, and would make everything the EHR shows look old. */
const AHEAD_US = 3600 * 1_000_000;

/** The last row of each server's feed that counts: what the EHR shows live after it is not in the store yet. */
async function lastRows(
  engine: Engine,
  store: string,
  counted: { server: string; feed: string }[],
): Promise<FiguresMeta['lastRow']> {
  const rows: FiguresMeta['lastRow'] = {};
  if (counted.length === 0) return rows;
  const found = await engine.json<{ server: string; feed: string; at: string }>(`
    SELECT coalesce(server, '') AS server, feed, epoch_us(max(recorded))::VARCHAR AS "at"
    FROM ${scan(store, 'audit_event')} WHERE recorded <= make_timestamp(${Date.now() * 1000 + AHEAD_US}) GROUP BY ALL`);
  for (const { server, feed } of counted) {
    const row = found.find((one) => one.server === server && one.feed === feed);
    if (row) rows[server] = { at: row.at, feed };
  }
  return rows;
}

function forgetOldest({ folder }: RefreshJob): void {
  const root = join(folder, '..');
  const kept = readdirSync(root)
    .filter((name) => /^chart-[0-9a-f]+$/.test(name))
    .map((name) => join(root, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of kept.slice(KEPT)) rmSync(path, { recursive: true, force: true });
}
