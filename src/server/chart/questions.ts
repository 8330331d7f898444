import type { ChartQuestion } from '../../chart-view.js';
import type { AuditResult, Finding, Status } from '../../result.js';

const ORDER: Status[] = ['fail', 'warn', 'error', 'insufficient-data', 'pass', 'waived', 'not-applicable'];

/**
 * The mission's questions, put to the tools of this encounter: findings on the whole site are its informatics team's,
 * and no clinician's. A question is as a report has it: fail if any finding fails, else warn, else pass if any passed.
 */
export function questionsOf(
  result: AuditResult,
  { tools, titleOf }: { tools: ReadonlySet<string>; titleOf: (tool: string) => string },
): ChartQuestion[] {
  return result.questions
    .filter(({ notMeasurable }) => !notMeasurable)
    .map((question) => {
      const findings = result.findings
        .filter(({ question: id, by }) => id === question.id && !!by.tool && tools.has(by.tool))
        .map((finding) => ({ ...finding, toolTitle: titleOf(finding.by.tool!) }))
        .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
      return { ...question, ...verdict(findings), findings };
    })
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

function verdict(findings: Finding[]): Pick<ChartQuestion, 'status' | 'reason' | 'judged' | 'rules'> {
  const has = (status: Status) => findings.some((one) => one.status === status);
  const judged = findings.filter(({ status }) => ['pass', 'warn', 'fail'].includes(status)).length;
  const status = (['fail', 'warn', 'pass'] as const).find(has) ?? 'insufficient-data';
  const undecided = findings.find((one) => one.status === 'insufficient-data');
  return {
    status,
    judged,
    rules: findings.length,
    reason:
      status !== 'insufficient-data'
        ? null
        : (undecided?.why ??
          'No rule puts this question to the tools used here; some questions are asked of the whole site only.'),
  };
}
