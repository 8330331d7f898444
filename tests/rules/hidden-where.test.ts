import type { Evaluate, MeasureCell } from '../../src/measures/measure.js';
import { createEvaluations } from '../../src/rules/evaluations.js';
import { define } from './support/definitions.js';

const definition = define('undivided', { by: ['class', 'tool'] });

/** A cell of these people, twelve encounters and patients each. */
const cell = (
  by: Record<string, string>,
  people: string[],
  encounters = people.length * 12,
): MeasureCell => ({
  measure: 'undivided',
  by,
  variant: null,
  clusters: people.map((cluster) => ({ cluster, numerator: 6, denominator: 12 })),
  values: [],
  clinicians: people.length,
  encounters,
  patients: encounters,
  touchedShare: null,
});

const many = ['a', 'b', 'c', 'd', 'e', 'f'];

async function hiddenOf(
  tables: { all: MeasureCell[]; byClass?: MeasureCell[]; only: MeasureCell[] },
  by?: 'tool',
): Promise<boolean> {
  const evaluate: Evaluate = async ({ where, by: asked }) => ({
    cells: where ? tables.only : asked === 'class' ? (tables.byClass ?? []) : tables.all,
    missing: null,
  });
  const read = createEvaluations({ evaluate, definitions: [definition], minClinicians: 5 });
  const found = await read({ measure: 'undivided', where: { class: ['AMB'] }, ...(by ? { by } : {}) });
  return found.hidden.size > 0;
}

test('what a class has in its table hidden, a rule on that class does not show', async () => {
  // VR is of two people; AMB is hidden beside it, or the total would show VR.
  const only = [cell({}, many)];
  const byClass = [cell({ class: 'AMB' }, many), cell({ class: 'VR' }, ['x', 'y'])];
  expect(await hiddenOf({ all: [cell({}, [...many, 'x', 'y'])], byClass, only })).toBe(true);
});

test('what is left out must not be a small group, also where no table divides it so', async () => {
  const whole = [cell({ tool: 't' }, [...many, 'x', 'y'])];
  expect(await hiddenOf({ all: whole, only: [cell({ tool: 't' }, many)] }, 'tool')).toBe(true);
  // The same people in both, and seven encounters fewer.
  const part = {
    ...cell({ tool: 't' }, many, 65),
    clusters: cell({}, many).clusters.map((one) => ({ ...one, denominator: 11 })),
  };
  expect(await hiddenOf({ all: [cell({ tool: 't' }, many, 72)], only: [part] }, 'tool')).toBe(true);
});

test('nothing left out, or enough of it, is shown', async () => {
  const whole = [cell({ tool: 't' }, many)];
  expect(await hiddenOf({ all: whole, only: whole }, 'tool')).toBe(false);
  const more = [cell({ tool: 't' }, [...many, 'u', 'v', 'w', 'x', 'y'])];
  expect(await hiddenOf({ all: more, only: [cell({ tool: 't' }, many)] }, 'tool')).toBe(false);
});
