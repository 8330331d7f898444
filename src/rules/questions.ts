import type { Finding, QuestionResult, Status } from '../result.js';
import type { RuleSet } from './rule-set.js';

export const isJudged = ({ status }: Pick<Finding, 'status'>): boolean =>
  status === 'pass' || status === 'warn' || status === 'fail';

/** fail if any fails, else warn, else pass if at least one was judged, else "cannot tell". */
export function rollUp(findings: readonly Pick<Finding, 'status'>[]): Status {
  for (const status of ['fail', 'warn', 'pass'] as const)
    if (findings.some((finding) => finding.status === status)) return status;
  return 'insufficient-data';
}

/** Each question with its verdict and how many of its rules could be judged (on at least one cell). */
export function questionResults(ruleSet: RuleSet, findings: readonly Finding[]): QuestionResult[] {
  return ruleSet.questions.map(({ oneSided: _, ...question }) => {
    const own = findings.filter((finding) => finding.question === question.id);
    return {
      ...question,
      status: rollUp(own),
      judged: new Set(own.filter(isJudged).map(({ rule }) => rule)).size,
      rules: ruleSet.rules.filter((rule) => rule.question === question.id && rule.severity !== 'off').length,
    };
  });
}

/** Findings by status; every status has a count, also 0. */
export function summarise(findings: readonly Finding[]): Record<Status, number> {
  const counts: Record<Status, number> = {
    pass: 0,
    warn: 0,
    fail: 0,
    'insufficient-data': 0,
    'not-applicable': 0,
    error: 0,
    waived: 0,
  };
  for (const { status } of findings) counts[status]++;
  return counts;
}
