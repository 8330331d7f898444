import type { Evaluate, MeasureCell, MeasureRequest } from '../../../src/measures/measure.js';
import type { Rule, RuleSet } from '../../../src/rules/rule-set.js';

/** A cell of clusters `[numerator, denominator]`, each one clinician; counts that nobody would hide. */
export function cell(
  pairs: readonly (readonly [number, number])[],
  said: Partial<MeasureCell> = {},
): MeasureCell {
  return {
    measure: 'm',
    by: {},
    variant: null,
    clusters: pairs.map(([numerator, denominator], i) => ({ cluster: `c${i}`, numerator, denominator })),
    values: [],
    clinicians: Math.max(pairs.length, 5),
    encounters: 100,
    patients: 100,
    touchedShare: null,
    ...said,
  };
}

/** Six clusters that hover about a share of `of` 50 each: a narrow interval. */
export const around = (share: number, said: Partial<MeasureCell> = {}, of = 50): MeasureCell =>
  cell(
    [-1, 1, 0, 0, 1, -1].map(
      (step) => [Math.min(of, Math.max(0, Math.round(share * of) + step)), of] as const,
    ),
    said,
  );

type Answer = MeasureCell[] | string | Error;

/** An evaluate that gives what a test says: cells, the name of a missing table, or an error. */
export function evaluating(answer: (request: MeasureRequest) => Answer) {
  const asked: MeasureRequest[] = [];
  const evaluate: Evaluate = async (request) => {
    asked.push(request);
    const given = answer(request);
    if (given instanceof Error) throw given;
    return typeof given === 'string' ? { cells: [], missing: given } : { cells: given, missing: null };
  };
  return { evaluate, asked };
}

export const ruleOf = (said: Partial<Rule> = {}): Rule => ({
  id: 'r',
  question: 'q',
  side: 'burden',
  measure: 'm',
  by: null,
  where: {},
  threshold: { 'at-most': 0.5 },
  except: [],
  severity: 'fail',
  needs: { clinicians: 5, effective: 3, units: 30 },
  basis: { kind: 'none' },
  advice: {},
  criticism: [],
  ...said,
});

export const setOf = (rules: Rule[], said: Partial<RuleSet> = {}): RuleSet => ({
  version: 1,
  questions: [{ id: 'q', asks: 'Why?', article: 'the-mission-of-medicine', section: 'Here', principles: [] }],
  rules,
  filter: [],
  notMeasurable: [],
  files: [],
  hash: '',
  ...said,
});
