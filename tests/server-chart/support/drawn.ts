import { join } from 'node:path';
import { siteClock } from '../../../src/server/chart/clock.js';
import type { Live } from '../../../src/server/chart/live.js';
import { merge } from '../../../src/server/chart/merge.js';
import { sightOf } from '../../../src/server/chart/people.js';
import { drawn } from '../../../src/server/chart/view.js';
import { FiguresReader } from '../../../src/server/figures/reader.js';
import { type RefreshJob, refreshFigures } from '../../../src/server/figures/refresh.js';
import { loadTools, type ToolMap } from '../../../src/store/config/tools.js';

const NOT_ASKED = { ok: false as const, why: 'the EHR was not asked' };
const LIVE: Live = {
  patient: NOT_ASKED,
  encounter: NOT_ASKED,
  encounters: NOT_ASKED,
  events: NOT_ASKED,
  hazards: NOT_ASKED,
};

/** The figures of a store, worked out in this process. */
export async function figuresOf(
  job: Omit<RefreshJob, 'folder' | 'version'>,
  name = 'chart-test',
): Promise<FiguresReader> {
  const folder = join(job.store, 'derived', name);
  await refreshFigures({ ...job, version: 'test', folder });
  return FiguresReader.open(folder);
}

/** What the page of one person draws of one encounter from the store alone. */
export async function viewOf(
  reader: FiguresReader,
  {
    encounter: id,
    me,
    tools: file,
    server = 'main',
  }: { encounter: string; me: string | null; tools: string; server?: string },
) {
  const stored = await reader.encounter(id);
  const tools = toolsOf(file);
  const merged = merge({
    stored,
    meta: reader.meta,
    server,
    live: LIVE.events,
    tools,
    ownName: 'mission-audit',
    started: stored.encounter?.started ?? null,
  });
  const sight = sightOf(me, { merged, stored });
  const view = drawn({
    session: 's',
    me,
    reader,
    stored,
    live: LIVE,
    merged,
    sight,
    encounter: stored.encounter,
    chosenHow: null,
    choices: [],
    tools,
    clock: siteClock('America/New_York'),
    now: Date.parse('2026-06-01T00:00:00Z') * 1000,
  });
  return { view, stored, sight };
}

const read = new Map<string, ToolMap>();

/** Read once: what is drawn of a thousand encounters has the same tools. */
function toolsOf(file: string): ToolMap {
  const tools = read.get(file) ?? loadTools(file);
  read.set(file, tools);
  return tools;
}
