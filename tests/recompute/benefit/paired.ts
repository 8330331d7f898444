import betainc from '@stdlib/math-base-special-betainc';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { estimate, type Family } from '../interval.js';
import { sum, toNumber } from '../rational.js';
import type { Part } from './line.js';

interface Pair {
  n: number;
  d: number;
}

/** From cluster to its sums; those without a denominator are in the sum and never left out (decisions.md 55). */
type Side = Map<string, Pair>;

export interface Disparity {
  ratio: number | null;
  ratioInterval: [number, number] | null;
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** Undefined where the text gives none: both at the same end. */
  p: number | null | undefined;
}

function sideOf(parts: Part[]): Side {
  const side: Side = new Map();
  for (const id of new Set(parts.map((part) => part.id))) {
    const own = parts.filter((part) => part.id === id);
    const denominator = sum(own.map((part) => part.denominator));
    const n = toNumber(sum(own.map((part) => part.numerator)));
    side.set(`cluster ${id ?? ''}`, { n, d: toNumber(denominator) });
  }
  return side;
}

function ratioOf(side: Side, without?: string): number {
  const pairs = [...side].filter(([id]) => id !== without).map(([, pair]) => pair);
  return pairs.reduce((a, { n }) => a + n, 0) / pairs.reduce((a, { d }) => a + d, 0);
}

const hasNothing = (side: Side): boolean => [...side.values()].every(({ d }) => d === 0);

/** "f = (ΣDᵢ)²/ΣDᵢ² − 1" */
function freedom(side: Side): number {
  const ds = [...side.values()].map(({ d }) => d);
  return ds.reduce((a, d) => a + d, 0) ** 2 / ds.reduce((a, d) => a + d * d, 0) - 1;
}

const isAtEnd = (value: number, family: Family): boolean =>
  value === 0 || (family === 'share' && value === 1);

/** decisions.md 122: "the cluster with N = 0.5 and D = 1 is added there, as for one figure" */
function withAdded(side: Side, family: Family, name: string): Side {
  return isAtEnd(ratioOf(side), family) ? new Map([...side, [name, { n: 0.5, d: 1 }]]) : side;
}

interface Spread {
  at: number;
  se: number;
}

/** One clinician left out of both at once (decisions.md 121). */
function jackknife(a: Side, b: Side, of: (a: number, b: number) => number): Spread {
  const ids = [...new Set([...a.keys(), ...b.keys()])].filter((id) => a.get(id)?.d || b.get(id)?.d);
  const at = of(ratioOf(a), ratioOf(b));
  const squares = ids.map((id) => (of(ratioOf(a, id), ratioOf(b, id)) - at) ** 2);
  return { at, se: Math.sqrt(((ids.length - 1) / ids.length) * squares.reduce((x, y) => x + y, 0)) };
}

const finite = (interval: [number, number]): [number, number] | null =>
  interval.every(Number.isFinite) ? interval : null;

/** Two-sided p of Student's t. */
const pOf = (t: number, f: number): number => betainc(f / (f + t * t), f / 2, 0.5);

/** "where both are at the same end, what the two intervals of their own allow at the widest" */
function atOneEnd(stratum: Part[], reference: Part[], family: Family): Disparity {
  const [a, b] = [stratum, reference].map((parts) => estimate(parts, family)) as [
    ReturnType<typeof estimate>,
    ReturnType<typeof estimate>,
  ];
  const isZeroes = a.value === 0;
  const known = a.interval && b.interval ? ([a.interval, b.interval] as const) : null;
  return {
    ratio: isZeroes ? null : 1,
    ratioInterval: known && !isZeroes ? finite([known[0][0] / known[1][1], known[0][1] / known[1][0]]) : null,
    difference: 0,
    differenceInterval: known ? finite([known[0][0] - known[1][1], known[0][1] - known[1][0]]) : null,
    p: undefined,
  };
}

/** A stratum against the reference: the ratio on the log scale, the difference plainly. */
export function pairedDisparity(stratum: Part[], reference: Part[], family: Family): Disparity {
  const [plainA, plainB] = [sideOf(stratum), sideOf(reference)];
  const [valueA, valueB] = [ratioOf(plainA), ratioOf(plainB)];
  if (hasNothing(plainA) || hasNothing(plainB))
    return { ratio: null, ratioInterval: null, difference: null, differenceInterval: null, p: null };
  if (valueA === valueB && isAtEnd(valueA, family)) return atOneEnd(stratum, reference, family);
  const [a, b] = [withAdded(plainA, family, 'added a'), withAdded(plainB, family, 'added b')];
  const f = Math.min(freedom(a), freedom(b));
  const t = f > 0 ? tQuantile(0.975, f) : Number.NaN;
  const differ = jackknife(a, b, (x, y) => x - y);
  const log = jackknife(a, b, (x, y) => Math.log(x / y));
  const reach = log.se * t;
  const isTold = valueA > 0 && valueB > 0;
  const ratioInterval = isTold ? finite([Math.exp(log.at - reach), Math.exp(log.at + reach)]) : null;
  return {
    ratio: isTold ? valueA / valueB : null,
    ratioInterval,
    difference: valueA - valueB,
    differenceInterval: finite([differ.at - differ.se * t, differ.at + differ.se * t]),
    p: ratioInterval === null ? null : pOf(log.at / log.se, f),
  };
}
