import type { MeasureReportGroupPopulation } from 'fhir/r4.js';
import type { AuditResult, Finding } from '../../result.js';
import { isShare } from '../../wording/numbers.js';
import { concept } from './concept.js';
import { systems } from './systems.js';

type Part = 'numerator' | 'denominator';
type Cell = Pick<Finding, 'measure' | 'unit' | Part>;

/** Which parts of a measure are counts; R4's `count` holds whole numbers, and hours are none. */
export type Counts = (cell: Cell) => Part[];

/** Says it of a measure as a whole: hours that happen to be whole in one cell are no count there either. */
export function countsIn({ measurements, findings }: AuditResult): Counts {
  const broken = { numerator: new Set<string>(), denominator: new Set<string>() };
  for (const cell of [...measurements, ...findings])
    for (const part of ['numerator', 'denominator'] as const)
      if (cell[part] !== null && !isCount(cell[part])) broken[part].add(cell.measure);
  return ({ measure, unit }) => {
    const parts = (['numerator', 'denominator'] as const).filter(
      (part) => !broken[part].has(measure) && !isTime(unit, part),
    );
    // Both parts of a share are of one kind.
    return isShare(unit) && parts.length < 2 ? [] : parts;
  };
}

/** R4's `integer` has 32 bits. */
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 31;

function isTime(unit: string, part: Part): boolean {
  const [above, below] = unit.split(' per ');
  return /\b(second|minute|hour)s?\b/.test((part === 'numerator' ? above : below) ?? '');
}

/** Of a median only what it is over, which R4 calls its measure population. */
export function populations(cell: Finding, counts: Counts): MeasureReportGroupPopulation[] {
  if (cell.reason === 'suppressed') return [];
  const alone = cell.numerator === null;
  return counts(cell)
    .filter((part) => cell[part] !== null)
    .map((part) => ({
      code: concept({
        system: systems.population,
        code: alone ? 'measure-population' : part,
        as: words[part],
      }),
      count: cell[part]!,
    }));
}

const words: Record<Part, string> = { numerator: 'Numerator', denominator: 'Denominator' };
