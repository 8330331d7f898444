import type { MeasureDefinition, MeasureRequest } from '../measures/measure.js';
import type { By, Finding, Reason, Status } from '../result.js';
import { answersDoubt, hasAnswerVariants } from './answers-doubt.js';
import type { Read } from './evaluations.js';
import { termsFor } from './exceptions.js';
import { type CellVerdict, judgeCell } from './judge-cell.js';
import { ruleCells } from './rule-cells.js';
import type { Rule } from './rule-set.js';
import { UNMAPPED } from './why.js';

export interface RuleCase {
  rule: Rule;
  definition: MeasureDefinition | undefined;
  read: Read;
  /** Too much is unmapped for a verdict about a tool on this measure. */
  unmapped: boolean;
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
  const evaluation = await read(requestOf(rule));
  const missing = evaluation.missing ?? evaluation.missingToJudge;
  if (missing !== null) {
    const why = `There are no rows of "${missing}" to measure it on.`;
    return [alone(given, { status: 'insufficient-data', reason: 'missing-table', why })];
  }
  const site = hasAnswerVariants(definition) ? (await read({ measure: rule.measure })).cells : [];
  const cells = ruleCells(evaluation, rule, definition);
  if (cells.length === 0) return [nothing(given)];
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
    });
    return [toFinding(given, { by: main.by, threshold, severity, ...verdict })];
  });
}

function requestOf({ measure, by, where }: Rule): MeasureRequest {
  return { measure, ...(by ? { by } : {}), ...(Object.keys(where).length > 0 ? { where } : {}) };
}

/** No cell to judge: either there is nothing of the kind, or nobody has said which tool is which. */
function nothing(given: RuleCase): Finding {
  if (given.unmapped) return alone(given, { status: 'insufficient-data', reason: 'unmapped', why: UNMAPPED });
  const why = `No ${given.rule.by} was found that it could be asked of.`;
  return alone(given, { status: 'not-applicable', why });
}

interface Said {
  status: Status;
  reason?: Reason;
  why: string;
}

/** A finding about the rule as a whole. */
function alone(given: RuleCase, { status, reason, why }: Said): Finding {
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

function toFinding({ rule, definition }: RuleCase, { figures, ...parts }: Parts): Finding {
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
    why: parts.why,
    advice: rule.advice,
    basis: rule.basis,
  };
}
