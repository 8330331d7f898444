import type { MeasureDefinition } from '../../measures/measure.js';
import { answersDoubt } from '../answers-doubt.js';
import { type Figures, figures } from '../figures.js';
import type { RuleCell } from '../rule-cells.js';
import type { Needs } from '../rule-set.js';
import { type DisparityEstimate, disparity } from '../statistics/disparity.js';
import type { Kind } from '../statistics/paired.js';
import { tooFew } from '../too-few.js';

/** One stratum beside the reference. */
export interface Sides {
  stratum: RuleCell;
  reference: RuleCell;
}

/** What may be told of both once neither is hidden. */
export interface Compared {
  estimate: DisparityEstimate;
  stratum: Figures;
  reference: Figures;
}

/** Both in one variant of the measure; null where one of them has no such cell. */
export function compared(
  { stratum, reference }: Sides,
  { measure, variant }: { measure: MeasureDefinition; variant: string | null },
): Compared | null {
  const cells = [stratum, reference].map(({ variants }) => variants.find((cell) => cell.variant === variant));
  const [a, b] = cells;
  if (!a || !b) return null;
  const sums = { stratum: a.clusters, reference: b.clusters };
  return {
    estimate: disparity(sums, measure.kind as Kind),
    stratum: figures(a, measure),
    reference: figures(b, measure),
  };
}

/** Which of the two is too little to judge on, and why; null where there is enough of both. */
export function tooFewOf(
  found: Compared,
  { needs, measure, names }: { needs: Needs; measure: MeasureDefinition; names: [string, string] },
): string | null {
  for (const [i, side] of [found.stratum, found.reference].entries()) {
    const few = tooFew(side, needs, measure);
    if (few) return `Of ${names[i]}: ${few.charAt(0).toLowerCase()}${few.slice(1)}`;
  }
  return null;
}

/** Why the measure itself is in doubt on either side (override-rate), or null. */
export function doubtOf(
  { stratum, reference }: Sides,
  { site, units }: { site: RuleCell['variants']; units: number },
): string | null {
  if (site.length === 0) return null;
  const [a, b] = [stratum, reference].map(({ variants: own }) => answersDoubt({ own, site, units }));
  return a ?? b ?? null;
}
