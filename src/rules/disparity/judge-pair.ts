import type { Reason, Status } from '../../result.js';
import type { Needs } from '../rule-set.js';
import { isPlain, type Verdict, verdict } from '../verdict.js';
import { SUPPRESSED, UNMAPPED } from '../why.js';
import { type Compared, compared, doubtOf, type Sides, tooFewOf } from './compare.js';
import * as why from './why-disparity.js';

/** One stratum under one rule, with all that was found out beforehand. */
export interface PairCase extends Sides, Pick<why.Told, 'threshold' | 'measure' | 'definition'> {
  names: [stratum: string, reference: string];
  severity: 'fail' | 'warn';
  needs: Needs;
  hidden: boolean;
  unmapped: boolean;
  /** The whole site's variants, of a measure that is counted over answered alerts and over all. */
  site: Parameters<typeof doubtOf>[1]['site'];
}

export interface Unjudged {
  status: Extract<Status, 'insufficient-data'>;
  reason: Reason;
  why: string;
  /** null where hidden. */
  found: Compared | null;
}

/** A pair of which there is enough to judge: its p is one of the rule's family. */
export interface Judgeable {
  found: Compared;
  p: number;
  told: why.Told;
}

/** Whether a pair can be judged at all, before the strata are looked at together. */
export function weigh(given: PairCase): Unjudged | Judgeable {
  const { measure, definition, threshold, names } = given;
  const cannot = (reason: Reason, sentence: string, found: Compared | null): Unjudged => ({
    status: 'insufficient-data',
    reason,
    why: sentence,
    found,
  });
  if (given.hidden) return cannot('suppressed', SUPPRESSED, null);
  const found = compared(given, { measure, variant: measure.variants[0] ?? null });
  if (!found) return cannot('too-few', 'Nothing was found that this could be measured on.', null);
  const told = { found, stratum: names[0], reference: names[1], threshold, measure, definition };
  const unable = (reason: Reason, sentence: string) => cannot(reason, why.unable(told, sentence), found);
  if (given.unmapped) return unable('unmapped', UNMAPPED);
  const doubt = doubtOf(given, { site: given.site, units: given.needs.units });
  if (doubt) return unable('definition-dependent', doubt);
  const few = tooFewOf(found, given);
  if (few) return unable('too-few', few);
  const { ratio, ratioInterval, p } = found.estimate;
  if (ratio === null) return unable('too-few', why.NOTHING_COUNTED);
  if (ratioInterval === null || p === null) return unable('too-few', why.NO_INTERVAL);
  return { found, p, told };
}

/** The greatest q at which what lies outside the margin is no longer put down to chance. */
const MOST = 0.05;

export interface PairVerdict {
  status: Status;
  reason: Reason | null;
  why: string;
}

/** By the margin, and outside it by q too: significant and tiny is a pass, large and doubtful no verdict. */
export function decide(given: PairCase, { told }: Judgeable, q: number): PairVerdict {
  const main = verdictOf(told.found, given);
  const unable = (reason: Reason, sentence: string): PairVerdict => ({
    status: 'insufficient-data',
    reason,
    why: sentence,
  });
  if (main === null || main === 'across') return unable('too-close', why.tooClose(told));
  if (main === 'past' && q > MOST) return unable('too-close', why.maybeChance(told, q));
  const variants = given.measure.mustAgree.map((variant) => {
    const found = compared(given, { measure: given.measure, variant });
    const few = found === null || tooFewOf(found, given) !== null;
    return { variant, verdict: few ? null : verdictOf(found, given) };
  });
  const other = variants.find(({ verdict }) => verdict !== null && verdict !== main);
  if (other) return unable('definition-dependent', why.variantDiffers(told, other.variant));
  const thin = variants.find(({ verdict }) => verdict === null);
  if (thin) return unable('too-few', why.variantTooFew(told, thin.variant));
  return main === 'past'
    ? { status: given.severity, reason: null, why: why.past(told, q) }
    : { status: 'pass', reason: null, why: why.within(told) };
}

function verdictOf({ estimate }: Compared, { threshold }: PairCase): Verdict | null {
  const { ratioInterval } = estimate;
  return ratioInterval && isPlain(threshold) ? verdict(ratioInterval, threshold) : null;
}
