import type { AuditResult, QuestionResult } from '../result.js';

/** "judged 3 of 4 rules, 1 waived": a verdict that was set aside must not look as if all were well. */
export function judgedOf(
  { id, judged, rules }: QuestionResult,
  { findings }: Pick<AuditResult, 'findings'>,
): string {
  if (rules === 0) return 'no rule asks it';
  const waived = new Set(
    findings.filter(({ question, status }) => question === id && status === 'waived').map(({ rule }) => rule),
  ).size;
  const aside = waived > 0 ? `, ${waived} waived` : '';
  return `judged ${judged} of ${rules} ${rules === 1 ? 'rule' : 'rules'}${aside}`;
}
