import type { Difference } from '../differences.js';
import type { StratumRow } from './disparities.js';

export interface PrintedDisparity {
  rule: string;
  stratum: string;
  reference: string;
  ratio: number | null;
  ratioInterval: [number, number] | null;
  difference: number | null;
  differenceInterval: [number, number] | null;
  p: number | null;
  q: number | null;
  denominator: number | null;
  referenceDenominator: number | null;
  clinicians: number | null;
  suppressed: boolean;
}

const FIELDS = [
  'reference',
  'ratio',
  'ratioInterval',
  'difference',
  'differenceInterval',
  'p',
  'denominator',
  'referenceDenominator',
  'clinicians',
] as const;

function close(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a === 'string') return a === b;
  if (Array.isArray(a) && Array.isArray(b)) return a.every((item, i) => close(item, b[i]));
  const [x, y] = [Number(a), Number(b)];
  return x === y || Math.abs(x - y) <= 1e-7 * Math.max(Math.abs(x), Math.abs(y), 1e-5);
}

/** Benjamini and Hochberg: the least of m·p/j over all j not under the rank of p. */
function qOf(p: number, all: number[]): number {
  const ordered = [...all].sort((a, b) => a - b);
  const candidates = ordered.flatMap((other, j) => (other >= p ? [(all.length * other) / (j + 1)] : []));
  return Math.min(1, ...candidates);
}

const isShown = ({ suppressed }: PrintedDisparity): boolean => !suppressed;

/** What the product says of each stratum that it does not hide. q runs over those that could be judged, which are among
 * the shown ones. */
export function disparityDifferences(printed: PrintedDisparity[], rows: StratumRow[]): Difference[] {
  const mine = printed.filter(({ rule }) => rule.startsWith('recomputed-'));
  const pairs = mine
    .filter(isShown)
    .map((one) => ({ one, other: rows.find((row) => row.rule === one.rule && row.stratum === one.stratum) }));
  const unknown = pairs
    .filter(({ other, one }) => !other && one.denominator !== null)
    .map(({ one }) => ({
      where: `${one.rule} ${one.stratum}`,
      what: 'row',
      ours: 'shown',
      expected: 'missing',
    }));
  const compared = pairs.flatMap(({ one, other }) => (other ? [{ one, other }] : []));
  const judged = compared.filter(({ other }) => other.isEnough && typeof other.p === 'number');
  return [
    ...unknown,
    ...compared.flatMap(({ one, other }) => {
      const where = `${one.rule} ${one.stratum}`;
      const ps = judged.filter((each) => each.one.rule === one.rule).map((each) => each.other.p as number);
      const isJudged = judged.some((each) => each.one === one);
      const q = isJudged ? qOf(other.p as number, ps) : null;
      const asked = FIELDS.filter((field) => other[field] !== undefined);
      const found = asked
        .filter((field) => !close(one[field], other[field]))
        .map((what) => ({
          where,
          what,
          ours: JSON.stringify(one[what]),
          expected: JSON.stringify(other[what]),
        }));
      // Where both are at one end the text gives no p, and so no q either.
      const someOpen = compared.some((each) => each.one.rule === one.rule && each.other.p === undefined);
      if (someOpen || close(one.q, q)) return found;
      return [...found, { where, what: 'q', ours: String(one.q), expected: String(q) }];
    }),
  ];
}

/** Of how many strata something was compared. */
export function seenStrata(printed: PrintedDisparity[]): number {
  return printed.filter((one) => one.rule.startsWith('recomputed-') && isShown(one) && one.q !== null).length;
}
