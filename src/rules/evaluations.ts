import type { Evaluate, MeasureCell, MeasureDefinition, MeasureRequest } from '../measures/measure.js';
import { byKey, compareBytes } from './by-key.js';
import { smallGroups } from './concentration-cells.js';
import { cellKey, type Hidden, hiddenCells } from './hidden-cells.js';
import { hiddenNested, isNested } from './hidden-keys.js';
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

/** A measure that is another turned over, and so hidden wherever that is. */
const TURNED_OVER: Record<string, string> = { 'number-to-fire': 'acted-on-share' };

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
  const nested = new Map<string, Promise<Hidden>>();

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
    return new Set([
      ...small,
      ...smallGroups(definition, cells, minClinicians),
      ...narrowed,
      ...(await besideOthers(request, definition)),
    ]);
  }

  /** Tables by tool and by alert key can be subtracted from each other. */
  async function besideOthers({ measure, by, where }: MeasureRequest, definition: MeasureDefinition) {
    if (!isNested(definition) || where || (by !== 'tool' && by !== 'alert_key')) return [];
    let found = nested.get(measure);
    if (!found) {
      found = hiddenNested(measure, { evaluate, minClinicians });
      nested.set(measure, found);
    }
    return found;
  }

  async function follow(request: MeasureRequest, evaluation: Evaluation): Promise<Evaluation> {
    const measure = TURNED_OVER[request.measure];
    if (!measure || !definitions.some(({ id }) => id === measure)) return evaluation;
    const other = await alone({ ...request, measure }).catch(() => null);
    return other ? { ...evaluation, hidden: new Set([...evaluation.hidden, ...other.hidden]) } : evaluation;
  }

  return async (request) => {
    const evaluation = await follow(request, await alone(request));
    const twin = twinOf(request.measure);
    if (!twin || !definitions.some(({ id }) => id === twin)) return evaluation;
    const hidden = await withTwin(request, evaluation, twin);
    return { ...evaluation, hidden };
  };

  /** What is hidden here or of the twin; where tables nest, with what both tables then need besides. */
  async function withTwin(request: MeasureRequest, evaluation: Evaluation, twin: string): Promise<Hidden> {
    const definition = definitions.find(({ id }) => id === request.measure);
    const { by, where } = request;
    const hidden = new Set([...evaluation.hidden, ...(await ofTwin(request, evaluation, twin))]);
    if (!definition || !isNested(definition) || where || (by !== 'tool' && by !== 'alert_key')) return hidden;
    const beside = { measure: request.measure, by: by === 'tool' ? 'alert_key' : 'tool' } as const;
    for (const key of await ofTwin(beside, await alone(beside), twin)) hidden.add(key);
    return hiddenNested(request.measure, { evaluate, minClinicians, known: hidden });
  }

  async function ofTwin(request: MeasureRequest, { cells }: Evaluation, twin: string): Promise<string[]> {
    const [own, others] = [request.measure, twin].map((id) => TWINS.find(({ measure }) => measure === id)!);
    const other = await alone({ ...request, measure: twin }).catch(() => null);
    return cells
      .filter((cell) => cell.variant === own!.variant)
      .filter((cell) => other?.hidden.has(cellKey({ ...cell, variant: others!.variant })))
      .map(cellKey);
  }
}

const byWhere = (where: MeasureRequest['where']): string =>
  byKey(
    Object.fromEntries(
      Object.entries(where ?? {}).map(([key, names]) => [key, JSON.stringify(names.toSorted())]),
    ),
  );
