import type { Evaluate, MeasureCell, MeasureDefinition, MeasureRequest } from '../measures/measure.js';
import { byKey, compareBytes } from './by-key.js';
import { smallGroups } from './concentration-cells.js';
import { cellKey, type Hidden, hiddenCells } from './hidden-cells.js';
import { hiddenByWhere } from './hidden-where.js';

export interface Evaluation {
  cells: MeasureCell[];
  missing: string | null;
  /** What a verdict needs besides the figure. */
  missingToJudge: string | null;
  hidden: Hidden;
}

export type Read = (request: MeasureRequest) => Promise<Evaluation>;

/**
 * Pairs of variants that give each other away: the answered alerts are the numerator of the one and the
 * denominator of the other, and what one table hides the other would show.
 */
const TWINS = [
  { measure: 'override-rate', variant: 'answered' },
  { measure: 'response-coverage', variant: null },
] as const;

/** The other of such a pair; undefined of a measure that is in none. */
export const twinOf = (id: string): string | undefined =>
  TWINS.some(({ measure }) => measure === id)
    ? TWINS.find(({ measure }) => measure !== id)?.measure
    : undefined;

interface Options {
  evaluate: Evaluate;
  definitions: readonly MeasureDefinition[];
  minClinicians: number;
}

/** Evaluates each request once, its cells in one order, and says which of them must stay hidden. */
export function createEvaluations({ evaluate, definitions, minClinicians }: Options): Read {
  const known = new Map<string, Promise<Evaluation>>();

  const alone = (request: MeasureRequest): Promise<Evaluation> => {
    const key = JSON.stringify([request.measure, request.by ?? null, byWhere(request.where)]);
    let found = known.get(key);
    if (!found) {
      found = run(request);
      known.set(key, found);
    }
    return found;
  };

  // Async, so that an evaluate that throws at once is told apart from nobody's fault: a rejected promise.
  async function run(request: MeasureRequest): Promise<Evaluation> {
    const { cells, missing, missingToJudge = null } = await evaluate(request);
    const ordered = cells.toSorted((a, b) => compareBytes(cellKey(a), cellKey(b)));
    return { cells: ordered, missing, missingToJudge, hidden: await hiddenOf(request, ordered) };
  }

  async function hiddenOf(request: MeasureRequest, cells: MeasureCell[]): Promise<Hidden> {
    const definition = definitions.find(({ id }) => id === request.measure);
    const small = hiddenCells(cells, minClinicians);
    if (!definition) return small;
    if (definition.census) return new Set();
    const narrowed = await hiddenByWhere({ request, cells, definition, minClinicians, read: alone });
    return new Set([...small, ...smallGroups(definition, cells, minClinicians), ...narrowed]);
  }

  return async (request) => {
    const evaluation = await alone(request);
    const own = TWINS.find(({ measure }) => measure === request.measure);
    const twin = TWINS.find(({ measure }) => own && measure !== request.measure);
    if (!own || !twin || !definitions.some(({ id }) => id === twin.measure)) return evaluation;
    const other = await alone({ ...request, measure: twin.measure }).catch(() => null);
    if (!other) return evaluation;
    const hidden = new Set(evaluation.hidden);
    for (const cell of evaluation.cells)
      if (cell.variant === own.variant && other.hidden.has(cellKey({ ...cell, variant: twin.variant })))
        hidden.add(cellKey(cell));
    return { ...evaluation, hidden };
  };
}

const byWhere = (where: MeasureRequest['where']): string =>
  byKey(
    Object.fromEntries(
      Object.entries(where ?? {}).map(([key, names]) => [key, JSON.stringify(names.toSorted())]),
    ),
  );
