/** A second, naive reading of the measure catalogue, written for obviousness and without the product's code, so that both
 * can be compared cell by cell. */
import { alertMeasures } from './alert-measures.js';
import { type Case, casesOf } from './cases.js';
import { type Coverage, coverageOf } from './coverage.js';
import { encounterMeasures } from './encounter-measures.js';
import { attributedEpisodes, attributedIntervals, eventsOf } from './events.js';
import type { Measures } from './measurement.js';
import type { InputFile } from './read-files.js';
import { type Row, tableRow } from './table.js';
import { timeMeasures } from './time-measures.js';
import { hull, inPeriod, type Window } from './windows.js';
import { readWorld, type World } from './world.js';

export type { Coverage, InputFile, Measures, Row };

export interface RecomputeInput {
  files: InputFile[];
  site: string | null;
  tools: string | null;
  alerts: string | null;
  from?: string;
  to?: string;
}

export interface Recomputed {
  period: Window | null;
  encounters: Row[];
  coverage: Coverage;
  measures: Measures;
}

/** "`--from`/`--to` are site days, both included; without them the window of the audit feed (of the alert feed where there
 * is none)." */
function periodOf({ from, to }: RecomputeInput, world: World): Window | null {
  const counted = [...world.burdenFeeds.values()].flatMap((key) => world.auditWindows.get(key) ?? []);
  const given = hull(counted) ?? world.alertWindow;
  if (given === null && !(from && to)) return null;
  return { from: from ?? given!.from, to: to ?? given!.to };
}

/** What happened, put in its place: the encounters of the period with their rows, and all episodes. */
export function placedIn(world: World, input: RecomputeInput) {
  const events = eventsOf(world);
  const cases = casesOf(world, events);
  const withRow = new Set(cases.map(({ id }) => id));
  const intervals = attributedIntervals(world, withRow);
  const episodes = attributedEpisodes(world, withRow);
  const period = periodOf(input, world);
  // "An encounter belongs to the period in which it started, and all its rows count, also later ones."
  const rows = cases
    .filter(({ begins }) => inPeriod(begins, period, world.site))
    .map((of: Case) => ({ of, row: tableRow(of, intervals, episodes, world) }));
  return { events, cases, episodes, period, rows };
}

export function recompute(input: RecomputeInput): Recomputed {
  const world = readWorld(input);
  const { events, episodes, period, rows } = placedIn(world, input);
  const within = events.filter(({ row, isOwn }) => !isOwn && inPeriod(row.recorded, period, world.site));
  const all = episodes.map(({ what }) => what);
  return {
    period,
    encounters: rows.map(({ row }) => row),
    coverage: coverageOf(world, events, { period, encounters: rows.length }),
    measures: {
      ...encounterMeasures(rows),
      ...timeMeasures(within, world.site.timeZone),
      ...alertMeasures(world, {
        all,
        episodes: all.filter(({ first }) => inPeriod(first.shown, period, world.site)),
        events: within,
      }),
    },
  };
}
