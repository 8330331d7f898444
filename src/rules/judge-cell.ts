import type { MeasureCell, MeasureDefinition } from '../measures/measure.js';
import type { Finding, Reason, Status, Threshold } from '../result.js';
import { isTimesBaseline } from './change/baseline.js';
import type { Earlier } from './change/earlier.js';
import { judgeChange } from './change/judge-change.js';
import { type Figures, figures } from './figures.js';
import type { Needs, Rule } from './rule-set.js';
import { tooFew } from './too-few.js';
import { type PlainThreshold, type Verdict, verdict } from './verdict.js';
import * as why from './why.js';

/** One cell under one rule, with all that was found out beforehand. */
export interface CellCase {
  rule: Rule;
  definition: MeasureDefinition;
  threshold: Threshold;
  severity: 'fail' | 'warn';
  cell: MeasureCell;
  /** The same cell under the variants that must agree; null where one gave no such cell. */
  mustAgree: { variant: string; cell: MeasureCell | null }[];
  hidden: boolean;
  /** Per-tool verdicts cannot be trusted while too much is unmapped. */
  unmapped: boolean;
  /** Why the definition itself is in doubt here, or null. */
  doubt: string | null;
  /** The same cell of the baseline period; null without a baseline. */
  earlier: Earlier | null;
  earlierUnmapped: boolean;
}

export interface CellVerdict {
  status: Status;
  reason: Reason | null;
  why: string;
  /** null where hidden. */
  figures: Figures | null;
  /** What it was judged against, where that was an earlier period. */
  baseline?: Finding['baseline'];
}

/** The statuses of design.md, in the order in which they exclude each other. */
export function judgeCell(given: CellCase): CellVerdict {
  const { rule, definition, threshold, cell } = given;
  if (given.hidden) return { ...cannotTell('suppressed', why.SUPPRESSED), figures: null };
  const found = figures(cell, definition);
  const unable = (reason: Reason, sentence: string): CellVerdict => ({
    ...cannotTell(reason, sentence),
    figures: found,
  });
  if (isTimesBaseline(threshold)) return judgeChange({ ...given, times: threshold['at-most'].times });
  if (given.unmapped) return unable('unmapped', why.UNMAPPED);
  if (given.doubt) return unable('definition-dependent', given.doubt);
  const few = tooFew(found, rule.needs, definition);
  if (few) return unable('too-few', few);

  const sure = { found: found as Certain, threshold, definition };
  const main = verdict(sure.found.interval, threshold);
  if (main === 'across') return unable('too-close', why.tooClose(sure));
  const variants = given.mustAgree.map(({ variant, cell }) => ({
    variant,
    verdict: verdictOf(cell, definition, { rule, threshold }),
  }));
  const other = variants.find(({ verdict }) => verdict !== null && verdict !== main);
  if (other) return unable('definition-dependent', why.variantsDiffer(sure, other.variant));
  const thin = variants.find(({ verdict }) => verdict === null);
  if (thin) return unable('too-few', why.variantTooFew(sure, thin.variant));
  if (main === 'past') return { status: given.severity, reason: null, why: why.past(sure), figures: found };
  if (rule.side === 'benefit' && !((found.numerator ?? sure.found.value) > 0))
    return unable('too-close', why.NO_BENEFIT_SEEN);
  return { status: 'pass', reason: null, why: why.within(sure), figures: found };
}

/** Figures that are enough to judge. */
export type Certain = Figures & { value: number; interval: [number, number] };

const cannotTell = (reason: Reason, sentence: string) => ({
  status: 'insufficient-data' as const,
  reason,
  why: sentence,
});

/** null of a variant without a cell, or with too little in it. */
function verdictOf(
  cell: MeasureCell | null,
  definition: MeasureDefinition,
  { rule, threshold }: { rule: { needs: Needs }; threshold: PlainThreshold },
): Verdict | null {
  if (!cell) return null;
  const found = figures(cell, definition);
  return tooFew(found, rule.needs, definition) ? null : verdict((found as Certain).interval, threshold);
}
