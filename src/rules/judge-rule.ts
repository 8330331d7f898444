import type { MeasureDefinition } from '../measures/measure.js';
import type { By, Finding, Reason, Status } from '../result.js';
import { answersDoubt, hasAnswerVariants } from './answers-doubt.js';
import { asksBaseline, type Baseline } from './change/baseline.js';
import { earlierCells } from './change/earlier.js';
import type { Read } from './evaluations.js';
import { termsFor } from './exceptions.js';
import { type CellVerdict, judgeCell } from './judge-cell.js';
import { ruleCells } from './rule-cells.js';
import { requestOf } from './rule-request.js';
import type { Rule } from './rule-set.js';
import { UNMAPPED } from './why.js';

export interface RuleCase {
  rule: Rule;
  definition: MeasureDefinition | undefined;
  read: Read;
  /** Too much is unmapped for a verdict about a tool on this measure. */
  unmapped: boolean;
  /** The earlier period that rules of `times … of: baseline` are judged against; the same doubt of it. */
  baseline?: Baseline | null | undefined;
  earlierUnmapped?: boolean | undefined;
  onError?: ((rule: string, error: unknown) => void) | undefined;
}

/** All findings of one rule. Whatever goes wrong here is an `error`, and never a pass. */
export async function judgeRule(given: RuleCase): Promise<Finding[]> {
  const { rule, definition, onError } = given;
  if (rule.severity === 'off') return [];
  if (!definition) return [alone(given, { status: 'error', why: `There is no measure "${rule.measure}".` })];
  try {
    return await findings(given, definition);
  } catch (error) {
    onError?.(rule.id, error);
    // The error's own words may quote a row: they go to the log, not into the report.
    return [alone(given, { status: 'error', why: 'The measure could not be computed; the log says why.' })];
  }
}

async function findings(given: RuleCase, definition: MeasureDefinition): Promise<Finding[]> {
  const { rule, read } = given;
  const none = withoutTools(given);
  if (none) return [none];
  const evaluation = await read(requestOf(rule));
  const missing = evaluation.missing ?? evaluation.missingToJudge;
  if (missing !== null) {
    const why = `There are no rows of "${missing}" to measure it on.`;
    return [alone(given, { status: 'insufficient-data', reason: 'missing-table', why })];
  }
  const site = hasAnswerVariants(definition) ? (await read({ measure: rule.measure })).cells : [];
  const cells = ruleCells(evaluation, rule, definition);
  if (cells.length === 0) return [nothing(given)];
  const earlier =
    given.baseline && asksBaseline(rule) ? await earlierCells(given.baseline, { rule, definition }) : null;
  return cells.flatMap(({ main, variants, hidden }) => {
    const { threshold, severity } = termsFor(rule, main.by);
    if (severity === 'off') return [];
    const verdict = judgeCell({
      rule,
      definition,
      threshold,
      severity,
      cell: main,
      mustAgree: definition.mustAgree.map((variant) => ({
        variant,
        cell: variants.find((cell) => cell.variant === variant) ?? null,
      })),
      hidden,
      unmapped: given.unmapped,
      doubt: site.length > 0 ? answersDoubt({ own: variants, site, units: rule.needs.units }) : null,
      earlier: earlier?.(main.by) ?? null,
      earlierUnmapped: given.earlierUnmapped === true,
    });
    return [toFinding(given, { by: main.by, threshold, severity, ...verdict })];
  });
}

/** No cell to judge: either there is nothing of the kind, or nobody has said which tool is which. */
export function nothing(given: RuleCase): Finding {
  if (given.unmapped) return alone(given, { status: 'insufficient-data', reason: 'unmapped', why: UNMAPPED });
  const why = `No ${given.rule.by} was found that it could be asked of.`;
  return alone(given, { status: 'not-applicable', why });
}

/** Rules on a category of tools: which tools these are must be known, and there must be one (withToolsOfCategories). */
export function withoutTools(given: RuleCase): Finding | null {
  const { category, tool } = given.rule.where;
  if (category) {
    const why = `It is not known which tools are of the category ${category.join(' or ')}.`;
    return alone(given, { status: 'insufficient-data', reason: 'unmapped', why });
  }
  if (tool?.length !== 0) return null;
  return alone(given, {
    status: 'not-applicable',
    why: 'No tool of tools.yaml is of the category it asks of.',
  });
}

interface Said {
  status: Status;
  reason?: Reason;
  why: string;
}

/** A finding about the rule as a whole. */
export function alone(given: RuleCase, { status, reason, why }: Said): Finding {
  const severity = given.rule.severity === 'off' ? 'warn' : given.rule.severity;
  const { threshold } = given.rule;
  return toFinding(given, {
    by: {},
    threshold,
    severity,
    status,
    reason: reason ?? null,
    why,
    figures: null,
  });
}

type Parts = CellVerdict & { by: By } & Pick<Finding, 'threshold' | 'severity'>;

export function toFinding({ rule, definition }: RuleCase, { figures, baseline, ...parts }: Parts): Finding {
  return {
    rule: rule.id,
    question: rule.question,
    side: rule.side,
    status: parts.status,
    reason: parts.reason,
    severity: parts.severity,
    measure: rule.measure,
    unit: definition?.unit ?? '',
    by: parts.by,
    numerator: figures?.numerator ?? null,
    denominator: figures?.denominator ?? null,
    value: figures?.value ?? null,
    interval: figures?.interval ?? null,
    threshold: parts.threshold,
    ...(baseline ? { baseline } : {}),
    why: parts.why,
    advice: rule.advice,
    basis: rule.basis,
  };
}
