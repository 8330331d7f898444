import type { Evaluate, MeasureDefinition } from '../../measures/measure.js';
import type { Threshold } from '../../result.js';
import { hasAnswerVariants } from '../answers-doubt.js';
import { createEvaluations, type Read } from '../evaluations.js';
import { requestOf } from '../rule-request.js';
import type { Rule, RuleSet } from '../rule-set.js';
import { isPlain } from '../verdict.js';

/** An earlier period of the same site, as far as rules ask for it. Site days, both included. */
export interface Baseline {
  from: string;
  to: string;
  read: Read;
  /** Of clinician rows of that period; null without any. */
  unmappedShare: number | null;
  /** Feeds that do not cover the whole of it. */
  notices: string[];
}

export const isTimesBaseline = (
  threshold: Threshold,
): threshold is { 'at-most': { times: number; of: 'baseline' } } => !isPlain(threshold);

/** Whether a rule, or an exception of it, is judged against a baseline. */
export const asksBaseline = ({ severity, threshold, except }: Rule): boolean =>
  severity !== 'off' &&
  [threshold, ...except.map((one) => one.threshold)].some((one) => one !== null && isTimesBaseline(one));

interface Given {
  rules: RuleSet;
  definitions: readonly MeasureDefinition[];
  minClinicians: number;
}

/**
 * Reads all that rules ask of the baseline, once and now: the same engine may hold another period afterwards. What fails
 * here fails again, and is told, when the rule that asks for it is judged.
 */
export async function readBaseline(
  { rules, definitions, minClinicians }: Given,
  period: Omit<Baseline, 'read'> & { evaluate: Evaluate },
): Promise<Baseline> {
  const { evaluate, ...rest } = period;
  let over = false;
  const whileItLasts: Evaluate = (request) => {
    // The engine may hold another period by now: its figures would look like the baseline's.
    if (over) throw new Error(`"${request.measure}" was not read of the baseline`);
    return evaluate(request);
  };
  const read = createEvaluations({ evaluate: whileItLasts, definitions, minClinicians });
  for (const rule of rules.rules.filter(asksBaseline)) {
    await read(requestOf(rule)).catch(() => null);
    const definition = definitions.find(({ id }) => id === rule.measure);
    if (definition && hasAnswerVariants(definition)) await read({ measure: rule.measure }).catch(() => null);
  }
  over = true;
  return { ...rest, read };
}
