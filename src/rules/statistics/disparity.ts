import { type Kind, pairedChange } from './paired.js';
import type { ClusteredSum } from './paired-periods.js';

export interface DisparityEstimate {
  /** The stratum's value ÷ the reference's; null where either is 0 or has no denominator. */
  ratio: number | null;
  /** 95%, on the log scale. */
  ratioInterval: [number, number] | null;
  /** The stratum's value − the reference's, in the measure's own unit. */
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** Two-sided, of a ratio of 1. */
  p: number | null;
}

interface Compared {
  stratum: readonly ClusteredSum[];
  reference: readonly ClusteredSum[];
}

/**
 * A stratum against the reference, as ratio and as difference. The same clinicians see both, so a cluster is left out
 * of both at once, as of two periods: what one person does alike in both cancels. Throws RangeError on sums that are
 * negative or no numbers.
 */
export function disparity({ stratum, reference }: Compared, kind: Kind): DisparityEstimate {
  const { before, after, ratio, ratioInterval, difference, differenceInterval, p } = pairedChange(
    reference,
    stratum,
    kind,
  );
  const both = (before ?? 0) > 0 && (after ?? 0) > 0;
  return {
    ratio: both ? ratio : null,
    ratioInterval,
    difference,
    differenceInterval,
    p: ratioInterval === null ? null : p,
  };
}
