import type { By, Side } from './result.js';

/**
 * Two periods of one site, measure by measure: what `mission-audit compare` prints (docs/compare.md). Everything here is
 * already suppressed and without identifiers: a formatter may print all of it.
 */

export type Conclusion =
  /** The interval excludes "no change", also when it is remembered how many measures were compared. */
  | 'changed'
  /** The interval excludes it, but among so many measures chance alone may have done that. */
  | 'may-have-changed'
  | 'no-clear-change'
  | 'cannot-tell'
  /** Of two results: not paired, so nothing is concluded. */
  | 'side-by-side';

/** One measure in one period; all null where suppressed or not there. */
export interface PeriodFigures {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  interval: [number, number] | null;
  clinicians: number | null;
  encounters: number | null;
  /** n < 30 units of the denominator. */
  small: boolean;
  suppressed: boolean;
}

/** One ISO week of site days. */
export interface WeekPoint {
  period: 'before' | 'after';
  /** As 2026-W05. */
  week: string;
  /** The days of it that lie in the period, both included. */
  from: string;
  to: string;
  /** Not all seven days lie in the period. */
  partial: boolean;
  value: number | null;
  /** Units of the denominator. */
  n: number | null;
  suppressed: boolean;
}

export interface Change {
  measure: string;
  title: string;
  unit: string;
  /** null of two results, which do not say. */
  side: Side | null;
  by: By;
  variant?: string;
  before: PeriodFigures;
  after: PeriodFigures;
  /** after − before, in the measure's unit. */
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** after ÷ before. */
  ratio: number | null;
  ratioInterval: [number, number] | null;
  /** Two-sided, of "no change". */
  p: number | null;
  /** Benjamini and Hochberg's, over all that could be told here. */
  q: number | null;
  /** Clinicians with a denominator in both periods; null where too few to say, or where nothing is paired. */
  cliniciansInBoth: number | null;
  conclusion: Conclusion;
  /** One sentence, without the measure's name. */
  says: string;
  /** Empty where the measure has no weeks: by a dimension, and where its rows have no instant. */
  weeks: WeekPoint[];
}

export interface ComparedPeriod {
  from: string | null;
  to: string | null;
  timeZone: string | null;
}

export interface Comparison {
  schema: 1;
  kind: 'comparison';
  generator: { name: 'mission-audit'; version: string };
  inputs: Record<string, string>;
  /** What no comparison of before and after can say. */
  caution: string;
  before: ComparedPeriod;
  after: ComparedPeriod;
  /** Whether the same clinicians were paired over both periods. */
  paired: boolean;
  /** How many measures (and parts) have a p: what q takes into account. */
  compared: number;
  changes: Change[];
  notices: string[];
  /** True where a site lowered minClinicians below 5. */
  internal: boolean;
}
