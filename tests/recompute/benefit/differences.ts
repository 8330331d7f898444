import type { Difference } from '../differences.js';
import { hiddenDifferences } from './hidden.js';
import type { Line } from './line.js';
import { MEASURES } from './measures.js';

export interface Printed {
  measure: string;
  by: Record<string, string>;
  variant?: string;
  suppressed: boolean;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  interval: [number, number] | null;
  clinicians: number | null;
  encounters: number | null;
}

/** Not recomputed: other stratifiers, of which the folders say nothing. */
function isCompared({ measure, by }: Printed): boolean {
  if (!MEASURES.includes(measure)) return false;
  return by.stratum === undefined || /^(language|sex)=/.test(by.stratum);
}

const nameOf = ({ measure, by, variant }: { measure: string; by: object; variant?: string | null }): string =>
  `${measure} ${JSON.stringify(by)}${variant ? ` ${variant}` : ''}`;

function close(a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b;
  if (Array.isArray(a) && Array.isArray(b)) return a.every((item, i) => close(item, b[i]));
  const [x, y] = [Number(a), Number(b)];
  return x === y || Math.abs(x - y) <= 1e-7 * Math.max(Math.abs(x), Math.abs(y), 1e-6);
}

/** "a seeded bootstrap: … holds the median and is finite" */
function medianDifferences(where: string, mine: Printed): Difference[] {
  const { interval, value } = mine;
  if (interval === null || value === null) return [];
  const [low, high] = interval;
  const holds = Number.isFinite(low) && Number.isFinite(high) && low <= value && value <= high;
  return holds
    ? []
    : [{ where, what: 'interval', ours: JSON.stringify(interval), expected: `around ${value}` }];
}

const FIELDS = ['numerator', 'denominator', 'value', 'interval', 'clinicians', 'encounters'] as const;

function lineDifferences(where: string, mine: Printed, other: Line): Difference[] {
  const isMedian = mine.measure === 'dwell-time';
  const asked = FIELDS.filter((field) => !(isMedian && field === 'interval'))
    // Orders and concerns have no encounter beside each alert, and people have none at all.
    .filter(
      (field) => field !== 'encounters' || (mine.encounters !== null && !Number.isNaN(other.encounters)),
    );
  const found = asked
    .filter((field) => !close(mine[field], other[field]))
    .map((what) => ({
      where,
      what,
      ours: JSON.stringify(mine[what]),
      expected: JSON.stringify(other[what]),
    }));
  return isMedian ? [...found, ...medianDifferences(where, mine)] : found;
}

export function benefitDifferences(printed: Printed[], lines: Line[]): Difference[] {
  const compared = printed.filter(isCompared);
  const mineOf = new Map(compared.map((mine) => [nameOf(mine), mine]));
  const otherOf = new Map(lines.map((line) => [nameOf(line), line]));
  const missing = lines
    .filter((line) => line.denominator > 0 && !mineOf.has(nameOf(line)))
    .map((line) => ({
      where: nameOf(line),
      what: 'line',
      ours: 'missing',
      expected: String(line.denominator),
    }));
  const shown = compared.filter(({ suppressed }) => !suppressed);
  return [
    ...missing,
    ...compared.flatMap((mine) => {
      const other = otherOf.get(nameOf(mine));
      return other && other.denominator > 0 ? hiddenDifferences(nameOf(mine), mine, other) : [];
    }),
    ...shown.flatMap((mine) => {
      const where = nameOf(mine);
      const other = otherOf.get(where);
      if (other) return lineDifferences(where, mine, other);
      if (mine.denominator === 0 && mine.value === null) return [];
      return [{ where, what: 'line', ours: `${mine.numerator}/${mine.denominator}`, expected: 'missing' }];
    }),
  ];
}

/** Measures of which a line was shown and compared, with something in its denominator. */
export function seenMeasures(printed: Printed[], asked: readonly string[]): string[] {
  const shown = printed.filter(
    ({ measure, suppressed, denominator }) =>
      asked.includes(measure) && !suppressed && Number(denominator) > 0,
  );
  return [...new Set(shown.map(({ measure }) => measure))];
}
