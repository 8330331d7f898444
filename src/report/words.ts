import type { AuditResult, Reason } from '../result.js';

/** A question that no trace can answer has no verdict. */
export const notMeasurableBadge = '○ not measurable';

/** What to do next where a rule could not be judged. */
export const nextSteps: Record<Reason, string> = {
  'missing-table': 'Ask for the data listed under “What is missing”, and run the audit again.',
  unmapped: 'Run “mission-audit tools --suggest”, and add the lines that are right to tools.yaml.',
  'too-few': 'Take a longer period, or look at the whole site instead of one part of it.',
  'too-close': 'Take a longer period: more encounters narrow the interval. Until then, treat it as open.',
  'definition-dependent': 'Compare the variants in the measurements before anybody acts on one of them.',
  suppressed: 'Take a longer period, or a larger group. Nothing is wrong with the data.',
};

/** What is missing may be a baseline, which no feed brings: then each finding says it. */
export const nextOf = (reason: Reason, { coverage }: AuditResult): string =>
  reason === 'missing-table' && coverage.missing.length === 0
    ? 'Each line says what it lacks.'
    : nextSteps[reason];

export const inAllNote =
  'In all: what the filter of the rules file says of a tool’s verdicts together. It is neither a sum nor a grade.';
