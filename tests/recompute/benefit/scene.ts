import type { Case } from '../cases.js';
import type { Episode } from '../episodes.js';
import type { Attributing, Event } from '../events.js';
import { currentResources, type Resolve, resolver } from '../identity.js';
import { type Read, readFiles } from '../read-files.js';
import { placedIn, type RecomputeInput } from '../recompute.js';
import type { Row } from '../table.js';
import { sortRows } from '../tables.js';
import { inPeriod, type Window } from '../windows.js';
import { readWorld, type World } from '../world.js';
import { type EntryFacts, readEntryFacts } from './entries.js';
import { extraWindows } from './extra-windows.js';
import { type Extra, readExtra } from './read-extra.js';
import { specialties } from './specialties.js';
import { readStrata, type Strata } from './strata.js';

export const EXTRA_TABLES = [
  'order_event',
  'benefit',
  'concern',
  'silent_change',
  'override_review',
] as const;
export type ExtraTable = (typeof EXTRA_TABLES)[number];

/** Everything that the measures of this folder are worked out from. */
export interface Scene {
  world: World;
  period: Window | null;
  /** Encounters of any period that count, and those of this one with their row of the table. */
  cases: Case[];
  ofPeriod: { of: Case; row: Row }[];
  events: Event[];
  /** All episodes, and those whose first firing is in the period. */
  episodes: Attributing<Episode>[];
  within: Attributing<Episode>[];
  entries: EntryFacts[];
  /** Rows inside their feeds' declared windows. */
  extra: Record<ExtraTable, Extra[]>;
  windows: Record<ExtraTable, Window | null>;
  strata: Strata;
  /** From encounter to its specialty, '' where there is none. */
  specialties: Map<string, string>;
  resolve: Resolve;
}

function readTables(read: Read, world: World, resolve: Resolve) {
  const of = { site: world.site, resolve };
  const all = Object.fromEntries(
    EXTRA_TABLES.map((table) => [table, readExtra(read, table, of)]),
  ) as Scene['extra'];
  const others = ['alert', 'ui_interval'].flatMap((table) => sortRows(read.rows, table, world.site).kept);
  return extraWindows(all, { others, world });
}

export function readScene(input: RecomputeInput): Scene {
  const whole = readWorld(input);
  // decisions.md 48: of other words it is not known what they answer.
  // Of two alike at one instant that with an instant of its own comes first.
  const answers = whole.answers
    .filter(({ response }) => ['accepted', 'overridden'].includes(response))
    .sort((a, b) => Number(a.responded === null) - Number(b.responded === null));
  const world = { ...whole, answers };
  const read = readFiles(input.files, world.site);
  const resolve = resolver(read.resources, world.site);
  const { events, cases, episodes, period, rows } = placedIn(world, input);
  return {
    world,
    period,
    cases,
    ofPeriod: rows,
    events,
    episodes,
    within: episodes.filter(({ what }) => inPeriod(what.first.shown, period, world.site)),
    entries: readEntryFacts(input.alerts),
    ...readTables(read, world, resolve),
    specialties: specialties(read, cases, { site: world.site, resolve }),
    strata: readStrata(currentResources(read.resources, 'Patient'), {
      site: world.site,
      resolve,
      rows: readExtra(read, 'patient_stratum', { site: world.site, resolve }),
    }),
    resolve,
  };
}

/** Whether a site day lies in all of these windows, of which each must be known. */
export function isCovered(day: string, windows: (Window | null)[]): boolean {
  return windows.every((window) => window !== null && window.from <= day && day <= window.to);
}
