import type { MeasureCell } from '../../measures/measure.js';
import type { Finding, Reason } from '../../result.js';
import { type Figures, figures } from '../figures.js';
import type { CellCase, CellVerdict } from '../judge-cell.js';
import { tooFew } from '../too-few.js';
import { type Verdict, verdict } from '../verdict.js';
import { NO_BASELINE, SUPPRESSED, UNMAPPED } from '../why.js';
import { changeOf } from './change-of.js';
import type { Earlier } from './earlier.js';
import * as why from './why-change.js';

interface ChangeCase extends CellCase {
  earlier: Earlier | null;
  times: number;
}

/** A cell against the same cell of an earlier period: the 95% interval of the ratio decides, as any interval does. */
export function judgeChange(given: ChangeCase): CellVerdict {
  const { rule, definition, cell, earlier, times } = given;
  const found = figures(cell, definition);
  const unable = (reason: Reason, sentence: string, more: Partial<CellVerdict> = {}): CellVerdict => ({
    status: 'insufficient-data',
    reason,
    why: sentence,
    figures: found,
    ...more,
  });
  if (!earlier) return unable('missing-table', NO_BASELINE);
  if (earlier.hidden) return unable('suppressed', why.earlier(SUPPRESSED, earlier), { figures: null });
  if (given.unmapped) return unable('unmapped', UNMAPPED);
  if (given.earlierUnmapped) return unable('unmapped', why.earlier(UNMAPPED, earlier));
  if (given.doubt) return unable('definition-dependent', given.doubt);
  if (earlier.doubt) return unable('definition-dependent', why.earlier(earlier.doubt, earlier));
  const few = tooFew(found, rule.needs, definition);
  if (few) return unable('too-few', few);
  const was = figures(earlier.cell, definition);
  const fewBefore = tooFew(was, rule.needs, definition);
  if (fewBefore) return unable('too-few', why.earlier(fewBefore, earlier));

  const change = definition.kind === 'concentration' ? null : changeOf(earlier.cell, cell, definition.kind);
  const baseline = baselineOf(earlier, was, change);
  if (!change?.ratioInterval) return unable('too-few', why.NO_RATIO, { baseline });
  const said = {
    now: found.value!,
    baseline: { ...baseline, value: was.value!, ratio: change.ratio! },
    definition,
    times,
  };
  const sure = { ...said, interval: change.ratioInterval };
  const threshold = { 'at-most': times };
  const main = verdict(change.ratioInterval, threshold);
  if (main === 'across') return unable('too-close', why.tooClose(sure), { baseline });
  for (const { variant, cell: other } of given.mustAgree) {
    const before = earlier.variants.find((one) => one.variant === variant) ?? null;
    const its = variantVerdict(before, other, given);
    if (its === null) return unable('too-few', why.variantTooFew(sure, variant), { baseline });
    if (its !== main) return unable('definition-dependent', why.variantsDiffer(sure, variant), { baseline });
  }
  return main === 'past'
    ? { status: given.severity, reason: null, why: why.past(sure), figures: found, baseline }
    : { status: 'pass', reason: null, why: why.within(sure), figures: found, baseline };
}

function baselineOf(
  { from, to }: Earlier,
  { value }: Figures,
  change: ReturnType<typeof changeOf> | null,
): NonNullable<Finding['baseline']> {
  return { from, to, value, ratio: change?.ratio ?? null, interval: change?.ratioInterval ?? null };
}

/** null of a variant that is not there in both periods, or with too little in one of them. */
function variantVerdict(
  before: MeasureCell | null,
  after: MeasureCell | null,
  { rule, definition, times }: ChangeCase,
): Verdict | null {
  if (!before || !after || definition.kind === 'concentration') return null;
  if ([before, after].some((cell) => tooFew(figures(cell, definition), rule.needs, definition))) return null;
  const { ratioInterval } = changeOf(before, after, definition.kind);
  return ratioInterval && verdict(ratioInterval, { 'at-most': times });
}
