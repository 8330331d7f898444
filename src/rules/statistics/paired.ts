import quantile from '@stdlib/stats-base-dists-t-quantile';
import { type Estimate, effectiveClusters, estimate } from './estimate.js';
import { twoSided } from './paired-p.js';
import { type ClusteredSum, leftOut, type Pair, pairsOf } from './paired-periods.js';

/** How a figure changed from one period to another, with the same clinicians in both. */
export interface PairedChange {
  /** ΣN/ΣD of each period; null where its denominator is 0. */
  before: number | null;
  after: number | null;
  /** after − before, in the measure's unit. */
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** after ÷ before; null where before is 0. */
  ratio: number | null;
  /** null also where a value is 0: the log has no finite point there. */
  ratioInterval: [number, number] | null;
  /** Two-sided, of "no change"; on the log scale where the ratio has an interval, else of the difference. */
  p: number | null;
}

export type Kind = 'share' | 'rate' | 'mean';

/** 95% intervals that leave one cluster out of both periods at once: docs/compare.md, "How sure". */
export function pairedChange(
  before: readonly ClusteredSum[],
  after: readonly ClusteredSum[],
  kind: Kind,
): PairedChange {
  const [first, second] = [estimate(before, kind), estimate(after, kind)];
  const [was, is] = [first.value, second.value];
  if (was === null || is === null) return { ...NOTHING, before: was, after: is };
  const difference = is - was;
  const ratio = was === 0 ? null : is / was;
  const base = { before: was, after: is, difference, ratio };
  if (atEnd(was, kind) && was === is)
    return { ...NOTHING, ...base, ...ofEnds(was, first.interval, second.interval) };
  const pairs = pairsOf(withAdded(before, was, kind), withAdded(after, is, kind));
  const plain = spread(pairs, (one, other) => other - one);
  if (plain === null) return { ...NOTHING, ...base };
  const differenceInterval = around(plain, { difference, kind });
  // A replicate without any event has no log: all events were one cluster's, and the ratio is as unsure as can be.
  const logs = was > 0 && is > 0 ? spread(pairs, (one, other) => Math.log(other / one)) : null;
  return {
    ...base,
    differenceInterval,
    ratioInterval: logs && holding([Math.exp(logs.low), Math.exp(logs.high)], is / was),
    p: (logs ?? plain).p,
  };
}

/**
 * At one end in both periods there is no spread to pair: what each period's own interval allows, at its widest. Its
 * scale is the logit, which knows how little a few ones say; a plain jackknife does not.
 */
function ofEnds(
  end: number,
  before: Estimate['interval'],
  after: Estimate['interval'],
): Partial<PairedChange> {
  if (!before || !after) return {};
  const differenceInterval: [number, number] = [after[0] - before[1], after[1] - before[0]];
  if (end === 0) return { differenceInterval, p: 1 };
  const ratioInterval: [number, number] = [after[0] / before[1], after[1] / before[0]];
  return { differenceInterval, ratioInterval, p: 1 };
}

const NOTHING: PairedChange = {
  before: null,
  after: null,
  difference: null,
  differenceInterval: null,
  ratio: null,
  ratioInterval: null,
  p: null,
};

const atEnd = (value: number, kind: Kind): boolean => value === 0 || (kind === 'share' && value === 1);

/** As for one period: at 0, and of a share at 1, a cluster of its own keeps chance from looking like certainty. */
function withAdded(sums: readonly ClusteredSum[], value: number, kind: Kind): ClusteredSum[] {
  return atEnd(value, kind) ? [...sums, { cluster: undefined, numerator: 0.5, denominator: 1 }] : [...sums];
}

interface Spread {
  low: number;
  high: number;
  p: number;
}

/** Jackknife of a function of both periods' ratios; null where it has no finite spread. */
function spread(pairs: readonly Pair[], of: (before: number, after: number) => number): Spread | null {
  const f =
    Math.min(
      effectiveClusters(pairs.map(({ before }) => before)),
      effectiveClusters(pairs.map(({ after }) => after)),
    ) - 1;
  const found = leftOut(pairs);
  if (found === null || !(f > 0)) return null;
  const k = found.without.length;
  if (k < 2) return null;
  const centre = of(found.whole.before, found.whole.after);
  const squares = found.without.reduce(
    (sum, { before, after }) => sum + (of(before, after) - centre) ** 2,
    0,
  );
  if (!Number.isFinite(centre) || !Number.isFinite(squares)) return null;
  const se = Math.sqrt(((k - 1) / k) * squares);
  const reach = se === 0 ? 0 : quantile(0.975, f) * se;
  const t = centre === 0 ? 0 : centre / se;
  return { low: centre - reach, high: centre + reach, p: twoSided(t, f) };
}

function around(
  { low, high }: Spread,
  { difference, kind }: { difference: number; kind: Kind },
): [number, number] {
  const ends: [number, number] = kind === 'share' ? [Math.max(-1, low), Math.min(1, high)] : [low, high];
  return holding(ends, difference);
}

/** An added cluster moves the centre, and rounding the ends: what was found is always inside. */
const holding = ([low, high]: readonly [number, number], value: number): [number, number] => [
  Math.min(low, value),
  Math.max(high, value),
];
