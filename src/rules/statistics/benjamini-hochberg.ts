/**
 * Benjamini and Hochberg's q of each p, in the order given: the smallest share of false discoveries at which it would
 * still be one. q of the i-th smallest of m is the least of m·p/j over all j ≥ i (J R Stat Soc B 1995; 57:289–300).
 * Throws RangeError on what is no probability.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new RangeError('A p is not between 0 and 1');
  const descending = ps.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p);
  const qs = new Array<number>(ps.length);
  let least = 1;
  for (const [i, { p, at }] of descending.entries()) {
    least = Math.min(least, (ps.length * p) / (ps.length - i));
    qs[at] = least;
  }
  return qs;
}
