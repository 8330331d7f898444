import betainc from '@stdlib/math-base-special-betainc';

/** Two-sided p of Student's t with f degrees of freedom: the regularised incomplete beta function at f/(f + t²). */
export function twoSided(t: number, f: number): number {
  if (!(f > 0) || Number.isNaN(t))
    throw new RangeError('Student’s t needs a number and positive degrees of freedom');
  return Number.isFinite(t) ? betainc(f / (f + t * t), f / 2, 0.5) : 0;
}
