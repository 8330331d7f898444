import { coverageOf } from '../measures/coverage.js';
import { createEvaluate } from '../measures/evaluate.js';
import type { Evaluate, MeasureDefinition } from '../measures/measure.js';
import { missingNeeds } from '../measures/missing.js';
import type { FeedWindow } from '../store/derived/windows.js';
import { day } from '../wording/days.js';
import type { CommonOptions, Days } from './options.js';
import type { Session } from './session.js';

export interface MeasuredPeriod {
  evaluate: Evaluate;
  /** Of clinician rows; null without any. */
  unmappedShare: number | null;
  /** Feeds that do not cover the whole of it. */
  notices: string[];
}

interface Asked {
  options: CommonOptions;
  definitions: readonly MeasureDefinition[];
  period: Days;
  /** What the period is called in a sentence. */
  name: string;
}

/**
 * Works out the derived tables of one period in the session's engine. They replace those of any period before, so all
 * that is wanted of it is evaluated before the next.
 */
export async function measurePeriod(
  session: Session,
  { options, definitions, period, name }: Asked,
): Promise<MeasuredPeriod> {
  const { engine, store, site } = session;
  const derived = await session.derive({ ...options, ...period });
  const missing = await missingNeeds(engine, site.timeZone);
  const { unmappedShare } = await coverageOf({ engine, store, derived, timeZone: site.timeZone });
  const evaluate = createEvaluate({ engine, definitions, missing });
  return { evaluate, unmappedShare, notices: windowNotices(derived.windows, { days: period, name }) };
}

/** Where a feed does not cover the whole of a period, its figures are of fewer days than were asked for. */
function windowNotices(
  windows: readonly FeedWindow[],
  { days, name }: { days: Days; name: string },
): string[] {
  return windows.flatMap(({ feed, from, to }) => {
    if (to < days.from || from > days.to) return [`The feed "${feed}" has nothing in ${name}.`];
    if (from <= days.from && to >= days.to) return [];
    const [first, last] = [[from, days.from].sort()[1]!, [to, days.to].sort()[0]!];
    return [`In ${name} the feed "${feed}" covers only ${day(first)} to ${day(last)}.`];
  });
}
