import type { Dimension, MeasureCell, MeasureDefinition, MeasureRequest } from '../measures/measure.js';
import type { Evaluation } from './evaluations.js';
import { cellKey, type Hidden } from './hidden-cells.js';
import { isSmall } from './statistics/suppress.js';

interface Given {
  request: MeasureRequest;
  cells: readonly MeasureCell[];
  definition: MeasureDefinition;
  minClinicians: number;
  /** The same measure asked otherwise, with what is hidden there. */
  read: (request: MeasureRequest) => Promise<Pick<Evaluation, 'cells' | 'hidden'>>;
}

/**
 * Cells of a request that looks only at some (`where`) and stands beside figures of all: each is hidden with the cell that
 * it is or belongs to, and where what it leaves out is too few people, whom a subtraction would show.
 */
export async function hiddenByWhere(given: Given): Promise<Hidden> {
  const { request, cells, minClinicians } = given;
  const { measure, by } = request;
  const narrowed = Object.entries(request.where ?? {}).filter(([key]) => key !== 'stratifier');
  // Tools by strata are hidden as a two-way table (disparity/hidden-pairs.ts).
  if (narrowed.length === 0 || by === 'tool and stratum') return new Set();
  const all = await given.read({ measure, ...(by ? { by } : {}) });
  const hidden = new Set<string>();
  for (const cell of cells) {
    const key = cellKey(cell);
    const whole = all.cells.find((one) => cellKey(one) === key);
    if (whole && (all.hidden.has(key) || leavesFew(whole, cell, minClinicians))) hidden.add(key);
  }
  for (const key of await hiddenParts(given, narrowed)) hidden.add(key);
  return hidden;
}

/** Whether those in the whole and not in the part are a small group. */
function leavesFew(whole: MeasureCell, part: MeasureCell, minClinicians: number): boolean {
  const counted = unitsOf(part);
  const rest = [...unitsOf(whole)]
    .filter(([cluster, units]) => units - (counted.get(cluster) ?? 0) > units * 1e-9)
    .map(([cluster]) => cluster);
  if (rest.length === 0) return false;
  const people = rest.filter((cluster) => cluster !== null).length;
  return people < minClinicians || isSmall(whole.encounters - part.encounters);
}

/** How much each person has in it: units of the denominator, or values of a median. */
function unitsOf({ clusters, values }: MeasureCell): Map<string | null, number> {
  const units = new Map<string | null, number>();
  const add = (cluster: string | null, more: number) => units.set(cluster, (units.get(cluster) ?? 0) + more);
  for (const { cluster, denominator } of clusters) add(cluster, denominator);
  for (const { cluster } of values) add(cluster, 1);
  return units;
}

/** `where: {class: [AMB]}` of the whole site is the cell AMB of the table by class. */
async function hiddenParts(
  { request, cells, definition, read }: Given,
  narrowed: [string, string[]][],
): Promise<string[]> {
  const [[dimension, names] = ['', []], ...others] = narrowed;
  if (request.by || others.length > 0 || !definition.by.includes(dimension as Dimension)) return [];
  const table = await read({ measure: request.measure, by: dimension as Dimension });
  return cells
    .filter(({ variant }) =>
      names.some((name) => table.hidden.has(cellKey({ variant, by: { [dimension]: name } }))),
    )
    .map(cellKey);
}
