/** An exact fraction; the denominator is positive. */
export interface Rational {
  n: bigint;
  d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

export function rational(n: bigint, d = 1n): Rational {
  const g = gcd(n, d) || 1n;
  return { n: n / g, d: d / g };
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function sum(all: Rational[]): Rational {
  return all.reduce(add, ZERO);
}

export function isZero(a: Rational): boolean {
  return a.n === 0n;
}

/** Rounds half up to six decimals; the value is not negative. */
export function toSixDecimals(a: Rational): number {
  const millionths = (2n * a.n * 1_000_000n + a.d) / (2n * a.d);
  return Number(millionths / 1_000_000n) + Number(millionths % 1_000_000n) / 1e6;
}

/** As a double, without losing what a quotient of large integers would lose. */
export function toNumber(a: Rational): number {
  const whole = a.n / a.d;
  return Number(whole) + Number(a.n % a.d) / Number(a.d);
}
