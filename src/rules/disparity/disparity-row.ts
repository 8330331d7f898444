import type { Disparity } from '../../result.js';
import type { Comparison, Rule } from '../rule-set.js';
import type { Compared } from './compare.js';
import type { PairCase } from './judge-pair.js';

interface Pair {
  pair: PairCase;
  /** null where hidden, or where one of the two has nothing. */
  found: Compared | null;
  q: number | null;
}

/** A disparity as it may be published. */
export function disparityRow(
  { rule, comparison }: { rule: Rule; comparison: Comparison },
  { pair, found, q }: Pair,
): Disparity {
  const value = (name: string) => name.slice(comparison.stratifier.length + 1);
  const { tool } = pair.stratum.main.by;
  const [stratum, reference] = pair.names.map(value) as [string, string];
  const about = {
    rule: rule.id,
    measure: comparison.of,
    stratifier: comparison.stratifier,
    stratum,
    reference,
    by: tool === undefined ? {} : { tool },
  };
  if (!found) return { ...about, ...NOTHING, suppressed: pair.hidden };
  const sizes = [found.stratum.denominator, found.reference.denominator] as const;
  return {
    ...about,
    ...found.estimate,
    q,
    denominator: sizes[0],
    referenceDenominator: sizes[1],
    clinicians: pair.stratum.main.clinicians,
    small: Math.min(...sizes) < 30,
    suppressed: false,
  };
}

/** `small` is true of each of them, whatever the denominator: else it would tell one bit of it. */
const NOTHING = {
  ratio: null,
  ratioInterval: null,
  difference: null,
  differenceInterval: null,
  p: null,
  q: null,
  denominator: null,
  referenceDenominator: null,
  clinicians: null,
  small: true,
};
